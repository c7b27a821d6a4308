"""How many answers went out in time, month by month, and the line that shows it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count
from django.db.models.functions import TruncDate

from workflows.cases.models import CaseQuerySet
from workflows.cases.timing import Timing

MONTHS = 12
LEFT, RIGHT, TOP, BOTTOM = 56, 720, 16, 190  # of the drawing, in its own units
GOAL = 95


@dataclass(frozen=True)
class Month:
    """Answers that left in a month: how many, and how many in time."""

    first: date
    total: int
    in_time: int

    @property
    def percent(self) -> int:
        """Whole per cent, never rounded up to a hundred."""
        return self.in_time * 100 // self.total


@dataclass(frozen=True)
class Point:
    """A month as a point of the drawing."""

    x: int
    y: int
    month: Month
    bad: bool

    @property
    def label_y(self) -> int:
        """Below a bad month, above a good one."""
        return self.y + 22 if self.bad else self.y - 12

    @property
    def diamond(self) -> str:
        """The outline of a bad month."""
        return f"M{self.x} {self.y - 7}l7 7-7 7-7-7z"


@dataclass(frozen=True)
class Rule:
    """A horizontal line with its number."""

    y: int
    percent: int


@dataclass(frozen=True)
class Chart:
    """A line with points on an axis whose foot is named."""

    points: Sequence[Point]
    rules: Sequence[Rule]
    goal_y: int
    goal: int

    @property
    def line(self) -> str:
        """The points joined."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def last(self) -> Month:
        """The newest month."""
        return self.points[-1].month

    @property
    def worst(self) -> Month:
        """The month with the smallest share."""
        return min((point.month for point in self.points), key=lambda month: month.percent)


def by_month(cases: CaseQuerySet, timing: Timing) -> list[Month]:
    """The last twelve months in which answers left; withdrawn cases had no answer."""
    year, month = timing.today.year, timing.today.month
    first = date(year - (month < MONTHS), month % MONTHS + 1, 1)
    zone = timing.ours.tz
    since = datetime.combine(first, time.min, tzinfo=zone)
    answered = cases.filter(closed_at__gte=since, due_on__isnull=False, state="closed")
    # One conversion of a moment to a day for each row: on SQLite that is a call of Python.
    days = answered.annotate(day=TruncDate("closed_at", tzinfo=zone)).order_by()
    total: Counter[date] = Counter()
    in_time: Counter[date] = Counter()
    for day, due, count in days.values_list("day", "due_on").annotate(Count("pk")):
        total[day.replace(day=1)] += count
        in_time[day.replace(day=1)] += count if day <= due else 0
    return [Month(first, total[first], in_time[first]) for first in sorted(total)]


def chart(months: Sequence[Month]) -> Chart | None:
    """The drawing; None while there are fewer than two months to join."""
    if len(months) < 2:
        return None
    lowest = min(month.percent for month in months)
    foot = max(0, min(lowest - 5, GOAL - 15) // 10 * 10)
    step = (RIGHT - LEFT) // (len(months) - 1)
    points = [
        Point(LEFT + 20 + index * (step - 4), _y(month.percent, foot), month, month.percent < GOAL - 5)
        for index, month in enumerate(months)
    ]
    rules = [Rule(_y(percent, foot), percent) for percent in range(foot, 101, 10 if foot < 80 else 5)]
    return Chart(points, [each for each in rules if abs(each.percent - GOAL) > 2], _y(GOAL, foot), GOAL)


def _y(percent: int, foot: int) -> int:
    return BOTTOM - (percent - foot) * (BOTTOM - TOP) // (100 - foot)
