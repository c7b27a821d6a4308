"""Courses out of tables: of the HTML part, of DOCX, XLSX and PDF files, and tables typed as plain text.

A table counts when a row of headings names the title column and at least one more. Totals, section headings and
numbering are skipped; a cell shared by several rows (vertical merge) is never split among them.
"""

import re
from dataclasses import replace

from workflows.credit.reading.cells import Cell, grid_of
from workflows.credit.reading.fields import read_field, read_labelled, unquote
from workflows.credit.reading.findings import Findings
from workflows.credit.reading.folding import fold, squeeze
from workflows.credit.reading.forms import field_is_form
from workflows.credit.reading.heading_rows import below_headings, by_content
from workflows.credit.reading.headings import find_columns, heading_kind
from workflows.credit.reading.hours import find_hours
from workflows.credit.reading.letter import Table
from workflows.credit.reading.results import whole_result
from workflows.credit.reading.row import read_row
from workflows.credit.reading.separators import plain_kind
from workflows.credit.reading.titles import clean_title, title_doubts
from workflows.credit.reading.values import Course, Value
from workflows.credit.reading.vocabulary import label_kind

_TOTAL = re.compile(
    r"(?:итого(?!в)|всего|общ\w+ (?:объем|количество|трудоемк)|итог\b|сумма|total|в сумме|средн\w+ балл)"
)


_BLANK = re.compile(r"[\s\-—–_.]*\Z")


_DITTO = re.compile(r"\s*(?:[\"»«]|-//-|—//—|//|то же|тоже|-\"-|—\"—|так же)\s*\Z")


def read_table(table: Table, number: int, part: str, attachment: int | None = None) -> list[Course]:
    """The courses of one table; empty when it is no table of courses."""
    return read_grid(grid_of(table, number, part, attachment))


def read_grid(grid: list[list[Cell]]) -> list[Course]:
    """The courses of a grid of cells with a heading row, or of a vertical two-column form."""
    for number, row in enumerate(grid):
        columns = find_columns([cell.said for cell in row])
        if columns:
            body, columns = below_headings(grid, number, columns)
            columns = by_content(body, columns)
            return _parts_of_one([course for line in body if (course := _course(line, columns))])
    return _vertical(grid) or _on_its_side(grid) or _without_heading(grid)


def _parts_of_one(courses: list[Course]) -> list[Course]:
    """A name in two rows of one table («1 семестр», «2 семестр»): nobody has added its hours up, and what the rows
    say differently is nobody's form or result."""
    named = [squeeze(fold(str(course.title.value))) for course in courses]
    out = []
    for name, course in zip(named, courses, strict=True):
        same = [other for other, said in zip(courses, named, strict=True) if said == name]
        differ = ["hours"] if len(same) > 1 else []
        differ += [
            field
            for field in ("assessment_form", "result")
            if len({fold(str(getattr(each, field).value)) for each in same}) > 1
        ]
        changes = {field: replace(getattr(course, field), value=None, trusted=False) for field in differ}
        doubts = [*course.doubts, *(["hours_partial"] if differ else [])]
        out.append(course.with_values(changes, doubts))
    return out


def _on_its_side(grid: list[list[Cell]]) -> list[Course]:
    """A table whose headings stand in its first column, one course in each of the others."""
    width = max((len(line) for line in grid), default=0)
    if width < 3 or not find_columns([line[0].said if line else "" for line in grid]):
        return []
    lines = [line for line in grid if len(line) == width]
    return read_grid([list(column) for column in zip(*lines, strict=True)])


def _without_heading(grid: list[list[Cell]]) -> list[Course]:
    """Rows that say by themselves what they hold («Лепка | 34 ч | выставка | 5»); one that does not costs them all."""
    courses = []
    for line in grid:
        filled = [cell for cell in line if not _BLANK.match(cell.said)]
        cells = filled[1:] if filled and re.fullmatch(r"\d{1,2}[.)]?", filled[0].said) else filled
        if not cells or _TOTAL.match(cells[0].said):
            continue
        findings, first = Findings(), cells[0]
        known = [
            plain_kind(cell.page.view[cell.start : cell.end])
            and read_field(cell.page, cell.start, cell.end, findings)
            for cell in cells[1:]
        ]
        row = read_row(first.page, first.start, first.end)
        if (
            not (row and all(known))
            or row[1].kinds
            or findings.kinds < 2
            or any(cell.merged for cell in line)
        ):
            return []
        findings.doubts.extend(row[1].doubts)
        courses.append(findings.course(replace(row[0], rule="first cell of a row without headings")))
    return courses


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
    both = (
        read_row(cell.page, cell.start, cell.end) if not columns["hours"] and find_hours(cell.said) else None
    )
    if both:  # «Лепка, 72 ч» under «дисциплина, объём»
        title, findings = both[0], both[1]
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


def _beside(said: str) -> str | None:
    """The label of a form («Курс», «Часов (акад.)»); what the vocabulary lacks is judged as a heading is."""
    known = label_kind(said)
    return known or (heading_kind(said.rstrip(" :")) if len(said.split()) <= 5 else None)


def _vertical(grid: list[list[Cell]]) -> list[Course]:
    """A form of two columns: «Курс | Физика», «Часы | 68»."""
    courses: list[Course] = []
    title: Value | None = None
    findings = Findings()
    for line in [*grid, []]:
        cells = [cell for cell in line if cell.said]
        kind = _beside(cells[0].said) if len(cells) == 2 else None
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
