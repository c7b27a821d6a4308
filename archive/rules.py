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


def kept(days: Iterable[date], keep_days: int, keep_years: int, today: date) -> set[date]:
    """The days whose backups stay: the last `keep_days` calendar days, the last day of each of the last `keep_years`
    years and of this one, and always the newest day."""
    known = sorted(days)
    last_of_year = {day.year: day for day in known}
    years = {day for year, day in last_of_year.items() if year >= today.year - keep_years}
    since = today - timedelta(days=keep_days)
    return {day for day in known if day > since} | (years if keep_years else set()) | set(known[-1:])


def copies_until(gone_on: date, keep_days: int, keep_years: int) -> date:
    """The last day on which a backup in use may still hold what was in the store on the day `gone_on`."""
    by_days = gone_on + timedelta(days=keep_days)
    return max(by_days, date(gone_on.year + keep_years, 12, 31)) if keep_years else by_days


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
