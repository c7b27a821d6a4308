"""Results of a student, a group or everybody over any period: counted from two queries, however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from records.marks import Scale
from records.models import Result, Reward
from records.spelling import group_key

ENOUGH = 3  # marks from which an average says something
LISTED = 10
CAMPAIGNS = (
    Result.EventKind.DIAGNOSTICS,
    Result.EventKind.INDEPENDENT,
    Result.EventKind.REGIONAL,
    Result.EventKind.FEDERAL,
)


@dataclass(frozen=True)
class Scope:
    """Whose results and of which days, both ends included. Empty means all."""

    since: date
    until: date
    group: str = ""
    student: int | None = None
    programme: int | None = None


@dataclass(frozen=True)
class Given:
    """One mark as the reports need it."""

    student: int
    name: str
    group: str
    programme: str
    unit: str
    mark: str
    on: date


@dataclass
class Tally:
    """Marks counted: how many, the sum of those with a number, how many good, how many failing."""

    marks: int = 0
    numbered: int = 0
    total: int = 0
    good: int = 0
    failing: int = 0

    def add(self, mark: str, scale: Scale) -> None:
        """Count one more mark."""
        number = scale.number(mark)
        self.marks += 1
        self.good += scale.is_good(mark)
        self.failing += not scale.passes(mark)
        if number is not None:
            self.numbered += 1
            self.total += number

    @property
    def average(self) -> float | None:
        """The mean of the marks that have a number; None without any."""
        return self.total / self.numbered if self.numbered else None


@dataclass(frozen=True)
class Line:
    """A student, course unit or month with its tally. `key`: primary key of the student, 0 for others."""

    title: str
    tally: Tally
    key: int = 0
    about: str = ""


@dataclass(frozen=True)
class Month:
    """A calendar month with its tally."""

    first: date
    tally: Tally


@dataclass(frozen=True)
class Report:
    """What the page, the spreadsheet and the paper show."""

    whole: Tally
    students: Sequence[Line]
    units: Sequence[Line]
    months: Sequence[Month]
    campaigns: Sequence[Line]  # diagnostics and monitoring, also those that others held
    rewards: Sequence[Reward]

    @property
    def leaders(self) -> list[Line]:
        """The best averages above that of all, nobody with a failing mark; only whose marks are enough."""
        middle = self.whole.average or 0
        able = [e for e in self._ranked if not e.tally.failing and (e.tally.average or 0) >= middle]
        return sorted(able, key=lambda each: -(each.tally.average or 0))[:LISTED]

    @property
    def behind(self) -> list[Line]:
        """Those with failing marks, and those whose average is the lowest below the middle of the group."""
        middle = self.whole.average or 0
        weak = [
            each for each in self._ranked if each.tally.failing or (each.tally.average or 0) < middle - 0.5
        ]
        failing = [each for each in self.students if each.tally.failing and each not in weak]
        return sorted([*failing, *weak], key=lambda each: (-each.tally.failing, each.tally.average or 0))[
            :LISTED
        ]

    @property
    def _ranked(self) -> list[Line]:
        return [each for each in self.students if each.tally.numbered >= ENOUGH]


@dataclass
class _Sums:
    students: dict[int, Tally] = field(default_factory=lambda: defaultdict(Tally))
    units: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    months: dict[date, Tally] = field(default_factory=lambda: defaultdict(Tally))
    whole: Tally = field(default_factory=Tally)


def report(scope: Scope, scale: Scale) -> Report:
    """Count what was given in the period. Credited and external marks are not ours and do not count."""
    marks = list(given(scope))
    sums, names = _Sums(), {}
    for each in marks:
        names[each.student] = (each.name, each.group)
        first = each.on.replace(day=1)
        keys = (sums.students[each.student], sums.units[each.programme, each.unit], sums.months[first])
        for tally in (*keys, sums.whole):
            tally.add(each.mark, scale)
    return Report(
        whole=sums.whole,
        students=_students(sums.students, names),
        units=[Line(unit, tally, about=programme) for (programme, unit), tally in sorted(sums.units.items())],
        months=[Month(first, sums.months[first]) for first in sorted(sums.months)],
        campaigns=campaigns(scope, scale),
        rewards=list(rewards(scope)),
    )


def _students(tallies: Mapping[int, Tally], names: Mapping[int, tuple[str, str]]) -> list[Line]:
    ordered = sorted(tallies, key=lambda key: names[key])
    return [Line(names[key][0], tallies[key], key, names[key][1]) for key in ordered]


def given(scope: Scope) -> Iterable[Given]:
    """The school's own marks in the scope; one query."""
    own = _inside(scope).filter(source__in=(Result.Source.OWN, Result.Source.STATE))
    fields = ("student_id", "student__last_name", "student__first_name", "student__group")
    rows = own.order_by().values_list(*fields, "unit__programme__title", "unit__title", "value", "on")
    for student, last, first, group, programme, unit, mark, on in rows.iterator():
        yield Given(student, f"{last} {first}", group, programme, unit, mark, on)


def _inside(scope: Scope) -> "QuerySet[Result]":
    """Every result of the scope, whoever gave it."""
    found = Result.objects.standing().filter(on__range=(scope.since, scope.until))
    if scope.group:
        found = found.filter(student__search_group=group_key(scope.group))
    if scope.student:
        found = found.filter(student=scope.student)
    return found.filter(unit__programme=scope.programme) if scope.programme else found


def campaigns(scope: Scope, scale: Scale) -> list[Line]:
    """Diagnostics and monitoring by event; one query (files 000, 2.3; 001, 4.5.4)."""
    tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
    rows = _inside(scope).filter(event_kind__in=CAMPAIGNS).order_by()
    for kind, event, mark in rows.values_list("event_kind", "event", "value").iterator():
        tallies[event, str(Result.EventKind(kind).label)].add(mark, scale)
    return [Line(event or kind, tally, about=kind) for (event, kind), tally in sorted(tallies.items())]


def rewards(scope: Scope) -> Iterable[Reward]:
    """Rewards of the scope, newest first; one query. A programme does not narrow them."""
    found = Reward.objects.filter(on__range=(scope.since, scope.until)).select_related("student")
    if scope.group:
        found = found.filter(student__search_group=group_key(scope.group))
    return found.filter(student=scope.student) if scope.student else found
