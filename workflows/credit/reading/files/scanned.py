"""Course rows out of the words of a scan. Pure: words with boxes in, rows with page and line out.

Nothing read from a picture is trusted: each row is a suggestion beside the file. What Tesseract itself is unsure of
stays empty, since nobody spots 75 for 72 in a field that is filled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.credit.reading.body import read_body
from workflows.credit.reading.caution import cautious
from workflows.credit.reading.files.certificates import read_certificate
from workflows.credit.reading.gather import MOST_CHARACTERS
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.text.preparing import prepare
from workflows.credit.reading.values import FIELDS, Course, Value

SURE = 70.0  # of 100; below it a value stays empty
COLUMN = 1.5  # a gap wider than so many heights of the letters is the gap between two columns


@dataclass(frozen=True)
class Piece:
    """A word of a page's line and where it begins in the text that is read."""

    text: str
    start: int
    page: int
    line: int
    confidence: float


def rows(pages: Sequence[Sequence[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The courses of pages of words (dicts as documents.scanning.shapes.Word), in order.

    A row: title, hours, assessment_form, result (or null), sources: field -> {part: "scan", page, line, words, rule};
    pages and lines count from 1. The text is cut at 30,000 characters.
    """
    text, pieces = _text(pages)
    page = prepare(text[:MOST_CHARACTERS], "attachment", [], 0)
    courses = read_certificate(page) or [one.course for one in read_body(page)]
    return [_row(each, page, pieces) for each in cautious(courses, page)]


def _text(pages: Sequence[Sequence[dict[str, Any]]]) -> tuple[str, list[Piece]]:
    text, pieces = "", []
    for number, words in enumerate(pages, start=1):
        for line, row in enumerate(_lines(words), start=1):
            for place, word in enumerate(row):
                text += _gap(row[place - 1], word) if place else ""
                pieces.append(Piece(word["text"], len(text), number, line, word["confidence"]))
                text += word["text"]
            text += "\n"
        text += "\n"
    return text, pieces


def _lines(words: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words whose middles stand at one height are one line, like a table's row, whatever block they were read in."""
    lines: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda each: each["top"] + each["height"] / 2):
        middle = word["top"] + word["height"] / 2
        last = lines[-1][-1] if lines else None
        if last and abs(last["top"] + last["height"] / 2 - middle) < max(last["height"], word["height"]) / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda each: int(each["left"])) for line in lines]


def _gap(before: dict[str, Any], word: dict[str, Any]) -> str:
    wide = word["left"] - before["left"] - before["width"] > COLUMN * max(before["height"], word["height"])
    return "\t" if wide else " "


def _row(course: Course, page: Page, pieces: list[Piece]) -> dict[str, Any]:
    found: dict[str, Any] = {"sources": {}, "doubts": list(course.doubts)}
    for name in FIELDS:
        value: Value = getattr(course, name)
        said = _said(value, pieces)
        sure = bool(said) and min(each.confidence for each in said) >= SURE
        found[name] = value.value if sure else None
        if said:
            found["sources"][name] = {
                "part": "scan",
                "page": said[0].page,
                "line": said[0].line,
                "words": value.as_written,
                "rule": value.rule,
            }
    return found


def _said(value: Value, pieces: list[Piece]) -> list[Piece]:
    """The words that a value was read from."""
    if value.source is None:
        return []
    start, end = value.source.start, value.source.end
    return [each for each in pieces if each.start < end and start < each.start + len(each.text)]
