"""What was entered, by whom, and what is missing: for the head who answers for it (file 001, 5.6)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from records.models import Achievement, CourseUnit, Result, Student
from records.reports import Scope
from records.spelling import group_key

NAMED = 20  # students named beside a unit; the rest are counted


@dataclass(frozen=True)
class Entered:
    """What one person entered; `author` is a primary key, None for what lists and decisions brought."""

    author: int | None
    results: int
    achievements: int


@dataclass(frozen=True)
class Lacking:
    """A course unit, and who has no interim or final result in it: the first names, and how many more."""

    unit: CourseUnit
    students: Sequence[Student]
    more: int


def entered(scope: Scope) -> list[Entered]:
    """By author, the busiest first; results and achievements of the days of the scope; two queries."""
    results = Counter(_of(Result.objects.filter(on__range=(scope.since, scope.until)), scope))
    achievements = Counter(_of(Achievement.objects.filter(on__range=(scope.since, scope.until)), scope))
    authors = {*results, *achievements}
    rows = [Entered(each, results[each], achievements[each]) for each in authors]
    return sorted(rows, key=lambda each: (-each.results - each.achievements, each.author or 0))


def _of(rows: "QuerySet[Any]", scope: Scope) -> list[int | None]:
    if scope.group:
        rows = rows.filter(student__search_group=group_key(scope.group))
    return list(rows.order_by().values_list("author_id", flat=True))


def lacking(scope: Scope) -> list[Lacking]:
    """Units in which somebody who studies has no interim or final result in the scope; three queries."""
    students = Student.objects.filter(left_on=None, programme__isnull=False)
    if scope.group:
        students = students.filter(search_group=group_key(scope.group))
    if scope.programme:
        students = students.filter(programme=scope.programme)
    by_programme: dict[int | None, list[Student]] = defaultdict(list)
    for student in students.order_by("search_last", "search_first", "pk"):
        by_programme[student.programme_id].append(student)
    done = (
        Result.objects.standing()
        .filter(on__range=(scope.since, scope.until))
        .exclude(kind=Result.Kind.ONGOING)
    )
    have = set(done.order_by().values_list("student_id", "unit_id"))
    units = CourseUnit.objects.filter(programme__in=list(by_programme)).select_related("programme")
    found = []
    for unit in units.order_by("programme__title", "position", "pk"):
        without = [each for each in by_programme[unit.programme_id] if (each.pk, unit.pk) not in have]
        if without:
            found.append(Lacking(unit, without[:NAMED], max(len(without) - NAMED, 0)))
    return found
