"""What a list would do: who joins, what changes, who is missing, what cannot be used; and doing exactly that."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from organisation import profile
from records.imports.headings import Head
from records.imports.kinds import KINDS
from records.imports.matching import Known
from records.imports.meanings import School
from records.imports.resources import RESOURCES, ListResource, leave
from records.imports.understanding import Understood, understand
from records.marks import scale
from records.models import CourseUnit, ImportRun, Programme, Student
from records.spelling import fold, group_key

LISTED = 500  # lines of each part of the report; the counts are always whole


@dataclass(frozen=True)
class Plan:
    """The outcome of a comparison. `sha256` is the same as long as the same would happen."""

    rows: Sequence[Mapping[str, Any]]  # only those that change something
    left: Sequence[Student]
    counts: Mapping[str, int]
    report: bytes  # JSON for the page: joined, changed, left, faults
    sha256: str


def school(options: Mapping[str, Any]) -> School:
    """What the rows are understood with, read from the database once."""
    ours = profile.current()
    programmes = list(Programme.objects.all())
    units: dict[int, dict[str, CourseUnit]] = {}
    for unit in CourseUnit.objects.all():
        found = units.setdefault(unit.programme_id, {})
        found[fold(unit.title)] = unit
        if unit.code:
            found[fold(unit.code)] = unit
    return School(
        known=Known(),
        programmes={fold(key): each for each in programmes for key in (each.title, each.code)},
        units=units,
        scale=scale(ours.grades),
        achievement_kinds={
            fold(key): code for code, title in ours.achievement_kinds for key in (title, code)
        },
        today=timezone.localdate(timezone=ours.tz),
        options=options,
    )


def plan(run: ImportRun, table: Sequence[Sequence[str]], head: Head, tick: Callable[[int], None]) -> Plan:
    """Compare a table with the records; nothing is written."""
    around = school(run.options)
    read = understand(KINDS[run.kind], table, head, run.columns, around, tick)
    resource = RESOURCES[run.kind](around, run.author)
    resource.take(read.rows, dry_run=True)
    left = missing(run, read, around)
    rows = [row for row in read.rows if row["item"] in resource.fresh or resource.changes.get(row["item"])]
    counts = {
        "joined": sum(row["item"] in resource.fresh for row in rows),
        "changed": sum(row["item"] not in resource.fresh for row in rows),
        "left": len(left),
        "unchanged": len(read.rows) - len(rows),
        "errors": len(read.faults),
    }
    report = told(resource, rows, left, read, around)
    digest = hashlib.sha256(_json({key: report[key] for key in ("joined", "changed", "left")})).hexdigest()
    listed = {key: lines[:LISTED] for key, lines in report.items()}
    return Plan(rows, left, counts, _json(listed), digest)


def missing(run: ImportRun, read: Understood, around: School) -> list[Student]:
    """Students of the classes of a whole list who are not in it; nobody while a row is unusable."""
    if run.kind != "students" or not run.options.get("whole") or read.faults:
        return []
    groups = {group_key(row.get("group") or "") for row in read.rows} - {""}
    return around.known.absent(groups, {row["student_id"] for row in read.rows if row["student_id"]})


def write(run: ImportRun, agreed: Plan, today: date) -> None:
    """Do what was agreed to, inside the caller's transaction."""
    # The comparison has set new values on what it had read: writing begins with fresh instances.
    resource = RESOURCES[run.kind](school(run.options), run.author)
    resource.take(agreed.rows, dry_run=False)
    leave(agreed.left, today)


def told(
    resource: ListResource,
    rows: Sequence[Mapping[str, Any]],
    left: Sequence[Student],
    read: Understood,
    around: School,
) -> dict[str, list[Any]]:
    """The report: a line for everything that changes and everything that cannot be used."""
    joined, changed = [], []
    for row in rows:
        if row["item"] in resource.fresh:
            joined.append([row["row"], who(row, around)])
        else:
            differences = [
                [name, shown(name, old, around), shown(name, new, around)]
                for name, old, new in resource.changes[row["item"]]
            ]
            changed.append([row["row"], who(row, around), differences])
    faults = [[each.row, each.column, each.code, each.value] for each in read.faults]
    return {"joined": joined, "changed": changed, "left": [each.short for each in left], "faults": faults}


def who(row: Mapping[str, Any], around: School) -> str:
    """Whom or what a row is about, in a few words."""
    known = around.known.by_key.get(row.get("student_id") or 0)
    name = (
        known.short
        if known
        else " ".join(
            part for part in (row.get("last_name"), row.get("first_name"), row.get("group")) if part
        )
    )
    what = row.get("title") or row.get("unit") or row.get("value")
    return ", ".join(str(part) for part in (name, what) if part)


def shown(name: str, value: Any, around: School) -> str:
    """A value as the report prints it."""
    if name == "programme_id":
        return next((each.title for each in around.programmes.values() if each.pk == value), "–")
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "; ".join(value)[:200] if isinstance(value, list) else str(value or "–")


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode(
        "utf-8", "backslashreplace"
    )
