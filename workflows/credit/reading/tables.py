"""Courses out of tables: of the HTML part, of DOCX, XLSX and PDF files, and tables typed as plain text.

Four shapes are known: rows under headings, labels beside their values, a table on its side, and rows without headings
that say themselves what they hold. Totals, section headings and numbering are skipped; hours or a result shared by
several rows (vertical merge) are never split among them.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from workflows.credit.reading.cells import Cell, grid_of, joined
from workflows.credit.reading.columns import Columns, columns_of
from workflows.credit.reading.contents import DITTO, content
from workflows.credit.reading.fields import NUMBER, read_field, read_fields, read_labelled, unquote
from workflows.credit.reading.findings import Findings
from workflows.credit.reading.folding import fold, squeeze
from workflows.credit.reading.forms import field_is_form
from workflows.credit.reading.heading_rows import below_headings
from workflows.credit.reading.headings import heading_kind, heads_columns
from workflows.credit.reading.hours import find_hours, hours_only
from workflows.credit.reading.letter import Table
from workflows.credit.reading.numerals import NUMERAL, numeral
from workflows.credit.reading.page import Span, trim
from workflows.credit.reading.results import cued_result, whole_level, whole_result
from workflows.credit.reading.row import read_row
from workflows.credit.reading.separators import LABEL, split_fields
from workflows.credit.reading.titles import clean_title, is_aside, title_doubts
from workflows.credit.reading.values import Course, Value
from workflows.credit.reading.vocabulary import label_kind

_TOTAL = re.compile(
    r"(?:итого(?!в)|всего|общ\w+ (?:объем|количество|трудоемк)|итог\b|сумма|total|в сумме|средн\w+ балл)"
)
_BLANK = re.compile(r"[\s\-—–_.]*\Z")
_NO = re.compile(r"\W*(?:нет|не\s(?:надо|нужно|прошу|требуется)|no)\W*|[-—✗✘×0]")
_REFUSED = re.compile(
    r"не\s(?:прошу|нужно|надо|зачитыва|засчитыва|перезачит)|уже\s(?:зачт|зач[её]л|засчит|перезач)|зачт[её]н\w*\s(?:ранее|в\s\d)|раньше\sзачли|"
    r"зачт[её]н\w*\s(?:у\sвас|вами|приказ)"
)
_UNFINISHED = re.compile(
    r"в\sпроцессе|ещ[её]\s(?:не|уч|ид[её]т|прохо|обуча)|не\s(?:законч|заверш|окончен|сдавал|сдан[ао]?(?!\w)\s\w|выставл)|продолжа|предстоит|планиру|"
    r"буд(?:ет|у)(?!\w)|ожида|текущ|пересда|не\sаттест|отчисл|прерван|обучается|прохожу|учусь|ид[её]т(?!\w)|сейчас|в\sработе|осваива|изучает|сдам(?!\w)|см\.|смотри"
)
_NOTHING_SAID = re.compile(
    r"\W*(?:не\s(?:было|предусмотрен\w*|указан\w*|выставля\w*|ставил\w*|провод\w*|помню|знаю)|нет(?:\s(?:данных|оценки|аттестации|сведений))?|"
    r"без\s(?:оценки|отметки|аттестации)|отсутств\w+|н/д|н/а|неизвестно|\?+)\W*"
)
_FEWEST = 4  # hours of a course
_FOOT = re.compile(
    r"(?:директор|секретар|руководител|заместител|зам\.|исполнител|ответствен|педагог|учител|преподавател|подпис|м\.?\s?п|дат[аы]|"
    r"выдан|основание|приказ|протокол|телефон|тел\.|примечани|\*)"
)  # what stands below the rows of an official table
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
    for shape in (_side_by_side, _beside_labels, _on_its_side, _under_headings, _without_heading):
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
        course = _course(line, columns)
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
        filled = [index for index, cell in enumerate(line) if not _BLANK.match(cell.said)]
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
        line for line in grid if not _is_total(line) and len({cell.said for cell in line if cell.said}) > 1
    ]
    columns = (
        columns_of([], body)
        if len(body) == len([line for line in grid if any(c.said for c in line) and not _is_total(line)])
        else None
    )
    if columns is None or columns.kinds < least and not _whole_rows(body, columns):
        return []
    courses = [course for line in body if (course := _course(line, columns))]
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
    return [index for index, cell in enumerate(line) if not _BLANK.match(cell.said)] == [columns.title]


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
    return [course for column in columns[1:] if settled and (course := _course(column, settled))]


def _is_total(line: list[Cell]) -> bool:
    filled = [cell.said for cell in line if not _BLANK.match(cell.said)]
    return bool(filled) and bool(_TOTAL.match(filled[0]))


def _course(line: list[Cell], columns: Columns) -> Course | None:
    index = columns.title
    if index >= len(line):
        return None
    cell = line[index]
    filled = [other for other in line if not _BLANK.match(other.said)]
    if (
        cell.covered
        or _BLANK.match(cell.said)
        or _is_total(line)
        or _TOTAL.match(cell.said)
        or _repeated_heading(line)
    ):
        return None
    if len({other.said for other in filled}) == 1 or re.fullmatch(r"\d{1,2}", cell.said):
        return None  # a section heading across the table, or a row of column numbers
    if _refused(line, columns):
        return None
    title, findings = _title(cell, columns)
    if cell.merged:
        findings.doubts.append("title_shared_by_rows")
    for kind in ("hours", "form", "result"):
        _cell_values(line, columns, kind, findings)
    for index, heading in columns.graded:
        graded = line[index] if index < len(line) else None
        if graded and not _BLANK.match(graded.said) and not graded.merged:
            _result_cell(graded, columns, findings)
            findings.forms.append(heading.page.value(heading.start, heading.end, "heading over a result"))
    findings.doubts.extend(columns.doubts)
    _told_beside(line, columns, findings)
    course = findings.course(title)
    said = any(getattr(course, name).value is not None for name in ("hours", "assessment_form", "result"))
    return course if said or not _FOOT.match(cell.said) else None


def _repeated_heading(line: list[Cell]) -> bool:
    return heads_columns([cell.said for cell in line])


def _refused(line: list[Cell], columns: Columns) -> bool:
    """«Прошу зачесть: нет», «уже зачтено в прошлом году»: a row that is not asked for."""
    asked = [line[index].said for index in columns.asked if index < len(line)]
    if any(_NO.fullmatch(said) for said in asked):
        return True
    known = {columns.title, *columns.hours, *columns.form, *columns.result, *columns.ours, *columns.asked}
    return any(_REFUSED.search(cell.said) for index, cell in enumerate(line) if index not in known)


def _told_beside(line: list[Cell], columns: Columns, findings: Findings) -> None:
    """A note in the row («ещё не сдан», «в процессе») forbids to trust its form and its result."""
    known = {columns.title, *columns.hours, *columns.form, *columns.result, *columns.ours, *columns.asked}
    beside = [cell.said for index, cell in enumerate(line) if index not in known]
    if any(_UNFINISHED.search(said) for said in beside):
        findings.forms[:] = [replace(each, value=None, trusted=False) for each in findings.forms]
        findings.results[:] = [replace(each, value=None, trusted=False) for each in findings.results]
        findings.doubts.append("not_yet_assessed")


def _title(cell: Cell, columns: Columns) -> tuple[Value, Findings]:
    """The name in a cell, and what the cell says besides: hours or marks behind the name, a place on its next line."""
    findings = Findings()
    lines = _lines(cell)
    first = lines[0]
    end = first[1]
    for number, (low, high) in enumerate(lines[1:], 1):
        said = cell.page.view[low:high]
        kind = content(said.strip(" ()"))
        if kind in {"hours", "form", "result", "both", "number"}:
            read_fields(cell.page, split_fields(cell.page.view, low, high), findings)
        elif kind not in {"person", "date", "period", "aside", "numbering"} and end == lines[number - 1][1]:
            end = high  # a name that goes on
    row = read_row(cell.page, first[0], end)
    stated = bool(columns.hours) and bool(columns.form) and bool(columns.result)
    if columns.hours and row and all((one.value or 0) < _FEWEST for one, _ in row[1].hours) and row[1].hours:
        row = None  # «(1 ч.)» beside a column of hours is the first part of it
    if row and (find_hours(cell.page.view[first[0] : end]) or not stated) and row[1].kinds:
        title, inside = row[0], row[1]
        findings.hours.extend(inside.hours)
        findings.forms.extend([] if columns.form else inside.forms)
        findings.results.extend([] if columns.result else inside.results)
        findings.doubts.extend(inside.doubts)
    else:
        title = cell.page.value(
            *clean_title(cell.page.view, first[0], end), "table cell under a title heading"
        )
        findings.doubts.extend(title_doubts(str(title.value)))
    if any((one.value or _FEWEST) >= _FEWEST for one in find_hours(str(title.value))):
        findings.doubts.append("title_unclear")
    return replace(title, rule="table cell under a title heading"), findings


def _lines(cell: Cell) -> list[Span]:
    """The lines of a cell as spans of its page."""
    text, out, begin = cell.page.text, [], cell.start
    for match in re.finditer(r"\n", text[cell.start : cell.end]):
        out.append((begin, cell.start + match.start()))
        begin = cell.start + match.end()
    out.append((begin, cell.end))
    spans = [trim(cell.page.view, *span) for span in out]
    return [span for span in spans if span[0] < span[1]] or [(cell.start, cell.end)]


def _cell_values(line: list[Cell], columns: Columns, kind: str, findings: Findings) -> None:
    for index in getattr(columns, kind):
        cell = line[index] if index < len(line) else None
        if cell is None or (_BLANK.match(cell.said) and not cell.merged):
            continue
        if DITTO.match(cell.said) or (cell.merged and not (kind == "form" and cell.said)):
            findings.doubts.append(f"{kind}_shared_by_rows")
            continue
        if _NOTHING_SAID.fullmatch(cell.said):
            continue
        if _several(cell, kind, columns, findings):
            continue
        if kind == "hours":
            _hours_cell(cell, findings)
        elif kind == "form":
            _form_cell(cell, columns, findings)
        else:
            _result_cell(cell, columns, findings)
    if kind == "hours" and not columns.hours and not findings.hours and (columns.units or columns.parts):
        for index in columns.units:
            if index < len(line) and find_hours(line[index].said):
                _hours_cell(line[index], findings)
        if not findings.hours:
            findings.doubts.append("hours_only_in_parts_or_units")


_BESIDE_HOURS = re.compile(
    rf"(?P<figure>\d{{1,4}})\s?[(/]\s?(?:(?P<again>{NUMERAL})|\d{{1,2}}(?:[.,]\d)?\s?(?:з\.?\s?е\.?|зет|кредит\w*))\s?(?:час\w*|ч\.?)?\s?\)?"
)  # «72 (семьдесят два)», «72 (2 з.е.)»


def _hours_cell(cell: Cell, findings: Findings) -> None:
    said = _BESIDE_HOURS.fullmatch(cell.said)
    if said and (not said.group("again") or numeral(said.group("again")) == int(said.group("figure"))):
        read_labelled(cell.page, "hours", (cell.start, cell.start + said.end("figure")), findings)
        return
    explained = re.match(r"[^()]*\d[^()]*(?=\()", cell.page.view[cell.start : cell.end])
    if explained and hours_only(explained.group()):  # «72 часа (36 недель по 2 часа)»
        read_labelled(cell.page, "hours", (cell.start, cell.start + explained.end()), findings)
        return
    summed = re.search(r"(?:всего|итого)\W{0,3}(\d{1,4})\s*(?:ак\w*\.?\s?)?(?:час\w*|ч)?\.?\Z", cell.said)
    if summed and cell.said == squeeze(
        cell.page.folded[cell.start : cell.end]
    ):  # «по 2 часа в неделю, всего 72»
        start = cell.page.folded.rfind(summed.group(1), cell.start, cell.end)
        read_labelled(cell.page, "hours", (start, cell.end), findings)
        return
    ratio = re.fullmatch(r"(\d{1,2}(?:[.,]\d)?)\s?(?:/|\()\s?(\d{1,4})\s?\)?", cell.said)
    if ratio and int(ratio.group(2)) >= 8 * float(
        ratio.group(1).replace(",", ".")
    ):  # "2/72": credit units and hours
        start = cell.start + cell.said.index(ratio.group(2), ratio.start(2))
        read_labelled(cell.page, "hours", (start, start + len(ratio.group(2))), findings)
        return
    read_labelled(cell.page, "hours", (cell.start, cell.end), findings)


def _form_cell(cell: Cell, columns: Columns, findings: Findings) -> None:
    text = cell.page.view[cell.start : cell.end]
    if _UNFINISHED.search(cell.said):
        findings.doubts.append("not_yet_assessed")
        return
    if columns.result:
        start, end = unquote(cell.page.view, cell.start, cell.end)
        if (
            content(text) in {"person", "date", "hours", "number", "row", "aside", "period"}
            or whole_result(cell.page.view[start:end])
            or len(text.split()) > 10
            or re.search(r"\d{3,}|\d\d\.\d\d", text)
        ):
            findings.doubts.append("form_unclear")
        else:
            findings.forms.append(cell.page.value(start, end, "table cell under a form heading"))
        return
    read_labelled(cell.page, "form", (cell.start, cell.end), findings)


def _several(cell: Cell, kind: str, columns: Columns, findings: Findings) -> bool:
    """«зачёт, 5», «34 ч / зачёт» in one cell: what has no column of its own is taken when nothing else stands there."""
    fields = split_fields(cell.page.view, cell.start, cell.end)
    if len(fields) < 2 and kind == "hours":
        return False
    inside = Findings()
    if kind == "hours" and NUMBER.match(cell.page.view[slice(*fields[0])]):
        read_labelled(cell.page, "hours", fields[0], inside)
        fields = fields[1:]
    unknown = read_fields(cell.page, fields, inside)
    said = {"hours": inside.hours, "form": inside.forms, "result": inside.results}
    stated = {name for name, values in said.items() if values}
    elsewhere = {name for name in stated - {kind} if getattr(columns, name)}
    if unknown or inside.doubts or len(stated) < 2 or elsewhere:
        return False
    findings.hours.extend(inside.hours)
    findings.forms.extend(inside.forms)
    findings.results.extend(inside.results)
    return True


def _result_cell(cell: Cell, columns: Columns, findings: Findings) -> None:
    text = cell.page.view[cell.start : cell.end]
    whole = whole_result(text) or cued_result(text)
    if not whole and _UNFINISHED.search(cell.said):
        findings.doubts.append("not_yet_assessed")
        return
    if not whole and field_is_form(text) and not findings.forms and not whole_level(text):
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
    if len(text.split()) > 8 or (
        not whole and (is_aside(text) or content(text) in {"date", "person", "hours", "row"})
    ):
        findings.doubts.append("result_unclear")
    else:
        findings.results.append(cell.page.value(start, end, "table cell under a result heading"))


def _beside(said: str) -> str | None:
    """The label of a form («Курс», «Часов (акад.)»); what the vocabulary lacks is judged as a heading is."""
    known = label_kind(said)
    return known or (heading_kind(said.rstrip(" :")) if len(said.split()) <= 6 else None)


def _beside_labels(grid: list[list[Cell]]) -> list[Course]:
    """A form of labels and values side by side: «Курс | Физика», «Часы | 68», in two columns or in four."""
    pairs = _pairs(grid)
    kinds = [kind for kind, _ in pairs]
    stated = {kind for kind in kinds if kind in {"hours", "form", "result"}}
    if len(stated) < 2 and not (stated and "title" in kinds):
        return []
    courses: list[Course] = []
    title: Value | None = None
    findings = Findings()
    for kind, cell in [*pairs, (None, None)]:
        if kind == "title" or cell is None:
            if (title and findings.kinds) or (title is None and findings.kinds >= 2):
                courses.append(findings.course(title or Value()))
            title, findings = None, Findings()
        if cell is None or _BLANK.match(cell.said) or _NOTHING_SAID.fullmatch(cell.said):
            continue
        if kind == "title":
            row = read_row(cell.page, cell.start, cell.end)
            title = replace(row[0], rule="cell beside a title label") if row else None
            findings.doubts.extend(title_doubts(str(title.value)) if title else [])
        elif kind in {"hours", "form", "result"}:
            read_labelled(cell.page, kind, (cell.start, cell.end), findings)
    return courses


def _label_inside(cell: Cell) -> tuple[str | None, Cell] | None:
    """«Объём: 72 часа» in one cell."""
    label = LABEL.match(cell.page.view, cell.start, cell.end)
    kind = _beside(fold(label.group(1))) if label else None
    if label is None or kind not in {"title", "hours", "form", "result"}:
        return None
    return kind, replace(cell, start=label.end())


def _pairs(grid: list[list[Cell]]) -> list[tuple[str | None, Cell]]:
    """Labels with the cells beside them; empty when a row of the table is none of pairs."""
    out: list[tuple[str | None, Cell]] = []
    for line in grid:
        cells = [cell for cell in line if cell.said]
        inside = [_label_inside(cell) for cell in cells]
        if inside and all(inside):
            out += [pair for pair in inside if pair]
            continue
        if len(cells) < 2:
            continue  # a caption, an empty row
        if len(cells) % 2 or len(cells) > 8:
            return []
        pairs = list(zip(cells[::2], cells[1::2], strict=True))
        known = [_beside(label.said) for label, _ in pairs]
        if len(pairs) > 1 and any(kind is None for kind in known):
            return []
        if len(pairs) > 1 and heads_columns([cell.said for cell in cells]):
            return []
        if len(pairs) > 1 and all(
            _beside(value.said) in {"title", "hours", "form", "result"} for _, value in pairs
        ):
            return []  # a row of headings
        out += [(kind, value) for kind, (_, value) in zip(known, pairs, strict=True)]
    return out
