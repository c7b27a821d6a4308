"""The desk's questions to the database: how many cases in each group of a list, and which come first.

Counts are one aggregate over an index and every group shows its first rows only, so that the number of queries
does not depend on the number of cases.
"""

from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, Exists, OuterRef, Q

from deadlines.workdays import Horizon
from organisation.models import User
from organisation.roles import Role
from workflows.cases.models import Case, CaseQuerySet, Pause

Scope = Literal["mine", "role", "all"]
SCOPES: tuple[Scope, ...] = ("mine", "role", "all")

# In the order of the desk; the last one is folded.
GROUPS = ("overdue", "today", "undated", "tomorrow", "week", "later", "waiting")
ROWS = 50


@dataclass(frozen=True)
class Slice:
    """One group of a list: how many it holds, and (kind, primary key) of those shown."""

    name: str
    count: int
    rows: tuple[tuple[str, int], ...]

    @property
    def hidden(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


def scoped(user: User, scope: Scope) -> CaseQuerySet:
    """Open cases of a list: whose turn is this person's, this role's, or all that the person may see."""
    seen: CaseQuerySet = Case.objects.visible_to(user)
    if scope == "mine":
        return seen.waiting_for(user)
    if scope == "role":
        return seen.open().filter(next_role__in=sorted(user.roles))
    return seen.open()


def standing(user: User, scope: Scope) -> CaseQuerySet:
    """Open cases whose clock stands. Nobody's turn: they are "mine" for the office and for who compares them."""
    cases = scoped(user, "all").filter(due_on=None).filter(stands())
    if scope != "all" and not user.has_role(Role.OFFICE):
        return cases.filter(reviewer=user)
    return cases


def stands() -> Exists:
    """The condition that a pause is open."""
    return Exists(Pause.objects.filter(case=OuterRef("pk"), ended_at=None))


def conditions(edges: Horizon) -> dict[str, Q]:
    """The dates of each dated group, and of those whose term has not started."""
    return {
        "overdue": Q(due_on__lt=edges.today),
        "today": Q(due_on=edges.today),
        "tomorrow": Q(due_on__gt=edges.today, due_on__lte=edges.tomorrow),
        "week": Q(due_on__gt=edges.tomorrow, due_on__lte=edges.week_end),
        "later": Q(due_on__gt=max(edges.tomorrow, edges.week_end)),
        "undated": Q(due_on=None),
    }


def counts(user: User, scope: Scope, edges: Horizon) -> dict[str, int]:
    """How many open cases each group holds."""
    cases = scoped(user, scope)
    found: dict[str, int] = cases.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in conditions(edges).items()}
    )
    if found["undated"]:
        found["undated"] -= cases.filter(due_on=None).filter(stands()).count()
    return {**found, "waiting": standing(user, scope).count()}


def of_group(user: User, scope: Scope, edges: Horizon, name: str) -> CaseQuerySet:
    """The cases of one group, the most urgent first."""
    if name == "waiting":
        return standing(user, scope).order_by("received_at", "pk")
    cases = scoped(user, scope).filter(conditions(edges)[name])
    if name == "undated":
        return cases.exclude(stands()).order_by("received_at", "pk")
    return cases.order_by("due_on", "pk")


def slices(user: User, scope: Scope, edges: Horizon, rows: int = ROWS) -> list[Slice]:
    """Every group that holds something, with its first rows: one query for each."""
    held = counts(user, scope, edges)
    return [
        Slice(name, held[name], tuple(of_group(user, scope, edges, name).values_list("kind", "pk")[:rows]))
        for name in GROUPS
        if held[name]
    ]


def totals(user: User, edges: Horizon) -> dict[Scope, int]:
    """How many cases each list holds, those that wait for the applicant left out."""
    return {scope: scoped(user, scope).exclude(Q(due_on=None) & Q(stands())).count() for scope in SCOPES}
