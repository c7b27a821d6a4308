"""Tables as a paper and as a spreadsheet: the same rows to print and to work on. Unnumbered, hence no register."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from organisation.models import User
from organisation.profile import Profile

Value = str | int | float | date | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LETTERHEAD = ("name", "legal_name", "registration", "city", "address", "phone", "phone_hours", "email")
_FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # XML has no place for them
WIDEST = 60  # characters of a column


@dataclass(frozen=True)
class Column:
    """A heading; numbers stand right. `width` in millimetres of paper, 0 takes what is left."""

    title: str
    numeric: bool = False
    width: int = 0


@dataclass(frozen=True)
class Table:
    """Rows under headings, every row as long as the headings. A table without rows says that there is nothing."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    note: str = ""


def snapshot(
    ours: Profile, heading: str, about: Sequence[str], tables: Sequence[Table], by: User | None
) -> dict[str, Any]:
    """The snapshot of a list as a paper (template "report"), made now; `about` are sentences under the heading."""
    now = timezone.localtime(timezone=ours.tz)
    return {
        "template": "report",
        "edition": 1,
        "title": heading,
        "filename": heading[:80],
        "keywords": [],
        "made_at": now.isoformat(timespec="seconds"),
        "number": "",
        "date": now.date().isoformat(),
        "data": {
            "organisation": {name: getattr(ours, name) for name in LETTERHEAD},
            "case_number": "",
            "about": list(about),
            "tables": [_frozen(each) for each in tables],
            "made_by": {"name": by.initials, "position": by.position} if by else None,
            "made_at": now.isoformat(timespec="seconds"),
        },
    }


def _frozen(table: Table) -> dict[str, Any]:
    """A table as JSON: every value in the words in which it is printed."""
    return {
        "title": table.title,
        "columns": [
            {"title": each.title, "numeric": each.numeric, "width": each.width} for each in table.columns
        ],
        "rows": [[printed(value) for value in row] for row in table.rows],
        "note": table.note,
    }


def printed(value: Value) -> str:
    """A value as people read it: a comma in decimals, days as 25.11.2026, a dash for nothing."""
    if value is None or value == "":
        return "–"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return f"{value:.2f}".replace(".", ",") if isinstance(value, float) else str(value)


def workbook(tables: Sequence[Table]) -> bytes:
    """The tables as an XLSX file, a sheet each. No text is ever taken for a formula, whatever it begins with."""
    book = Workbook(write_only=True)
    names: list[str] = []
    for table in tables:
        names.append(_sheet_name(table.title, names))
        sheet = book.create_sheet(names[-1])
        sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", _widths(table), strict=False):
            sheet.column_dimensions[letter].width = width
        sheet.append([_heading(sheet, each.title) for each in table.columns])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _sheet_name(title: str, taken: Sequence[str]) -> str:
    """At most 31 characters, none forbidden, none twice."""
    name = _FORBIDDEN_IN_SHEET_NAMES.sub(" ", title).strip(" '")[:28] or "1"
    again = sum(each.startswith(name) for each in taken)
    return f"{name} {again + 1}" if again else name


def _widths(table: Table) -> list[int]:
    """Characters that each column needs, by its first two hundred rows."""
    lines = [[each.title for each in table.columns], *([printed(v) for v in row] for row in table.rows[:200])]
    return [min(max(len(each) for each in column) + 2, WIDEST) for column in zip(*lines, strict=True)]


def _heading(sheet: Any, title: str) -> Any:
    cell = _cell(sheet, title)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, value: Value) -> Any:
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, _UNPRINTABLE.sub(" ", value))
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, date) and not isinstance(value, datetime):
        cell.number_format = "DD.MM.YYYY"
    return cell
