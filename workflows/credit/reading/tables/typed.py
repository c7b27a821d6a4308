"""Tables typed as plain text, with |, tabs, semicolons, slashes or spaces, under a heading line or without one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.fields.separators import guarded
from workflows.credit.reading.fields.titles import is_aside
from workflows.credit.reading.tables.alike import alike_columns
from workflows.credit.reading.tables.cells import Cell
from workflows.credit.reading.tables.columns import Columns
from workflows.credit.reading.tables.courses import read_grid, rows_under
from workflows.credit.reading.tables.headings import find_columns
from workflows.credit.reading.text.page import ITEM, NON_EMPTY, Page, Span, trim
from workflows.credit.reading.values import Course

_GAPS = re.compile(r"[ ]{2,}")
_DRAWN = (
    re.compile(r"\|"),
    re.compile(r"\t"),
    re.compile(r";"),
    _GAPS,
)
_TYPED = (
    re.compile(r"[ ]*:{2,}[ ]*"),
    re.compile(r"[ ]*//+[ ]*"),
    re.compile(r"(?<! )[ ]+/[ ]+"),
    re.compile(r"(?<! )[ ]+[—-][ ]+"),
    re.compile(r",[ ]+"),
)
_MIXED = (
    re.compile(r",[ ]+|(?<! )[ ]+[—-][ ]+|;[ ]+"),
    re.compile(r",[ ]+|(?<! )[ ]+[—/-][ ]+|[;:][ ]+"),
)
_STRONG = (*_DRAWN, *_TYPED[:-1])  # a comma may stand in a name
_SPLITTERS = (*_DRAWN, *_TYPED, *_MIXED)  # names of columns are never parted by mixed marks, rows may be
_RULE = re.compile(r"[\s|+=_—-]*")
_LAST_BRACKET = re.compile(r"\s*\((?P<said>[^()]*)\)[\s.,;]*\Z")
_WIDEST = 12
_LONGEST = 100  # rows of one run
Row = list[Cell]


def text_table(page: Page) -> list[tuple[list[Course], Span]]:
    """Tables typed as text: their courses and their stretch."""
    lines = [match.span() for match in NON_EMPTY.finditer(page.view) if not _RULE.fullmatch(match.group())]
    out = _headed(page, lines)
    free = [line for line in lines if not any(low < line[1] and line[0] < high for _, (low, high) in out)]
    return out + _bare(page, free)


def _headed(page: Page, lines: list[Span]) -> list[tuple[list[Course], Span]]:
    """Rows under a line of headings."""
    out: list[tuple[list[Course], Span]] = []
    for number, span in enumerate(lines):
        if out and span[0] < out[-1][1][1]:
            continue
        for splitter in (*_DRAWN, *_TYPED):
            head = _cut(page, span, splitter)
            columns = find_columns([cell.said for cell in head]) if 3 <= len(head) <= _WIDEST else {}
            if (
                not columns
                or not all(len(cell.said) < 60 for cell in head)
                or re.search(r"прош[ую]|зачест", page.folded[slice(*span)])
                or any(
                    whole_result(cell.said) for cell in head
                )  # «1. Основы программирования, зачёт, зачтено»
            ):
                continue
            body = _rows_below(page, lines[number + 1 :], splitter, head)
            courses = read_grid([head, *body]) if body else []
            if courses:
                out.append((courses, (span[0], max(cell.end for cell in body[-1]))))
                break
    return out


def _rows_below(page: Page, lines: list[Span], splitter: re.Pattern[str], head: Row) -> list[Row]:
    rows: list[Row] = []
    for number, span in enumerate(lines):
        cells = _cut(page, span, splitter)
        if rows and len(cells) == 1 and page.view[lines[number - 1][1] : span[0]].count("\n") > 1:
            break
        if (
            splitter is _GAPS
            and 1 <= len(cells) < len(head)
            and (len(cells) > 1 or _goes_on(page, cells[0], head))
        ):
            cells = _under(page, cells, head)
        if len(cells) != len(head):
            following = lines[number + 1] if number + 1 < len(lines) else None
            between = len(cells) == 1 and following and len(_cut(page, following, splitter)) == len(head)
            if rows and between and span[1] - span[0] < 60:
                continue  # «1 полугодие» between the rows
            break
        rows.append(cells)
    return rows


def _under(page: Page, cells: Row, head: Row) -> Row:
    """The cells of a line typed with spaces, each under the heading it stands below; the others empty."""
    places = [_inset(page, cell.start) for cell in head]
    out = [Cell(page, cell.end, cell.end) for cell in cells[:1] * len(head)]
    last = -1
    for cell in cells:
        start, end = _inset(page, cell.start), _inset(page, cell.end)
        near = min(
            range(len(head)),
            key=lambda index: min(
                abs(places[index] - start), abs(places[index] + head[index].end - head[index].start - end)
            ),
        )
        if near <= last:
            return []
        out[near], last = cell, near
    return out


def _goes_on(page: Page, cell: Cell, head: Row) -> bool:
    """A single cell of a broken line: small letters right under a heading that is not the first."""
    places = [_inset(page, each.start) for each in head]
    return bool(re.match(r"[a-zа-яё(]", page.view[cell.start : cell.end])) and any(
        abs(place - _inset(page, cell.start)) <= 1 for place in places
    )


def _inset(page: Page, place: int) -> int:
    return place - page.view.rfind("\n", 0, place)


_TRIES = 3  # beginnings of one run: a line or two of the letter before it may part alike by chance


def _bare(page: Page, lines: list[Span]) -> list[tuple[list[Course], Span]]:
    """Rows without headings that part alike, whose columns say by all their cells what they hold."""
    out: list[tuple[list[Course], Span]] = []
    number, misses = 0, _Misses({}, {})
    while number < len(lines):
        run, columns = _told_run(page, lines, number, misses)
        if columns:
            out.append((rows_under(run, columns), (lines[number][0], max(cell.end for cell in run[-1]))))
        number += len(run) if columns else 1
    return out


@dataclass
class _Misses:
    """How often a splitter was tried in vain on one run, and until which line it is left alone."""

    count: dict[int, int]
    until: dict[int, int]

    def add(self, splitter: int, end: int) -> None:
        """One more try in vain on the run that ends before line `end`."""
        self.count[splitter] = self.count.get(splitter, 0) + 1
        if self.count[splitter] >= _TRIES:
            self.count[splitter], self.until[splitter] = 0, end


def _told_run(
    page: Page, lines: list[Span], number: int, misses: _Misses
) -> tuple[list[Row], Columns | None]:
    """The rows from lines[number] on and what their columns hold; nothing when that is not certain."""
    above, listed = _line_above(page, lines[number]), ITEM.match(page.view, *lines[number])
    for index, splitter in enumerate(_SPLITTERS):
        if number < misses.until.get(index, 0):
            continue
        for numbered in (True, False) if listed else (True,):
            run = _run(page, lines, number, splitter, numbered=numbered)
            strong = splitter in _STRONG
            columns = alike_columns(run, above, strong=strong) if len(run) > 1 else None
            if columns:
                return run, columns
        if len(run) > 1:
            misses.add(index, number + len(run))
    return [], None


def _run(
    page: Page, lines: Sequence[Span], first: int, splitter: re.Pattern[str], *, numbered: bool
) -> list[Row]:
    rows: list[Row] = []
    listed = bool(ITEM.match(page.view, *lines[first]))
    counted: list[int] = []
    for start, end in lines[first : first + _LONGEST]:
        marker = ITEM.match(page.view, start, end)
        if numbered and bool(marker) != listed:
            break  # the rest of a broken item, or what follows a list
        marker = marker if numbered else None
        number = re.search(r"\d+", marker.group()) if marker else None
        counted += [int(number.group())] if number else []
        if counted != list(range(counted[0], counted[0] + len(counted))) if counted else False:
            break  # «5 — Лепка», «4 — Батик»: marks, no numbers of rows
        cells = _cut(page, (marker.end() if marker else start, end), splitter)
        cells = [_without_aside(cell) for cell in cells]
        if not 3 <= len(cells) <= _WIDEST or (rows and len(cells) != len(rows[0])):
            break
        rows.append(cells)
    return rows


def _without_aside(cell: Cell) -> Cell:
    """A cell without the bracket that only says when, where or by which paper."""
    bracket = _LAST_BRACKET.search(cell.page.view[cell.start : cell.end])
    if bracket and bracket.start() and is_aside(bracket.group("said")):
        return Cell(cell.page, cell.start, cell.start + bracket.start())
    return cell


def _line_above(page: Page, line: Span) -> str:
    above = page.folded[max(0, line[0] - 400) : line[0]].rstrip()
    return above[above.rfind("\n") + 1 :]


def _cut(page: Page, span: Span, splitter: re.Pattern[str]) -> Row:
    start, end = span if splitter.pattern == r"\t" else trim(page.view, *span)
    if page.view[start : start + 1] == "|":
        start += 1
    if page.view[end - 1 : end] == "|":
        end -= 1
    cells, begin = [], start
    shut = [] if splitter in _DRAWN else guarded(page.view, start, end)
    for match in splitter.finditer(page.view, start, end):
        if any(low <= match.start() < high for low, high in shut):
            continue
        if match.start() > start or match.group().strip():
            cells.append(Cell(page, *_bare_span(page.view, begin, match.start())))
            begin = match.end()
    cells.append(Cell(page, *_bare_span(page.view, begin, end)))
    return cells


def _bare_span(view: str, start: int, end: int) -> Span:
    """A cell without the dash that stands for the dots to the next one."""
    start, end = trim(view, start, end)
    return trim(view, start, end - 1) if end - start > 1 and view[end - 2 : end] == " —" else (start, end)
