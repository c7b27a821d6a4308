"""Text layer and ruled tables of a PDF file."""

import io
import re
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import resolve1
from pdfplumber.utils.exceptions import PdfminerException

from workflows.credit.reading.files.columns_of_words import Phrase, phrases, runs, tables_of_words
from workflows.credit.reading.files.containers import Unreadable
from workflows.credit.reading.tables.headings import heading_kind
from workflows.credit.reading.text.folding import fold, squeeze
from workflows.credit.reading.text.morphology import parses

MOST_PAGES = 30
MOST_CHARACTERS = 200_000
_LEAST_LABELS = 3
LEAST_CHARACTERS = 20  # fewer on all pages together means a scan
_ACTIVE = (b"/JavaScript", b"/JS ", b"/JS(", b"/JS<", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/XFA")
_BROKEN = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    AssertionError,
    RecursionError,
    OSError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
)


def read_pdf(data: bytes) -> tuple[str, list[list[list[str]]], str]:
    """The text of all pages, their tables, and a suspicion's code word or "". Raises Unreadable."""
    suspicion = "active_content" if any(mark in data for mark in _ACTIVE) else ""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = document.pages[:MOST_PAGES]
            parts = [_page(page) for page in pages]
            suspicion = suspicion or _catalog_suspicion(document.doc.catalog)
    except PdfminerException as error:
        raise Unreadable(_why(error.args[0] if error.args else None)) from error
    except (PDFEncryptionError, PDFPasswordIncorrect) as error:
        raise Unreadable("encrypted_file") from error
    except (PDFException, *_BROKEN) as error:
        raise Unreadable("broken_file") from error
    text = "\n".join(text for text, _ in parts)[:MOST_CHARACTERS]
    in_cells = "".join(cell for _, tables in parts for table in tables for row in table for cell in row)
    if sum(char.isalnum() for char in text + in_cells) < LEAST_CHARACTERS:
        raise Unreadable("scan_without_text")
    return text, [table for _, tables in parts for table in tables], suspicion


def _catalog_suspicion(catalog: Any) -> str:
    """Scripts and actions that hide in compressed objects show in the document's catalogue."""
    names = resolve1(catalog.get("Names")) or {}
    hidden = (
        {"JavaScript", "EmbeddedFiles"} & set(names)
        or {"OpenAction", "AA"} & set(catalog)
        and _scripted(catalog)
    )
    return "active_content" if hidden else ""


def _scripted(catalog: Any) -> bool:
    action = resolve1(catalog.get("OpenAction"))
    return "AA" in catalog or (
        isinstance(action, dict) and str(action.get("S")) in {"/'JavaScript'", "/'Launch'", "/'SubmitForm'"}
    )


def _why(cause: Any) -> str:
    return "encrypted_file" if isinstance(cause, PDFEncryptionError | PDFPasswordIncorrect) else "broken_file"


def _page(page: Any) -> tuple[str, list[list[list[str]]]]:
    """The text outside the page's tables, and the tables: ruled ones, or else columns of words."""
    found = page.find_tables()
    tables = [_clean(table.extract()) for table in found]
    real = [
        (table, rows)
        for table, rows in zip(found, tables, strict=True)
        if len(rows) > 1 and max(len(row) for row in rows) > 1
    ]
    if not real:
        lines = phrases(page.extract_words())
        columns, left = tables_of_words(lines)
        if not columns:  # cells nearer to each other than words are
            columns, left = tables_of_words(runs(page.extract_words(keep_blank_chars=True, x_tolerance=1)))
        return left if columns else page.extract_text(y_tolerance=3) or "", columns or _pairs(lines)
    outside = page
    for table, _ in real:
        outside = outside.outside_bbox(_inside(table.bbox, page.bbox))
    return outside.extract_text(y_tolerance=3) or "", [rows for _, rows in real]


def _pairs(lines: list[list[Phrase]]) -> list[list[list[str]]]:
    """Labels with their values beside them, set without rules: «Объём      72 часа»."""
    found = [[phrase.text for phrase in line] for line in lines if len(line) == 2]
    stated = [heading_kind(squeeze(fold(label))) for label, _ in found]
    known = {kind for kind in stated if kind in {"title", "hours", "form", "result"}}
    return [found] if len(known) >= _LEAST_LABELS else []


def _inside(box: Any, limit: Any) -> tuple[float, float, float, float]:
    return max(box[0], limit[0]), max(box[1], limit[1]), min(box[2], limit[2]), min(box[3], limit[3])


_BROKEN_WORD = re.compile(r"(\w+)([-–])\n(\w+)")


def _clean(rows: Any) -> list[list[str]]:
    return [[" ".join(whole_words(str(cell or "")).split()) for cell in row] for row in rows]


def whole_words(text: str) -> str:
    """Words broken over two lines in one piece: «програм-» and «мирование», but «Санкт-» and «Петербург»."""

    def joined(match: re.Match[str]) -> str:
        head, mark, rest = match.groups()
        known = any(one.is_known for one in parses((head + rest).lower()))
        return head + rest if mark == "-" and rest.islower() and known else head + mark + rest

    return _BROKEN_WORD.sub(joined, text)
