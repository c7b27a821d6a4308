"""Who may take a transition: the permissions that the models of all workflows set beside their transitions."""

from collections.abc import Callable
from typing import Any

from organisation.models import User
from organisation.profile import Profile, current
from organisation.roles import Role

Permission = Any  # Callable[[Case, User | None], bool]: django_fsm knows no None, which is the system here


def held_by(*roles: Role) -> Permission:
    """The person holds one of the roles."""

    def permitted(case: Any, user: User | None) -> bool:
        return user is not None and user.has_role(*roles)

    return permitted


def system_or(*roles: Role) -> Permission:
    """One of the roles, or letters and the clock, which act as nobody."""

    def permitted(case: Any, user: User | None) -> bool:
        return user is None or user.has_role(*roles)

    return permitted


def apart_from(prepared_by: str, rule: Callable[[Profile], bool], *roles: Role) -> Permission:
    """One of the roles, but not on what they prepared themselves, unless the profile lets one person do both.

    prepared_by: the field of the case that names who prepared it. rule: the switch of the workflow in the profile,
    which counts only while the profile keeps duties apart at all.
    """

    def permitted(case: Any, user: User | None) -> bool:
        if user is None or not user.has_role(*roles):
            return False
        if getattr(case, f"{prepared_by}_id") != user.pk:
            return True
        ours = current()
        return not (ours.separation_of_duties and rule(ours))

    return permitted
