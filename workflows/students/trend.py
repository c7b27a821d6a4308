"""The line of averages by month: points on an axis from the lowest to the highest mark, weak months as diamonds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from records.marks import Scale
from records.reports import Month

LEFT, RIGHT, TOP, BOTTOM = 56, 720, 26, 190  # of the drawing, in its own units
MOST = 24  # months that can be told apart


@dataclass(frozen=True)
class Point:
    """A month as a point: where, how high, and whether it lies clearly below the months before it."""

    x: int
    y: int
    average: float
    first: date
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
class Trend:
    """The drawing: points, and the horizontal lines of whole marks as (y, mark)."""

    points: Sequence[Point]
    rules: Sequence[tuple[int, int]]

    @property
    def line(self) -> str:
        """The points joined."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def difference(self) -> float:
        """How much higher the last month is than the first."""
        return self.points[-1].average - self.points[0].average


def trend(months: Sequence[Month], scale: Scale) -> Trend | None:
    """The drawing; None while there are fewer than two months with numbers to join."""
    numbered = [(each.first, each.tally.average) for each in months if each.tally.average is not None][-MOST:]
    if len(numbered) < 2 or not scale.numbers:
        return None
    low, high = min(scale.numbers.values()), max(scale.numbers.values())
    middle = sum(average for _first, average in numbered) / len(numbered)
    step = (RIGHT - LEFT - 40) // (len(numbered) - 1)
    points = [
        Point(LEFT + 20 + index * step, height(average, low, high), average, first, average < middle - 0.3)
        for index, (first, average) in enumerate(numbered)
    ]
    return Trend(points, [(height(mark, low, high), mark) for mark in sorted(set(scale.numbers.values()))])


def height(mark: float, low: int, high: int) -> int:
    """The y of a mark."""
    return BOTTOM - round((mark - low) * (BOTTOM - TOP) / max(high - low, 1))
