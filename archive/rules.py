"""The archive's arithmetic: when the yearly backup is due, when a carrier's term ends. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal["done", "ahead", "soon", "overdue"]


@dataclass(frozen=True)
class Yearly:
    """Where the yearly backup stands. `due_on`: the day that is meant; `media`: on how many it lies by now."""

    state: State
    due_on: date
    media: int


def yearly(
    today: date, by: str, remind_days: int, wanted: int, made: Iterable[tuple[date, str]], since: date
) -> Yearly:
    """The yearly backup (regulation file 001, 6.3): on `wanted` media between one "MM-DD" and the next.

    `made`: (day, medium) of every backup; `since`: the first day of this installation, before which nothing was due.
    A year that was missed stays overdue until a whole backup is made.
    """
    last, following = _around(today, by)
    before, _ = _around(last - timedelta(days=1), by)
    known = list(made)
    this_year = {medium for day, medium in known if day > last}
    last_year = {medium for day, medium in known if day > before}
    if len(last_year) < wanted and since <= last:
        return Yearly("overdue", last, len(last_year))
    if len(this_year) >= wanted:
        return Yearly("done", following, len(this_year))
    soon = following - today <= timedelta(days=remind_days)
    return Yearly("soon" if soon else "ahead", following, len(this_year))


def term_ends(made_on: date, years: int) -> date:
    """The first day on which a carrier may be destroyed: full years from the first of January after it was made."""
    return date(made_on.year + 1 + years, 1, 1)


def closed_before(today: date, years: int) -> date:
    """Files of cases closed before this day may be destroyed: their full years, as of `term_ends`, are over."""
    return date(today.year - years, 1, 1)


def _around(day: date, by: str) -> tuple[date, date]:
    """The last "MM-DD" that is not after the day, and the next one. The 29th of February is the 28th in other years."""
    here = _in(day.year, by)
    return (here, _in(day.year + 1, by)) if here <= day else (_in(day.year - 1, by), here)


def _in(year: int, by: str) -> date:
    month, number = (int(part) for part in by.split("-"))
    try:
        return date(year, month, number)
    except ValueError:
        return date(year, month, number - 1)
