"""Courses out of tables: of the HTML part, of DOCX, XLSX and PDF files, and tables typed as plain text.

A table counts when a row of headings names the title column and at least one more. Totals, section headings and
numbering are skipped; a cell shared by several rows (vertical merge) is never split among them.
"""

import re
from dataclasses import dataclass, replace

from workflows.credit.reading.fields import read_field, read_labelled, unquote
from workflows.credit.reading.findings import Findings
from workflows.credit.reading.folding import fold, squeeze, straight
from workflows.credit.reading.forms import field_is_form
from workflows.credit.reading.headings import find_columns
from workflows.credit.reading.hours import find_hours
from workflows.credit.reading.letter import MERGED, Table
from workflows.credit.reading.page import Page, trim
from workflows.credit.reading.results import whole_result
from workflows.credit.reading.row import read_row
from workflows.credit.reading.titles import clean_title, title_doubts
from workflows.credit.reading.values import Course, Source, Value
from workflows.credit.reading.vocabulary import label_kind

_TOTAL = re.compile(
    r"(?:итого|всего|общ\w+ (?:объем|количество|трудоемк)|итог\b|сумма|total|в сумме|средн\w+ балл)"
)


_BLANK = re.compile(r"[\s\-—–_.]*\Z")


_DITTO = re.compile(r"\s*(?:[\"»«]|-//-|—//—|//|то же|тоже|-\"-|—\"—|так же)\s*\Z")


@dataclass(frozen=True)
class Cell:
    """A cell: characters [start, end) of a page. For a real table the page is the cell itself."""

    page: Page
    start: int
    end: int
    merged: bool = False  # covered by, or the origin of, a vertical merge

    @property
    def said(self) -> str:
        """The folded words of the cell."""
        return squeeze(fold(self.page.view[self.start : self.end]))


@dataclass(frozen=True)
class CellPage(Page):
    """One table cell as a page of its own: its sources point at the cell."""

    table: int = 0
    row: int = 0
    column: int = 0

    def source(self, start: int, end: int) -> Source:
        """The source that points at [start, end) of this cell."""
        return Source(self.part, start, end, self.attachment, self.table, self.row, self.column)


def read_table(table: Table, number: int, part: str, attachment: int | None = None) -> list[Course]:
    """The courses of one table; empty when it is no table of courses."""
    return read_grid(_grid(table, number, part, attachment))


def _grid(table: Table, number: int, part: str, attachment: int | None) -> list[list[Cell]]:
    grid = []
    for row, cells in enumerate(table):
        line = []
        for column, text in enumerate(cells):
            view = " ".join(straight(text).split("\n")) if len(text) < 2000 else straight(text)
            covered = text == MERGED or (
                row + 1 < len(table) and column < len(table[row + 1]) and table[row + 1][column] == MERGED
            )
            page = CellPage(text, "" if text == MERGED else view, part, attachment, number, row, column)
            line.append(Cell(page, *trim(page.view, 0, len(page.view)), covered))
        grid.append(line)
    return grid


def read_grid(grid: list[list[Cell]]) -> list[Course]:
    """The courses of a grid of cells with a heading row, or of a vertical two-column form."""
    for number, row in enumerate(grid):
        columns = find_columns([cell.said for cell in row])
        if columns:
            body, columns = _below(grid, number, columns)
            columns = _by_content(body, columns)
            return [course for line in body if (course := _course(line, columns))]
    return _vertical(grid)


def _below(
    grid: list[list[Cell]], number: int, columns: dict[str, list[int]]
) -> tuple[list[list[Cell]], dict[str, list[int]]]:
    """The rows under the heading; a second heading row («всего | лекции | практика») may refine the
    hours column."""
    body = grid[number + 1 :]
    if body and len(columns["hours"]) >= 1:
        second = [cell.said for cell in body[0]]
        subtitles = [
            index
            for index, said in enumerate(second)
            if re.match(r"(?:всего|итого|общ|лекц|практ|теор|аудит|самост|в том числе|в т\.?\s?ч)", said)
        ]
        title = columns["title"][0]
        if subtitles and title < len(second) and (not second[title] or body[0][title].merged):
            totals = [index for index in subtitles if re.match(r"(?:всего|итого|общ)", second[index])]
            return body[1:], {**columns, "hours": totals}
    return body, columns


def _by_content(body: list[list[Cell]], columns: dict[str, list[int]]) -> dict[str, list[int]]:
    """A column called «аттестация» that holds only marks is the result, when there is no other result
    column."""
    if columns["form"] and not columns["result"]:
        column = columns["form"][0]
        said = [
            line[column].page.view[line[column].start : line[column].end]
            for line in body
            if column < len(line)
        ]
        marks = [text for text in said if whole_result(text)]
        if marks and len(marks) == len([text for text in said if text.strip()]):
            return {**columns, "form": [], "result": [column]}
    return columns


def _course(line: list[Cell], columns: dict[str, list[int]]) -> Course | None:
    index = columns["title"][0]
    if index >= len(line):
        return None
    cell = line[index]
    filled = [other for other in line if not _BLANK.match(other.said)]
    first = filled[0].said if filled else ""
    if _BLANK.match(cell.said) or _TOTAL.match(first) or _TOTAL.match(cell.said) or _repeated_heading(line):
        return None
    if len({other.said for other in filled}) == 1 or re.fullmatch(r"\d{1,2}", cell.said):
        return None  # a section heading across the table, or a row of column numbers
    low, high = clean_title(cell.page.view, cell.start, cell.end)
    title = cell.page.value(low, high, "table cell under a title heading")
    findings = Findings()
    findings.doubts.extend(title_doubts(str(title.value)))
    if cell.merged:
        findings.doubts.append("title_shared_by_rows")
    for kind in ("hours", "form", "result"):
        _cell_values(line, columns, kind, findings)
    return findings.course(title)


def _repeated_heading(line: list[Cell]) -> bool:
    return bool(find_columns([cell.said for cell in line]))


def _cell_values(line: list[Cell], columns: dict[str, list[int]], kind: str, findings: Findings) -> None:
    for index in columns[kind]:
        cell = line[index] if index < len(line) else None
        if cell is None or (_BLANK.match(cell.said) and not cell.merged):
            continue
        if cell.merged or _DITTO.match(cell.said):
            findings.doubts.append(f"{kind}_shared_by_rows")
            continue
        if kind == "hours":
            _hours_cell(cell, findings)
        elif kind == "form":
            _form_cell(cell, columns, findings)
        else:
            _result_cell(cell, findings)
    if kind == "hours" and not columns["hours"] and (columns["units"] or columns["parts"]):
        for index in [*columns["units"], *columns["parts"]]:
            if index < len(line) and find_hours(line[index].said) and index in columns["units"]:
                _hours_cell(line[index], findings)
        if not findings.hours:
            findings.doubts.append("hours_only_in_parts_or_units")


def _hours_cell(cell: Cell, findings: Findings) -> None:
    ratio = re.fullmatch(r"(\d{1,2}(?:[.,]\d)?)\s?(?:/|\()\s?(\d{1,4})\s?\)?", cell.said)
    if ratio and int(ratio.group(2)) >= 8 * float(
        ratio.group(1).replace(",", ".")
    ):  # "2/72": credit units and hours
        start = cell.start + cell.said.index(ratio.group(2), ratio.start(2))
        read_labelled(cell.page, "hours", (start, start + len(ratio.group(2))), findings)
        return
    read_labelled(cell.page, "hours", (cell.start, cell.end), findings)


def _form_cell(cell: Cell, columns: dict[str, list[int]], findings: Findings) -> None:
    if columns["result"]:
        start, end = unquote(cell.page.view, cell.start, cell.end)
        if whole_result(cell.page.view[start:end]):
            findings.doubts.append("form_unclear")
        else:
            findings.forms.append(cell.page.value(start, end, "table cell under a form heading"))
        return
    read_labelled(cell.page, "form", (cell.start, cell.end), findings)


def _result_cell(cell: Cell, findings: Findings) -> None:
    text = cell.page.view[cell.start : cell.end]
    whole = whole_result(text)
    if not whole and field_is_form(text) and not findings.forms:
        read_field(cell.page, cell.start, cell.end, findings)
        if not findings.results:
            findings.forms.clear()
            findings.doubts.append("result_unclear")
        return
    start, end = (
        (cell.start + whole[0], cell.start + whole[1])
        if whole
        else unquote(cell.page.view, cell.start, cell.end)
    )
    if len(text.split()) > 8:
        findings.doubts.append("result_unclear")
    else:
        findings.results.append(cell.page.value(start, end, "table cell under a result heading"))


def _vertical(grid: list[list[Cell]]) -> list[Course]:
    """A form of two columns: «Курс | Физика», «Часы | 68»."""
    courses: list[Course] = []
    title: Value | None = None
    findings = Findings()
    for line in [*grid, []]:
        cells = [cell for cell in line if cell.said]
        kind = label_kind(cells[0].said) if len(cells) == 2 else None
        if kind == "title" or not line:
            if title and findings.kinds:
                courses.append(findings.course(title))
            title, findings = None, Findings()
        if kind == "title":
            row = read_row(cells[1].page, cells[1].start, cells[1].end)
            title = replace(row[0], rule="cell beside a title label") if row else None
            findings.doubts.extend(title_doubts(str(title.value)) if title else [])
        elif kind in {"hours", "form", "result"} and title:
            read_labelled(cells[1].page, kind, (cells[1].start, cells[1].end), findings)
    return courses
