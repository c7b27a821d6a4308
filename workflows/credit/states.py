"""States of a credit application, the sets of them that rules speak of, and who may do what in them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from organisation.profile import current
from organisation.roles import Role


class State(models.TextChoices):
    """The public states (see the diagram in the package docstring)."""

    RECEIVED = "received", _("received")
    INCOMPLETE = "incomplete", _("incomplete")
    LAPSED = "lapsed", _("lapsed")
    COMPARISON = "comparison", _("comparison")
    DECISION = "decision", _("decision")
    APPROVED = "approved", _("approved")
    PARTLY_APPROVED = "partly_approved", _("partly approved")
    REFUSED = "refused", _("refused")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


BEFORE_DECISION = [State.RECEIVED, State.INCOMPLETE, State.LAPSED, State.COMPARISON, State.DECISION]
DECIDED = [State.APPROVED, State.PARTLY_APPROVED, State.REFUSED]
OPEN = [*BEFORE_DECISION, *DECIDED]


def held_by(*roles: Role) -> Any:
    """Permission of a transition: the person holds one of the roles."""

    def permitted(case: Any, user: User | None) -> bool:
        return user is not None and user.has_role(*roles)

    return permitted


def system_or(*roles: Role) -> Any:
    """Permission of a transition that letters and the clock may cause too."""

    def permitted(case: Any, user: User | None) -> bool:
        return user is None or user.has_role(*roles)

    return permitted


def approver(case: Any, user: Any) -> bool:
    """The head decides, but not what they compared themselves, unless the profile lets one person do both."""
    if user is None or not user.has_role(Role.HEAD):
        return False
    ours = current()
    apart = ours.separation_of_duties and ours.credit.approver_differs
    return not (apart and case.compared_by_id == user.pk)


def decidable(case: Any) -> bool:
    """A preliminary comparison (the child is not in the records) is never decided."""
    return case.student_id is not None and case.programme_id is not None
