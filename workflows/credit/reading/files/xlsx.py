"""Tables of an XLSX file: the values that its sheets show, merges resolved."""

import io
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from workflows.credit.reading.files.containers import Unreadable, open_package
from workflows.credit.reading.letter import MERGED

MOST_SHEETS = 12
MOST_ROWS = 2_000
MOST_COLUMNS = 40
# What openpyxl raises on files that are broken or forged.
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError, EOFError)


def read_xlsx(data: bytes) -> tuple[list[list[list[str]]], str]:
    """One table per sheet that is shown, and a suspicion's code word or ""."""
    package = open_package(data)
    for name in package.archive.namelist():
        if name.startswith("xl/worksheets/sheet") and b"<!DOCTYPE" in package.part(name)[:2000]:
            raise Unreadable("doctype_in_file")
    try:
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets[:MOST_SHEETS] if sheet.sheet_state == "visible"]
        return [_rows(sheet) for sheet in sheets], package.suspicion
    except _BROKEN as error:
        raise Unreadable("broken_file") from error


def _rows(sheet: Any) -> list[list[str]]:
    height, width = min(sheet.max_row or 0, MOST_ROWS), min(sheet.max_column or 0, MOST_COLUMNS)
    covered = set()
    for merged in list(sheet.merged_cells.ranges)[:MOST_ROWS]:
        for row in range(merged.min_row + 1, min(merged.max_row, height) + 1):
            covered.add((row, merged.min_col))
    unseen = {
        index
        for name, each in sheet.column_dimensions.items()
        if each.hidden
        for index in range(each.min or column_index_from_string(name), (each.max or 0) + 1)
    }
    rows = []
    for number, line in enumerate(sheet.iter_rows(max_row=height, max_col=width), 1):
        folded_away = sheet.row_dimensions[number].hidden if number in sheet.row_dimensions else False
        rows.append(
            [
                MERGED
                if (number, column) in covered
                else ""
                if folded_away or column in unseen
                else _shown_as(cell)
                for column, cell in enumerate(line, 1)
            ]
        )
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _shown_as(cell: Any) -> str:
    """A cell as it is shown: 0.92 under a format of per cent is 92%; struck out words stand between tildes."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in str(cell.number_format):
        return f"{round(value * 100, 2):g}%"
    said = shown(value)
    return f"~~{said}~~" if said and cell.font is not None and cell.font.strike else said


def shown(value: Any) -> str:
    """A cell's value as a person would read it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "strftime"):
        return str(value.strftime("%d.%m.%Y"))
    return str(value)[:4000].strip()
