"""Which cases each role sees: one table. A person with several roles sees what any of them sees.

A kind that is not in the table is seen by those who see every kind, and by nobody else.
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from organisation.models import User
from organisation.roles import Role

Rows = TypeVar("Rows", bound=QuerySet[Any])


class Reach(IntEnum):
    """Which cases of a kind; a wider reach holds the narrower one."""

    OWN = 1  # those that this person prepares: Case.reviewer
    OWN_AND_FREE = 2  # and those that nobody prepares yet
    ALL = 3


EVERY_KIND = (Role.OFFICE, Role.HEAD, Role.ARCHIVIST)

TABLE: Mapping[Role, Mapping[str, Reach]] = {
    Role.DEPUTY: {"credit": Reach.ALL, "reward": Reach.ALL},
    Role.REVIEWER: {"credit": Reach.OWN_AND_FREE},
    Role.TEACHER: {"reward": Reach.OWN},
}


def reaches(user: User) -> dict[str, Reach]:
    """How far this person sees into each kind of the table."""
    found: dict[str, Reach] = {}
    for role in user.roles & TABLE.keys():
        for kind, reach in TABLE[role].items():
            found[kind] = max(reach, found.get(kind, reach))
    return found


def narrowed(cases: Rows, user: User) -> Rows:
    """The rows of a queryset of cases that this person may see."""
    if user.has_role(*EVERY_KIND):
        return cases
    found = reaches(user)
    kinds = {reach: sorted(kind for kind in found if found[kind] == reach) for reach in Reach}
    # Coalesce and no OR with "nobody": an OR keeps both databases from walking the index by due date.
    cases = cases.alias(read_by=Coalesce("reviewer", user.pk))
    conditions = {
        Reach.OWN: Q(kind__in=kinds[Reach.OWN], reviewer=user.pk),
        Reach.OWN_AND_FREE: Q(kind__in=kinds[Reach.OWN_AND_FREE], read_by=user.pk),
        Reach.ALL: Q(kind__in=kinds[Reach.ALL]),
    }
    wanted = [conditions[reach] for reach in Reach if kinds[reach]]
    return cases.filter(reduce(or_, wanted)) if wanted else cases.none()
