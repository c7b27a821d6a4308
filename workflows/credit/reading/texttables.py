"""Tables typed as plain text under a heading line: with |, tabs, semicolons or spaces."""

import re

from workflows.credit.reading.cells import Cell
from workflows.credit.reading.headings import find_columns
from workflows.credit.reading.page import NON_EMPTY, Page, Span, trim
from workflows.credit.reading.tables import read_grid
from workflows.credit.reading.values import Course

_SPLITTERS = (
    re.compile(r"\|"),
    re.compile(r"\t"),
    re.compile(r";"),
    re.compile(r"[ ]{2,}"),
    re.compile(r"(?<! )[ ]+[—-][ ]+"),
    re.compile(r",[ ]+"),
)


def text_table(page: Page) -> list[tuple[list[Course], Span]]:
    """Tables typed with |, tabs, semicolons or spaces under a heading line: their courses and their
    stretch."""
    lines = [match.span() for match in NON_EMPTY.finditer(page.view)]
    out: list[tuple[list[Course], Span]] = []
    for number, span in enumerate(lines):
        if out and span[0] < out[-1][1][1]:
            continue
        for splitter in _SPLITTERS:
            head = _cut(page, span, splitter)
            columns = find_columns([cell.said for cell in head]) if 3 <= len(head) <= 12 else {}
            if (
                not columns
                or not all(len(cell.said) < 60 for cell in head)
                or re.search(r"прош[ую]|зачест", page.folded[slice(*span)])
            ):
                continue
            body = _rows_below(page, lines[number + 1 :], splitter, len(head))
            courses = read_grid([head, *body]) if body else []
            if courses:
                out.append((courses, (span[0], body[-1][-1].end)))
                break
    return out


def _rows_below(page: Page, lines: list[Span], splitter: re.Pattern[str], width: int) -> list[list[Cell]]:
    rows = []
    for span in lines:
        if re.fullmatch(r"[\s|+=_—-]*", page.view[slice(*span)]):
            continue
        cells = _cut(page, span, splitter)
        if len(cells) != width:
            break
        rows.append(cells)
    return rows


def _cut(page: Page, span: Span, splitter: re.Pattern[str]) -> list[Cell]:
    start, end = trim(page.view, *span)
    if page.view[start : start + 1] == "|":
        start += 1
    if page.view[end - 1 : end] == "|":
        end -= 1
    cells, begin = [], start
    for match in splitter.finditer(page.view, start, end):
        if match.start() > start or match.group().strip():
            cells.append(Cell(page, *trim(page.view, begin, match.start())))
            begin = match.end()
    cells.append(Cell(page, *trim(page.view, begin, end)))
    return cells
