"""The values of a term: its rule, its pauses, its days, and the counted result. Pure: no Django."""

import datetime
from dataclasses import dataclass, field
from typing import Literal

from deadlines.daykinds import Calendar, Why, official

Unit = Literal["working", "calendar"]
Stopped = Literal["", "pause", "unknown_year"]


@dataclass(frozen=True)
class TermRule:
    """How a term is counted. Every value comes from the organisation's profile.

    `closes` ("18:00", "" = never) counts only with `register_next_day`; `off` are the school's own days off,
    given only where the profile lets them extend terms.
    """

    days: int
    unit: Unit = "working"
    extend: int = 0
    week: Literal[5, 6] = 5
    decree_days: Literal["working", "off"] = "working"
    zone: str = "Europe/Moscow"
    register_next_day: bool = False
    closes: str = ""
    off: frozenset[datetime.date] = frozenset()

    def __post_init__(self) -> None:
        if self.days < 1 or self.extend < 0:
            raise ValueError("a term has at least one day and its extension is not negative")

    def day(self, day: datetime.date, calendar: Calendar) -> tuple[bool, Why]:
        """Is the date a working day under this rule, and why."""
        works, why = official(day, self.week, self.decree_days, calendar)
        return (False, "own_day_off") if works and day in self.off else (works, why)


@dataclass(frozen=True)
class Pause:
    """The clock stands from `start` until `end` (aware datetimes; None = it still stands)."""

    start: datetime.datetime
    end: datetime.datetime | None = None


@dataclass(frozen=True)
class Day:
    """One day after day 0. `why` is a code (words in deadlines.words)."""

    date: datetime.date
    counted: bool
    why: Why
    moved_from: datetime.date | None = None


@dataclass(frozen=True)
class Term:
    """A counted term. `due` is None while the clock stands or when a year is unknown; `stopped` says which.

    `days` run from the day after `day0` to `due`; in a standing term to the first day of the pause.
    """

    day0: datetime.date
    due: datetime.date | None
    confirmed: bool
    days: tuple[Day, ...]
    stopped: Stopped
    rule: TermRule
    calendar: Calendar = field(repr=False, compare=False)

    @property
    def total(self) -> int:
        """How many days the term has, extension included."""
        return self.rule.days + self.rule.extend

    @property
    def counted(self) -> int:
        """How many of them have been found so far."""
        return sum(day.counted for day in self.days)
