"""A file as rows of text, whatever wrote it. Pure functions bytes -> bytes for a killable child; nothing is executed.

Answer: JSON {"rows": [[str]], "problem": code or "", "note": encoding or sheet}. Row 1 of the file is rows[0].
"""

import csv
import io
import json
import zipfile
from collections import Counter
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

MOST_ROWS = 60_000
MOST_COLUMNS = 120
PEEK = 60
CYRILLIC = ("cp1251", "koi8-r", "cp866")
DELIMITERS = (";", "\t", ",")
_BROKEN = (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError, EOFError)
_BROKEN_ZIP = (*_BROKEN, zipfile.BadZipFile)


class Unreadable(Exception):
    """The file is not one of ours; the argument is a code of words.FILE_FAULTS."""


def peek(data: bytes) -> bytes:
    """The first rows, enough to find the headings."""
    return _answer(data, PEEK)


def read(data: bytes) -> bytes:
    """All rows."""
    return _answer(data, MOST_ROWS + 1)


def _answer(data: bytes, limit: int) -> bytes:
    try:
        rows, note = tables(data, limit)
        if len(rows) > MOST_ROWS:
            raise Unreadable("too_long")
        if not any(any(row) for row in rows):
            raise Unreadable("empty")
        found = {"rows": rows, "problem": "", "note": note}
    except Unreadable as error:
        found = {"rows": [], "problem": str(error), "note": ""}
    return json.dumps(found, ensure_ascii=False).encode("utf-8", "backslashreplace")


def tables(data: bytes, limit: int) -> tuple[list[list[str]], str]:
    """Rows of the first sheet or of the text, and where they come from. Unreadable names what is wrong."""
    if not data.strip():
        raise Unreadable("empty")
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise Unreadable("old_excel")
    if data[:2] == b"PK":
        return xlsx(data, limit)
    text, encoding = decoded(data)
    return separated(text, limit), encoding


def xlsx(data: bytes, limit: int) -> tuple[list[list[str]], str]:
    """The first sheet that holds a table. Formulas give the values that were last shown, and are never run."""
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows: list[list[str]] = []
            for number, line in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
                if number >= limit:
                    break
                rows.append([shown(value) for value in line])
            if sum(any(row) for row in rows) > 1:
                return trimmed(rows), str(sheet.title)
    except _BROKEN_ZIP as error:
        raise Unreadable("damaged") from error
    raise Unreadable("empty")


def shown(value: Any) -> str:
    """A cell as text: days in ISO, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return " ".join(str(value)[:4000].split())


def decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding: UTF by itself, else the Cyrillic one that reads most like Russian."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data, encoding), encoding
    if b"\x00" in data:
        raise Unreadable("encoding")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    texts = {each: data.decode(each, "replace") for each in CYRILLIC}
    best = max(texts, key=lambda each: russian(texts[each]))
    if russian(texts[best]) <= 0:
        raise Unreadable("encoding")
    return texts[best], best


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("encoding") from error


def russian(text: str) -> int:
    """How much a text looks like Russian: small letters speak for it, capitals inside words and frames against it."""
    small = sum("а" <= each <= "я" for each in text)
    inside = sum(
        before.isalpha() and "А" <= each <= "Я" for before, each in zip(text, text[1:], strict=False)
    )
    frames = sum("─" <= each <= "◿" for each in text)
    return small - 2 * inside - 2 * frames - 5 * text.count("\ufffd")


def separated(text: str, limit: int) -> list[list[str]]:
    """Rows of a text file by the delimiter that cuts its first lines most evenly."""
    csv.field_size_limit(200_000)
    head = "\n".join(text.splitlines()[:25])
    delimiter = max(DELIMITERS, key=lambda each: evenness(head, each))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= limit:
                break
            rows.append([" ".join(cell[:4000].split()) for cell in row[:MOST_COLUMNS]])
    except csv.Error as error:
        raise Unreadable("damaged") from error
    return trimmed(rows)


def evenness(head: str, delimiter: str) -> int:
    """Lines that have the commonest number of columns, times that number; 0 when it does not cut at all."""
    try:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter) if row)
    except csv.Error:
        return 0
    wide = {width: lines for width, lines in widths.items() if width > 1}
    return max((width * lines for width, lines in wide.items()), default=0)


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without empty rows and columns at the end; every row as long as the others."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((column for row in rows for column, cell in enumerate(row, 1) if cell), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in rows]
