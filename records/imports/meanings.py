"""What the cells of one row mean in this school: whom, which unit, which mark; or what is wrong with them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from records.imports.cells import Unclear
from records.imports.matching import Known, identity
from records.marks import Scale
from records.models import Achievement, CourseUnit, Programme, Result
from records.spelling import fold


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


class Wrong(Exception):
    """A row cannot be used: which field, which code, what was written."""

    def __init__(self, column: str, code: str, value: object = "") -> None:
        super().__init__(column, code)
        self.column, self.code, self.value = column, code, str(value)


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
