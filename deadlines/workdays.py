"""Terms in working or calendar days: when the last day is, and why. Pure: no Django, no clock, no files.

Rules: Civil Code 191 (a term starts the day after the event), 193 (a non-working last day moves to the next
working day), by analogy. Day 0 is the local date of arrival. A local day touched by a pause is not counted.
A year that the calendar does not know is never guessed: the term then has no due date and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from deadlines.daykinds import Calendar
from deadlines.terms import Day, Pause, Stopped, Term, TermRule, Unit

__all__ = [
    "Calendar",
    "Day",
    "Horizon",
    "Left",
    "Pause",
    "Term",
    "TermRule",
    "count",
    "horizon",
    "left",
    "ruler",
]

Bucket = Literal["overdue", "today", "tomorrow", "week", "later", "paused", "unknown"]
Cell = Literal["used", "today", "left", "dot", "pause", "late"]

ONE_DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)
LATE_CELLS = 5  # the words say how late it is; the ruler only has to look late


def count(received: datetime, rule: TermRule, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Term:
    """Count a term from an aware datetime. ValueError when it is naive; an unknown year flags the term."""
    if received.tzinfo is None:
        raise ValueError("the moment of arrival needs its offset")
    zone = ZoneInfo(rule.zone)
    arrived = received.astimezone(zone)
    day0 = _registered(arrived, rule, calendar)
    if day0 is None:
        return Term(arrived.date(), None, False, (), "unknown_year", rule, calendar)
    days, due, stopped = _walk(day0, rule, calendar, [_local(each, zone) for each in pauses])
    years = {day.date.year for day in days} | ({arrived.year, day0.year} if rule.register_next_day else set())
    confirmed = stopped != "unknown_year" and years <= calendar.confirmed
    return Term(day0, due, confirmed, tuple(days), stopped, rule, calendar)


def _registered(arrived: datetime, rule: TermRule, calendar: Calendar) -> date | None:
    """Day 0: the date of arrival, or the next working day if the profile registers late mail then."""
    day = arrived.date()
    if not rule.register_next_day:
        return day
    if rule.closes and arrived.time() > time.fromisoformat(rule.closes):
        day += ONE_DAY
    while day.year in calendar.years:
        if rule.day(day, calendar)[0]:
            return day
        day += ONE_DAY
    return None


Span = tuple[date, date | None]  # first and last local day of a pause; None = it still stands


def _local(pause: Pause, zone: tzinfo) -> Span:
    """The local days that a pause touches. One that ends at midnight does not touch the new day."""
    first = pause.start.astimezone(zone).date()
    if pause.end is None:
        return first, None
    return first, max(pause.start, pause.end - MOMENT).astimezone(zone).date()


def _walk(
    day0: date, rule: TermRule, calendar: Calendar, spans: Sequence[Span]
) -> tuple[list[Day], date | None, Stopped]:
    """Day by day from the one after day 0 to the due date, or to where the count has to stop."""
    days: list[Day] = []
    found, day = 0, day0
    stands = min((first for first, last in spans if last is None), default=date.max)
    while True:
        day += ONE_DAY
        if day >= stands:
            return [*days, Day(day, False, "pause")], None, "pause"
        if day.year not in calendar.years:
            return days, None, "unknown_year"
        paused = any(last and first <= day <= last for first, last in spans)
        works, judged = _judge(day, found, paused, rule, calendar)
        days.append(judged)
        found += judged.counted
        if works and found == rule.days + rule.extend:
            return days, day, ""


def _judge(day: date, found: int, paused: bool, rule: TermRule, calendar: Calendar) -> tuple[bool, Day]:
    """Can the term end on this day, and how it counts when `found` days have been counted before it."""
    works, why = rule.day(day, calendar)
    counts = works or rule.unit == "calendar"
    if paused and counts:
        return False, Day(day, False, "pause")
    if counts and found < rule.days + rule.extend:
        return works, Day(day, True, "extension" if found >= rule.days else why, calendar.moved.get(day))
    return works, Day(day, False, "shifted" if works else why, calendar.moved.get(day))


@dataclass(frozen=True)
class Horizon:
    """The dates that divide lists of terms: today, the next working day, and the end of that day's week."""

    today: date
    tomorrow: date
    week_end: date


def horizon(now: datetime, rule: TermRule, calendar: Calendar, zone: str) -> Horizon:
    """Where the groups of a list end. On a Friday "tomorrow" is Monday, and the week is the one that begins there."""
    today = now.astimezone(ZoneInfo(zone)).date()
    tomorrow = today + ONE_DAY
    while tomorrow.year in calendar.years and not rule.day(tomorrow, calendar)[0]:
        tomorrow += ONE_DAY
    if tomorrow.year not in calendar.years:
        tomorrow = today + ONE_DAY
    return Horizon(today, tomorrow, tomorrow + (6 - tomorrow.weekday()) * ONE_DAY)


@dataclass(frozen=True)
class Left:
    """What is left of a term. `halves` are half days (today counts as a half); `late_days` are whole ones."""

    bucket: Bucket
    late_days: int
    halves: int
    unit: Unit = "working"


def left(term: Term, now: datetime, zone: str) -> Left:
    """How much of the term is left, or how late it is, in days of the term's own unit."""
    unit = term.rule.unit
    if term.due is None:
        stands = term.stopped == "pause"
        return Left(
            "paused" if stands else "unknown", 0, 2 * (term.total - term.counted) if stands else 0, unit
        )
    edges = horizon(now, term.rule, term.calendar, zone)
    if term.due < edges.today:
        return Left("overdue", _late(term, term.due, edges.today), 0, unit)
    live = [day.date for day in term.days if _lives(day, unit)]
    halves = 2 * sum(day > edges.today for day in live) + (edges.today in live)
    return Left(_bucket(term.due, edges), 0, halves, unit)


def _lives(day: Day, unit: Unit) -> bool:
    """Is it a day on which the term runs: in calendar days also the ones by which its end was moved."""
    return day.counted or (unit == "calendar" and day.why != "pause")


def _bucket(due: date, edges: Horizon) -> Bucket:
    if due == edges.today:
        return "today"
    if due <= edges.tomorrow:
        return "tomorrow"
    return "week" if due <= edges.week_end else "later"


def _late(term: Term, due: date, today: date) -> int:
    """Days of the term's unit after the due date, today included; 0 on the days off right after it."""
    after = (due + (number + 1) * ONE_DAY for number in range((today - due).days))
    if term.rule.unit == "calendar":
        return (today - due).days
    return sum(day.year in term.calendar.years and term.rule.day(day, term.calendar)[0] for day in after)


def ruler(term: Term, now: datetime, zone: str) -> tuple[Cell, ...]:
    """One cell per day for the eye: used, today, left, dot (day off), pause, late. The words say the same."""
    today = now.astimezone(ZoneInfo(zone)).date()
    cells: list[Cell] = []
    for cell, run in groupby(_cell(day, today, term) for day in term.days):
        cells += ["pause"] if cell == "pause" else run
    cells = _joined(cells)
    if term.stopped == "pause":
        cells += ["left"] * (term.total - term.counted)
    if term.due is not None and term.due < today:
        cells += ["late"] * min(_late(term, term.due, today), LATE_CELLS)
    return tuple(cells)


def _cell(day: Day, today: date, term: Term) -> Cell:
    if not day.counted and day.date != term.due:
        return "pause" if day.why == "pause" else "dot"
    if day.date == today:
        return "today"
    return "used" if day.date < today else "left"


def _joined(cells: list[Cell]) -> list[Cell]:
    """A pause over days off is one pause: pause, dots, pause become one cell."""
    joined: list[Cell] = []
    for cell in cells:
        tail = len(joined)
        while cell == "pause" and tail and joined[tail - 1] == "dot":
            tail -= 1
        if cell == "pause" and tail and joined[tail - 1] == "pause":
            del joined[tail:]
        else:
            joined.append(cell)
    return joined
