"""Courses out of tables: of the HTML part, of DOCX, XLSX and PDF files, and tables typed as plain text.

Four shapes are known: rows under headings, labels beside their values, a table on its side, and rows without headings
that say themselves what they hold. Totals, section headings and numbering are skipped; hours or a result shared by
several rows (vertical merge) are never split among them.
"""

from collections.abc import Sequence
from dataclasses import replace

from workflows.credit.reading.files.contents import DITTO, content
from workflows.credit.reading.letter import Table
from workflows.credit.reading.tables.cells import Cell, grid_of, joined
from workflows.credit.reading.tables.cells_beside import beside_labels
from workflows.credit.reading.tables.columns import Columns, columns_of
from workflows.credit.reading.tables.heading_rows import below_headings
from workflows.credit.reading.tables.headings import heading_kind, heads_columns
from workflows.credit.reading.tables.row import BLANK, course_of, is_total
from workflows.credit.reading.text.folding import fold, squeeze
from workflows.credit.reading.values import Course

_MOST_ABOVE = 15  # rows of captions over a heading


def read_tables(
    tables: Sequence[Table], part: str, attachment: int | None = None, *, answering: bool = False
) -> list[list[Course]]:
    """The courses of each table of a document. One without headings may go on where the one before it stopped; in an
    answer a name with its hours is a row."""
    out: list[list[Course]] = []
    last: tuple[Columns, int] | None = None
    for number, table in enumerate(tables):
        grid = grid_of(table, number, part, attachment)
        width = max((len(line) for line in grid), default=0)
        courses = _going_on(grid, last[0]) if last and last[1] == width else []
        if not courses:
            courses = read_grid(grid) or (_without_heading(grid, least=1) if answering else [])
            found = _headed(grid) if number + 1 < len(tables) else None
            last = (found[0], width) if found else None
        out.append(courses)
    return out


def _going_on(grid: list[list[Cell]], columns: Columns) -> list[Course]:
    """The rows of a table that a page break has parted from its headings; empty when they do not fit under these."""
    if _headed(grid) or not columns.hours:
        return []
    courses = _each(_unwrapped(grid, columns), columns)
    fits = all(course.hours.as_written or not course.doubts for course in courses)
    return courses if fits and any(course.hours.value for course in courses) else []


def read_grid(grid: list[list[Cell]]) -> list[Course]:
    """The courses of a grid of cells in whichever of the known shapes it stands; empty when in none."""
    for shape in (_side_by_side, beside_labels, _on_its_side, _under_headings, _without_heading):
        courses = shape(grid)
        if courses:
            return _parts_of_one(courses)
    return []


def _side_by_side(grid: list[list[Cell]]) -> list[Course]:
    """Two tables drawn as one, with the same headings twice."""
    for line in grid[:_MOST_ABOVE]:
        said = [cell.said for cell in line]
        half = len(said) // 2
        if len(said) >= 4 and said[:half] == said[half:] and heads_columns(said):
            return [
                course
                for begin in (0, half)
                for course in _under_headings([each[begin : begin + half] for each in grid])
            ]
    return []


def _under_headings(grid: list[list[Cell]]) -> list[Course]:
    found = _headed(grid)
    if found is None:
        return []
    columns, body = found
    return _each(_unwrapped(body, columns), columns)


def _headed(grid: list[list[Cell]]) -> tuple[Columns, list[list[Cell]]] | None:
    """The columns of a table and the rows below its headings; None when it has none."""
    for number, line in enumerate(grid[:_MOST_ABOVE]):
        said = [cell.said for cell in line]
        named = heads_columns(said)
        if not named and "title" not in map(heading_kind, said):
            continue
        headings, body = below_headings(grid, number)
        columns = columns_of(headings, body, grid[: len(grid) - len(body)])
        if columns and (named or _whole_rows(body, columns)):
            return columns, body
    return None


def rows_under(rows: list[list[Cell]], columns: Columns) -> list[Course]:
    """The courses of rows whose columns are known."""
    return _parts_of_one(_each(rows, columns))


def _each(rows: list[list[Cell]], columns: Columns) -> list[Course]:
    courses: list[Course] = []
    for line in rows:
        course = course_of(line, columns)
        if course:
            courses.append(_repeated(line, columns, course, courses[-1] if courses else None))
    return courses


def _repeated(line: list[Cell], columns: Columns, course: Course, above: Course | None) -> Course:
    """The course with the values of the row above where its cells only say that they hold here too."""
    changes, doubts = {}, list(course.doubts)
    for kind, name in (("hours", "hours"), ("form", "assessment_form"), ("result", "result")):
        index = next(iter(getattr(columns, kind)), len(line))
        cell = line[index] if index < len(line) else None
        if above is None or cell is None or cell.merged or not DITTO.match(cell.said):
            continue
        value = getattr(above, name).value
        if value is not None and not getattr(course, name).as_written:
            said = cell.page.value(cell.start, cell.end, "as in the row above")
            changes[name] = replace(said, value=value)
            doubts = [doubt for doubt in doubts if doubt != f"{kind}_shared_by_rows"]
    return course.with_values(changes, doubts) if changes else course


def _unwrapped(body: list[list[Cell]], columns: Columns) -> list[list[Cell]]:
    """The rows with names and forms that were wrapped into a row of their own put together again."""
    out: list[list[Cell]] = []
    wrapping = {columns.title, *columns.form}
    for line in body:
        filled = [index for index, cell in enumerate(line) if not BLANK.match(cell.said)]
        goes_on = filled and all(
            index in wrapping and line[index].page.view[line[index].start].islower() for index in filled
        )
        begun = out and _only_title(out[-1], columns) and _small(line, columns)
        if begun:  # the name began above the line with the values
            title = joined(out[-1][columns.title], line[columns.title])
            out[-1] = [title if index == columns.title else cell for index, cell in enumerate(line)]
        elif out and goes_on and all(index < len(out[-1]) and out[-1][index].said for index in filled):
            out[-1] = [
                joined(cell, line[index]) if index in filled else cell for index, cell in enumerate(out[-1])
            ]
        else:
            out.append(line)
    return out


def _without_heading(grid: list[list[Cell]], least: int = 2) -> list[Course]:
    """Rows that say by themselves what they hold («Лепка | 34 ч | выставка | 5»)."""
    body = [
        line for line in grid if not is_total(line) and len({cell.said for cell in line if cell.said}) > 1
    ]
    columns = (
        columns_of([], body)
        if len(body) == len([line for line in grid if any(c.said for c in line) and not is_total(line)])
        else None
    )
    if columns is None or columns.kinds < least and not _whole_rows(body, columns):
        return []
    courses = [course for line in body if (course := course_of(line, columns))]
    said = [
        bool(course.hours.as_written) + bool(course.assessment_form.value) + bool(course.result.value)
        for course in courses
    ]
    if len(courses) != len(body) or any(count < least for count in said):
        return []
    rule = "first cell of a row without headings"
    return [
        course.with_values(
            {"title": replace(course.title, rule=rule)}, [*course.doubts, *_loose(line, columns)]
        )
        for line, course in zip(body, courses, strict=True)
    ]


def _whole_rows(body: list[list[Cell]], columns: Columns) -> bool:
    """Whether the cells of names hold the values of their rows too («Лепка, 72 ч, зачёт»)."""
    cells = [line[columns.title] for line in body if columns.title < len(line)]
    return bool(cells) and all(
        content(cell.page.view[cell.start : cell.end]) == "row" for cell in cells if cell.said
    )


def _loose(line: list[Cell], columns: Columns) -> list[str]:
    """Without headings nobody says which of two columns of words is the name."""
    return ["title_unclear"] if any(index < len(line) and line[index].said for index in columns.loose) else []


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


def _only_title(line: list[Cell], columns: Columns) -> bool:
    return [index for index, cell in enumerate(line) if not BLANK.match(cell.said)] == [columns.title]


def _small(line: list[Cell], columns: Columns) -> bool:
    """Whether the name in a row begins with a small letter, and values stand beside it."""
    cell = line[columns.title] if columns.title < len(line) else None
    return (
        cell is not None
        and bool(cell.said)
        and cell.page.view[cell.start].islower()
        and not _only_title(line, columns)
    )


def _on_its_side(grid: list[list[Cell]]) -> list[Course]:
    """A table whose headings stand in its first column, one course in each of the others."""
    width = max((len(line) for line in grid), default=0)
    lines = [line for line in grid if len(line) == width and any(cell.said for cell in line)]
    if width < 3 or len(lines) < 2 or heads_columns([cell.said for cell in lines[0]]):
        return []
    kinds = [heading_kind(line[0].said) for line in lines]
    if len({kind for kind in kinds if kind in {"hours", "form", "result"}}) < 2:
        return []
    if "title" not in kinds and kinds[0] is not None:
        return []
    columns = [list(column) for column in zip(*lines, strict=True)]
    headings = [cell.said for cell in columns[0]]
    if "title" not in kinds:
        headings[0] = "название"
    settled = columns_of(headings, columns[1:])
    return [course for column in columns[1:] if settled and (course := course_of(column, settled))]
