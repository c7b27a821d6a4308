"""What a file would change in a year that is already here: shown before anything is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from deadlines.calendar_file import CalendarFile
from deadlines.daykinds import HOLIDAYS, SATURDAY
from deadlines.models import CalendarDay, CalendarYear


@dataclass(frozen=True)
class YearChange:
    """A year of the file: is it new, and which dates it lists otherwise than the calendar does now.

    `whole` is false when a weekday of the New Year holidays is not a day off: part of a file was chosen.
    """

    year: int
    known: bool
    confirmed: bool
    differing: tuple[date, ...]
    whole: bool


def changes(file: CalendarFile) -> tuple[YearChange, ...]:
    """One entry per year of the file, in order."""
    known = {each.year: each.confirmed for each in CalendarYear.objects.filter(year__in=file.years)}
    return tuple(
        YearChange(year, year in known, known.get(year, False), _differing(year, file), _whole(year, file))
        for year in file.years
    )


def _whole(year: int, file: CalendarFile) -> bool:
    off = {row.listed.date for row in file.rows if row.listed.kind == "off"}
    january = [date(year, month, day) for month, day in HOLIDAYS if month == 1]
    return all(day in off for day in january if day.weekday() < SATURDAY)


def _differing(year: int, file: CalendarFile) -> tuple[date, ...]:
    here: Mapping[date, tuple[str, date | None]] = {
        day: (kind, moved_from)
        for day, kind, moved_from in CalendarDay.objects.filter(year__year=year).values_list(
            "date", "kind", "moved_from"
        )
    }
    there = {
        row.listed.date: (row.listed.kind, row.listed.moved_from)
        for row in file.rows
        if row.listed.date.year == year
    }
    return tuple(sorted(day for day in here.keys() | there.keys() if here.get(day) != there.get(day)))
