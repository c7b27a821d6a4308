"""Tables of an XLSX file: the values that its sheets show, merges resolved."""

import io
from typing import Any

from openpyxl import load_workbook

from workflows.credit.reading.containers import Unreadable, open_package
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
    rows = []
    for number, line in enumerate(sheet.iter_rows(max_row=height, max_col=width, values_only=True), 1):
        rows.append(
            [MERGED if (number, column) in covered else shown(value) for column, value in enumerate(line, 1)]
        )
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def shown(value: Any) -> str:
    """A cell's value as a person would read it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "strftime"):
        return str(value.strftime("%d.%m.%Y"))
    return str(value)[:4000].strip()
