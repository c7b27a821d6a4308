"""Tables as XLSX files. Cells hold text, whole numbers and dates, never a formula: names come from strangers."""

import io
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters a cell may hold
Cell = str | int | date | None


def sheet(
    title: str, headings: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[Cell]]
) -> bytes:
    """One sheet: a heading row that stays in sight, then the rows. `widths` are in characters."""
    book = Workbook(write_only=True)
    table = book.create_sheet("".join(each for each in title if each not in r"[]:*?/\'")[:31] or "1")
    for place, width in enumerate(widths, start=1):
        table.column_dimensions[get_column_letter(place)].width = width
    table.freeze_panes = "A2"
    table.append([_cell(table, heading, bold=True) for heading in headings])
    for row in rows:
        table.append([_cell(table, each) for each in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(table: object, value: Cell, *, bold: bool = False) -> WriteOnlyCell:
    text = isinstance(value, str)
    cell = WriteOnlyCell(table, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST] if text else value)
    if text:
        cell.data_type = "s"  # a text that begins with "=" stays a text
    elif isinstance(value, date):
        cell.number_format = "DD.MM.YYYY"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(bold=bold)
    return cell
