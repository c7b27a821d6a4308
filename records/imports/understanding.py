"""Rows of text become values: a cell is understood, or named as a fault with row and column. Nothing is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from records.imports import cells
from records.imports.cells import Unclear
from records.imports.headings import Head
from records.imports.kinds import Kind
from records.imports.matching import Known, identity
from records.marks import Scale
from records.models import Achievement, CourseUnit, Programme, Result
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


@dataclass(frozen=True)
class School:
    """What the understanding needs to know, read once: people, programmes, the scale, the catalogue, the options."""

    known: Known
    programmes: Mapping[str, Programme]  # by folded code and title
    units: Mapping[int, Mapping[str, CourseUnit]]  # programme -> by folded code and title
    scale: Scale
    achievement_kinds: Mapping[str, str]  # folded title and code -> code
    today: date
    options: Mapping[str, Any]


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


class Wrong(Exception):
    """A row cannot be used: which field, which code, what was written."""

    def __init__(self, column: str, code: str, value: object = "") -> None:
        super().__init__(column, code)
        self.column, self.code, self.value = column, code, str(value)


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


def student(said: dict[str, Any], school: School) -> tuple[dict[str, Any], Any]:
    """A student: known or new, a new one with a date of birth."""
    if not said.get("last_name") or not said.get("first_name"):
        raise Wrong("name", "name_missing")
    if said.get("birth_date") and said["birth_date"] > school.today:
        raise Wrong("birth_date", "future", f"{said['birth_date']:%d.%m.%Y}")
    known = _who(said, school)
    if known is None and not said.get("birth_date"):
        raise Wrong("birth_date", "birth_missing")
    meant = {**said, "student_id": known.pk if known else None}
    if said.get("email"):
        meant["email"] = _address(said["email"])
    if said.get("programme"):
        meant["programme_id"] = _programme(said["programme"], school).pk
    return meant, known.pk if known else identity(said)


def result(said: dict[str, Any], school: School) -> tuple[dict[str, Any], Any]:
    """A mark of a known student in a unit of the chosen programme, on the school's scale."""
    known = _known(said, school)
    unit = said.get("unit_found") or _unit(said, school)
    if not said.get("value"):
        raise Wrong("value", "missing")
    mark = school.scale.mark(said["value"])
    if mark is None:
        raise Wrong("value", "mark", said["value"])
    meant = {
        "student_id": known.pk,
        "unit_id": unit.pk,
        "hours": unit.hours,
        "value": mark,
        "kind": _choice(said.get("result_kind"), Result.Kind, school.options.get("result_kind") or "interim"),
        "on": said.get("on") or date.fromisoformat(school.options["on"]),
        "period": said.get("period") or school.options.get("period", ""),
    }
    if meant["on"] > school.today:
        raise Wrong("on", "future", f"{meant['on']:%d.%m.%Y}")
    return meant, (known.pk, unit.pk, meant["kind"], meant["on"], meant["period"])


def unit(said: dict[str, Any], school: School) -> tuple[dict[str, Any], Any]:
    """A course unit of a programme by its code; a new one needs hours."""
    for code in ("code", "unit"):
        if not said.get(code):
            raise Wrong(code, "missing")
    programme = school.programmes.get(fold(said["code"]))
    units = school.units.get(programme.pk, {}) if programme else {}
    known = units.get(fold(said.get("unit_code") or "")) or units.get(fold(said["unit"]))
    if known is None and not said.get("hours"):
        raise Wrong("hours", "missing")
    if programme is None and not said.get("title"):
        raise Wrong("title", "missing")
    key = (fold(said["code"]), fold(said.get("unit_code") or said["unit"]))
    return {**said, "unit_id": known.pk if known else None}, key


def achievement(said: dict[str, Any], school: School) -> tuple[dict[str, Any], Any]:
    """An achievement of a known student, of a kind of the catalogue."""
    known = _known(said, school)
    for code in ("title", "achievement_kind", "on"):
        if not said.get(code):
            raise Wrong(code, "missing")
    kind = school.achievement_kinds.get(fold(said["achievement_kind"]))
    if kind is None:
        raise Wrong("achievement_kind", "choice", said["achievement_kind"])
    if said["on"] > school.today:
        raise Wrong("on", "future", f"{said['on']:%d.%m.%Y}")
    meant = {
        "student_id": known.pk,
        "kind": kind,
        "level": _choice(said.get("level"), Achievement.Level, ""),
        **{code: said.get(code, "") for code in ("title", "place", "evidence", "on")},
    }
    return meant, (known.pk, fold(said["title"]), said["on"])


MEANINGS: dict[str, Callable[[dict[str, Any], School], tuple[dict[str, Any], Any]]] = {
    "students": student,
    "results": result,
    "programmes": unit,
    "achievements": achievement,
}


def _who(said: dict[str, Any], school: School) -> Any:
    try:
        return school.known.find(said)
    except Unclear as error:
        raise Wrong("name", str(error)) from error


def _known(said: dict[str, Any], school: School) -> Any:
    if not said.get("last_name") and not said.get("file_number"):
        raise Wrong("name", "name_missing")
    found = _who(said, school)
    if found is None:
        raise Wrong("name", "unknown_student")
    return found


def _programme(text: str, school: School) -> Programme:
    found = school.programmes.get(fold(text))
    if found is None:
        raise Wrong("programme", "unknown_programme", text)
    return found


def _unit(said: dict[str, Any], school: School) -> CourseUnit:
    if not said.get("unit"):
        raise Wrong("unit", "missing")
    found = school.units.get(int(school.options.get("programme") or 0), {}).get(fold(said["unit"]))
    if found is None:
        raise Wrong("unit", "unknown_unit", said["unit"])
    return found


def _choice(text: str | None, choices: Any, default: str) -> str:
    """The code of a value that is written as code or in the words of the product."""
    if not text:
        return default
    known = {fold(str(word)): code for code, label in choices.choices for word in (code, label)}
    for word, code in known.items():
        if fold(text) == word or (len(word) > 5 and fold(text)[:6] == word[:6]):
            return str(code)
    raise Wrong("level" if choices is Achievement.Level else "result_kind", "choice", text)


def _address(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        raise Wrong("email", "email", text) from None
    return text
