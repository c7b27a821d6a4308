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
from workflows.cases.models import Case, CaseQuerySet, Pause, turn_of

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


@dataclass(frozen=True)
class Tally:
    """How many open cases each group of one list holds, and how many each list holds apart from waiting ones."""

    groups: dict[str, int]
    lists: dict[Scope, int]


def of_list(user: User, scope: Scope) -> Q:
    """Whose turn it is: this person's, this role's, or anybody's."""
    if scope == "mine":
        return turn_of(user)
    return Q(next_role__in=sorted(user.roles)) if scope == "role" else Q()


def scoped(user: User, scope: Scope) -> CaseQuerySet:
    """Open cases of a list, as far as the person may see them."""
    seen: CaseQuerySet = Case.objects.visible_to(user)
    return seen.open().filter(of_list(user, scope))


def watched(user: User, scope: Scope) -> Q:
    """Among the cases whose clock stands: all of them for the office, for a reviewer those they compare."""
    return Q() if scope == "all" or user.has_role(Role.OFFICE) else Q(reviewer=user)


def paused(user: User) -> CaseQuerySet:
    """Open cases whose clock stands; nobody's turn."""
    return scoped(user, "all").filter(due_on=None).filter(stands())


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
        "later": Q(due_on__gt=edges.week_end),
        "undated": Q(due_on=None),
    }


def tally(user: User, scope: Scope, edges: Horizon) -> Tally:
    """All counts of a page of lists in two queries."""
    here = of_list(user, scope)
    parts = {name: Count("pk", filter=condition & here) for name, condition in conditions(edges).items()}
    lists = {f"in_{each}": Count("pk", filter=of_list(user, each)) for each in SCOPES if each != "all"}
    lists["in_all"] = Count("pk")
    held = scoped(user, "all").aggregate(**parts, **lists)
    waiting = dict.fromkeys(("here", "watched", *lists), 0)
    if held["undated"] or scope != "all":
        counts = {
            "here": Count("pk", filter=here),
            "watched": Count("pk", filter=watched(user, scope)),
            **lists,
        }
        waiting = paused(user).aggregate(**counts)
    groups = {name: held[name] for name in parts}
    groups["undated"] -= waiting["here"]
    groups["waiting"] = waiting["watched"]
    return Tally(groups, {each: held[f"in_{each}"] - waiting[f"in_{each}"] for each in SCOPES})


def of_group(user: User, scope: Scope, edges: Horizon, name: str) -> CaseQuerySet:
    """The cases of one group, the most urgent first."""
    if name == "waiting":
        return paused(user).filter(watched(user, scope)).order_by("received_at", "pk")
    cases = scoped(user, scope).filter(conditions(edges)[name])
    if name == "undated":
        return cases.exclude(stands()).order_by("received_at", "pk")
    return cases.order_by("due_on", "pk")


def slices(user: User, scope: Scope, edges: Horizon, held: dict[str, int], rows: int = ROWS) -> list[Slice]:
    """Every group that holds something, with its first rows: one query for each."""
    return [
        Slice(name, held[name], tuple(of_group(user, scope, edges, name).values_list("kind", "pk")[:rows]))
        for name in GROUPS
        if held[name]
    ]
