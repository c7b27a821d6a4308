"""Reading a production calendar file: CSV with the columns date, kind, moved_from, note. Pure: no Django.

Separator comma or semicolon, UTF-8 with or without a byte order mark, dates ISO or dd.mm.yyyy (what office
programs make of them). Every row that cannot be used is reported with its line; nothing is dropped silently.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from deadlines.daykinds import KINDS, SATURDAY, Listed

COLUMNS = ("date", "kind", "moved_from", "note")
MAX_BYTES = 1_000_000
NOTE_LENGTH = 100
FIRST_YEAR, LAST_YEAR = 1992, 2100

Fault = Literal[
    "encoding",
    "too_big",
    "not_csv",
    "columns",
    "empty",
    "bad_date",
    "bad_moved_from",
    "unknown_kind",
    "repeated",
    "weekday_as_working_weekend",
    "weekend_as_short_or_decree",
    "moved_without_day_off",
    "long_note",
]


@dataclass(frozen=True)
class Row:
    """One usable row. `line` counts from 1, the heading included."""

    line: int
    listed: Listed
    note: str


@dataclass(frozen=True)
class RowError:
    """What is wrong in a line (0 = the whole file). `fault` is a code; `text` is the line as it was read."""

    line: int
    fault: Fault
    text: str = ""


@dataclass(frozen=True)
class CalendarFile:
    """Rows in order of date, and errors in order of line. With errors the file must not be loaded."""

    rows: tuple[Row, ...]
    errors: tuple[RowError, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the rows touch."""
        return tuple(sorted({row.listed.date.year for row in self.rows}))


def read(data: bytes) -> CalendarFile:
    """Bytes of a calendar file to rows and errors. Never raises on bad content."""
    if len(data) > MAX_BYTES:
        return _refused("too_big")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _refused("encoding")
    if "\0" in text:
        return _refused("not_csv")
    try:
        table = list(csv.reader(text.splitlines(), delimiter=_separator(text), strict=True))
    except csv.Error:
        return _refused("not_csv")
    if not table or tuple(cell.strip().lower() for cell in table[0]) != COLUMNS:
        return _refused("columns")
    return _checked(table[1:])


def _refused(fault: Fault) -> CalendarFile:
    return CalendarFile((), (RowError(0, fault),))


def _separator(text: str) -> str:
    return ";" if ";" in text.split("\n", 1)[0] else ","


def _checked(table: list[list[str]]) -> CalendarFile:
    rows: dict[date, Row] = {}
    errors: list[RowError] = []
    for line, cells in enumerate(table, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        read_row = _row(line, [cell.strip() for cell in cells])
        if isinstance(read_row, Row) and read_row.listed.date in rows:
            read_row = RowError(line, "repeated", ", ".join(cells))
        if isinstance(read_row, RowError):
            errors.append(read_row)
        else:
            rows[read_row.listed.date] = read_row
    if not rows and not errors:
        errors.append(RowError(0, "empty"))
    return CalendarFile(tuple(rows[day] for day in sorted(rows)), tuple(errors))


def _row(line: int, cells: list[str]) -> Row | RowError:
    text = ", ".join(cells)
    if len(cells) != len(COLUMNS):
        return RowError(line, "columns", text)
    day, kind, origin = _date(cells[0]), cells[1].lower(), _date(cells[2])
    if day is None:
        return RowError(line, "bad_date", text)
    if kind not in KINDS:
        return RowError(line, "unknown_kind", text)
    if cells[2] and origin is None:
        return RowError(line, "bad_moved_from", text)
    listed = Listed(day, kind, origin)
    fault = next(_faults(listed, cells[3]), None)
    return RowError(line, fault, text) if fault else Row(line, listed, cells[3])


def _faults(listed: Listed, note: str) -> Iterator[Fault]:
    """What a date cannot be: a working weekend on a weekday, a shortened or decree day on a weekend."""
    weekend = listed.date.weekday() >= SATURDAY
    if "working_weekend" in listed.kind and not weekend:
        yield "weekday_as_working_weekend"
    if listed.kind in ("short", "decree_off") and weekend:
        yield "weekend_as_short_or_decree"
    if listed.moved_from and listed.kind != "off":
        yield "moved_without_day_off"
    if len(note) > NOTE_LENGTH:
        yield "long_note"


def _date(text: str) -> date | None:
    for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None
