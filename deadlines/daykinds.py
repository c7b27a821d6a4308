"""What kind of day a date is, by the production calendar. Pure: no Django, no clock, no files.

The calendar lists exceptions only: a weekday it does not list is a working day, a weekend day a day off.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

Kind = Literal["off", "decree_off", "short", "working_weekend", "short_working_weekend"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Why = Literal[
    "working",
    "short",
    "working_saturday",
    "weekend",
    "holiday",
    "moved",
    "day_off",
    "decree_off",
    "decree_counted",
    "own_day_off",
    "pause",
    "extension",
    "shifted",
]

# Labour Code, article 112: (month, day) of the public holidays.
HOLIDAYS = frozenset([(1, day) for day in range(1, 9)] + [(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)])
SATURDAY = 5


@dataclass(frozen=True)
class Listed:
    """One row of the calendar: a date that differs from its weekday, and the day off that was moved to it."""

    date: datetime.date
    kind: Kind
    moved_from: datetime.date | None = None


@dataclass(frozen=True)
class Calendar:
    """Exceptions by kind, the years that are known at all, and the years confirmed by a second source."""

    off: frozenset[datetime.date] = frozenset()
    decree: frozenset[datetime.date] = frozenset()
    working: frozenset[datetime.date] = frozenset()
    short: frozenset[datetime.date] = frozenset()
    moved: Mapping[datetime.date, datetime.date] = field(default_factory=lambda: MappingProxyType({}))
    years: frozenset[int] = frozenset()
    confirmed: frozenset[int] = frozenset()


def calendar_of(listed: Iterable[Listed], years: Iterable[int], confirmed: Iterable[int]) -> Calendar:
    """Rows to a calendar. `years` are the years that the rows cover in full."""
    rows = tuple(listed)
    return Calendar(
        off=_dates(rows, "off"),
        decree=_dates(rows, "decree_off"),
        working=_dates(rows, "working_weekend", "short_working_weekend"),
        short=_dates(rows, "short", "short_working_weekend"),
        moved=MappingProxyType({row.date: row.moved_from for row in rows if row.moved_from}),
        years=frozenset(years),
        confirmed=frozenset(confirmed),
    )


def _dates(rows: tuple[Listed, ...], *kinds: Kind) -> frozenset[datetime.date]:
    return frozenset(row.date for row in rows if row.kind in kinds)


def official(day: datetime.date, week: int, decree_days: str, calendar: Calendar) -> tuple[bool, Why]:
    """Is it a working day of a 5- or 6-day week by the state's calendar, and why.

    `decree_days`: "working" counts the presidential non-working days of 2020 and 2021 as working, which is
    the stricter reading for the organisation; "off" does not.
    """
    weekend = day.weekday() >= week
    if day in calendar.working:
        five_days = day.weekday() >= SATURDAY and week == SATURDAY
        return True, "working_saturday" if five_days else _plain(day, calendar)
    # Files leave out holidays that fall on a weekend, yet they are not working days of a six-day week either.
    if (day.month, day.day) in HOLIDAYS:
        return False, "holiday"
    if day in calendar.off:
        return False, "moved" if day in calendar.moved else "weekend" if weekend else "day_off"
    if weekend:
        return False, "weekend"
    if day in calendar.decree:
        return (True, "decree_counted") if decree_days == "working" else (False, "decree_off")
    return True, _plain(day, calendar)


def _plain(day: datetime.date, calendar: Calendar) -> Why:
    return "short" if day in calendar.short else "working"
