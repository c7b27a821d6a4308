"""Rows of text become values: a cell is understood, or named as a fault with row and column. Nothing is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from records.imports import cells
from records.imports.cells import Unclear
from records.imports.headings import Head
from records.imports.kinds import Kind
from records.imports.meanings import MEANINGS, School, Wrong
from records.models import CourseUnit
from records.spelling import fold

TICK = 2_000  # rows between two words on how far it is
LONGEST = {
    "title": 300,
    "evidence": 300,
    "place": 120,
    "period": 60,
    "group": 60,
    "file_number": 60,
    "unit": 300,
}
MEANS: dict[str, Callable[[str], Any]] = {
    "birth_date": cells.day,
    "on": cells.day,
    "hours": cells.whole,
    "group": cells.group,
    "topics": cells.parts,
    "outcomes": cells.parts,
    "value": cells.figure,
}


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be used: the row as the file numbers it, the field or heading, a code of words.FAULTS."""

    row: int
    column: str
    code: str
    value: str = ""


@dataclass
class Understood:
    """What the usable rows say, {field: value} with the "row" of the file and the number of the "item"; the faults."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def understand(
    kind: Kind,
    table: Sequence[Sequence[str]],
    head: Head,
    columns: Mapping[str, int],
    school: School,
    tick: Callable[[int], None],
) -> Understood:
    """Every data row of a table; `tick` hears the row now and then.

    A row with a fault is left out whole; the same thing twice is a fault of the second.
    """
    found = Understood()
    seen: dict[Any, int] = {}
    marks = mark_columns(head, columns, school) if kind.marks and "unit" not in columns else []
    for number, cells_of_row in enumerate(table[head.first_row :], head.first_row + 1):
        if number % TICK == 0:
            tick(number)
        if not any(cells_of_row):
            continue
        said, faults = values(cells_of_row, columns, number)
        if not faults:
            for part in split(said, cells_of_row, marks):
                _take(kind, part, school, number, found, seen)
        found.faults += faults
    return found


def _take(
    kind: Kind, said: dict[str, Any], school: School, number: int, found: Understood, seen: dict[Any, int]
) -> None:
    try:
        meant, key = MEANINGS[kind.code](said, school)
    except Wrong as error:
        found.faults.append(Fault(number, error.column, error.code, error.value))
        return
    if key in seen:
        found.faults.append(Fault(number, "", "twice", str(seen[key])))
        return
    seen[key] = number
    found.rows.append({**meant, "row": number, "item": len(found.rows)})


def values(row: Sequence[str], columns: Mapping[str, int], number: int) -> tuple[dict[str, Any], list[Fault]]:
    """Each mapped cell as a value; an empty cell says nothing."""
    said: dict[str, Any] = {}
    faults = []
    for code, column in columns.items():
        text = row[column].strip() if column < len(row) else ""
        if not text:
            continue
        try:
            if code == "name":
                said["last_name"], said["first_name"], said["patronymic"] = cells.person(text)
            else:
                said[code] = MEANS.get(code, str)(text)
            if len(text) > LONGEST.get(code, 4000):
                raise Unclear("too_long")
        except Unclear as error:
            faults.append(Fault(number, code, str(error), text))
    return said, faults


@dataclass(frozen=True)
class MarkColumn:
    """A column headed by a course unit: its marks, and the period that the other half of the heading names."""

    column: int
    unit: CourseUnit
    period: str


def mark_columns(head: Head, columns: Mapping[str, int], school: School) -> list[MarkColumn]:
    """Columns that nothing else claims and whose heading is a unit of the chosen programme."""
    units = school.units.get(int(school.options.get("programme") or 0), {})
    found = []
    for column, title in enumerate(head.titles):
        if column in columns.values():
            continue
        halves = [each.strip() for each in title.split(" / ")]
        unit = next((units[fold(each)] for each in halves if fold(each) in units), None)
        if unit is not None:
            rest = [each for each in halves if units.get(fold(each)) is not unit]
            found.append(MarkColumn(column, unit, rest[0] if rest else ""))
    return found


def split(said: dict[str, Any], row: Sequence[str], marks: Sequence[MarkColumn]) -> Iterator[dict[str, Any]]:
    """A row of a list as it is; a row of a table of marks as one mark for each filled column."""
    if not marks:
        yield said
        return
    for each in marks:
        text = row[each.column].strip()
        if text:
            period = {"period": each.period} if each.period else {}
            yield {**said, "unit_found": each.unit, "value": cells.figure(text), **period}
