"""One row of a table whose columns are known: its course, with what is doubted or not asked for."""

import re
from dataclasses import replace

from workflows.credit.reading.fields.field import NUMBER, read_field, read_fields, read_labelled
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.forms import field_is_form
from workflows.credit.reading.fields.hours import find_hours, hours_only
from workflows.credit.reading.fields.numerals import NUMERAL, numeral
from workflows.credit.reading.fields.results import cued_result, whole_level, whole_result
from workflows.credit.reading.fields.separators import split_fields
from workflows.credit.reading.fields.titles import clean_title, is_aside, title_doubts
from workflows.credit.reading.files.contents import DITTO, content
from workflows.credit.reading.rows.row import read_row
from workflows.credit.reading.tables.cells import Cell
from workflows.credit.reading.tables.columns import Columns
from workflows.credit.reading.tables.headings import heads_columns
from workflows.credit.reading.text.folding import squeeze
from workflows.credit.reading.text.page import Span, trim, unquote
from workflows.credit.reading.values import Course, Value

_TOTAL = re.compile(
    r"(?:итого(?!в)|всего|(?:вся|весь)\s(?:программа|курс|цикл|план)(?!\w)|общ\w+ (?:объем|количество|трудоемк)|"
    r"итог\b|сумма|total|в сумме|средн\w+ балл)"
)
BLANK = re.compile(r"[\s\-—–_.]*\Z")
_NO = re.compile(r"\W*(?:нет|не\s(?:надо|нужно|прошу|требуется)|no)\W*|[-—✗✘×0]")
_REFUSED = re.compile(
    r"не\s(?:прошу|нужно|надо|зачитыва|засчитыва|перезачит)|уже\s(?:зачт|зач[её]л|засчит|перезач)|зачт[её]н\w*\s(?:ранее|в\s\d)|раньше\sзачли|"
    r"зачт[её]н\w*\s(?:у\sвас|вами|приказ)"
)
_UNFINISHED = re.compile(
    r"в\sпроцессе|ещ[её]\s(?:не|уч|ид[её]т|прохо|обуча)|не\s(?:законч|заверш|окончен|сдавал|сдан[ао]?(?!\w)\s\w|выставл)|продолжа|предстоит|планиру|"
    r"буд(?:ет|у)(?!\w)|ожида|текущ|пересда|не\sаттест|отчисл|прерван|обучается|прохожу|учусь|ид[её]т(?!\w)|сейчас|в\sработе|осваива|изучает|сдам(?!\w)|см\.|смотри"
)
NOTHING_SAID = re.compile(
    r"\W*(?:не\s(?:было|предусмотрен\w*|указан\w*|выставля\w*|ставил\w*|провод\w*|помню|знаю)|нет(?:\s(?:данных|оценки|аттестации|сведений))?|"
    r"без\s(?:оценки|отметки|аттестации)|отсутств\w+|н/д|н/а|неизвестно|\?+)\W*"
)
_FEWEST = 4  # hours of a course
_FOOT = re.compile(
    r"(?:директор|секретар|руководител|заместител|зам\.|исполнител|ответствен|педагог|учител|преподавател|подпис|м\.?\s?п|дат[аы]|"
    r"выдан|основание|приказ|протокол|телефон|тел\.|примечани|\*)"
)  # what stands below the rows of an official table


def is_total(line: list[Cell]) -> bool:
    """Whether a row sums up those above it."""
    filled = [cell.said for cell in line if not BLANK.match(cell.said)]
    return bool(filled) and bool(_TOTAL.match(filled[0]))


def course_of(line: list[Cell], columns: Columns) -> Course | None:
    """The course of a row, or None: a total, a section, a repeated heading, a row that is not asked for, a foot."""
    index = columns.title
    if index >= len(line):
        return None
    cell = line[index]
    filled = [other for other in line if not BLANK.match(other.said)]
    if (
        cell.covered
        or BLANK.match(cell.said)
        or is_total(line)
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
        if graded and not BLANK.match(graded.said) and not graded.merged:
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
    if row and columns.form and row[1].forms and not row[1].hours and not row[1].results:
        row = None  # «Химия. Решение задач» beside a column of forms
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
        if cell is None or (BLANK.match(cell.said) and not cell.merged):
            continue
        if DITTO.match(cell.said) or (cell.merged and not (kind == "form" and cell.said)):
            findings.doubts.append(f"{kind}_shared_by_rows")
            continue
        if NOTHING_SAID.fullmatch(cell.said):
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


_FULL_STOP = re.compile(r"(?:[^\W\d_]{6}|зач[её]т|[\d%)»])\.\Z")  # the shortened «удовл.» has five letters


def _ended(cell: Cell) -> Cell:
    """A cell without the marks that end its row: «зачёт;», «высокий.» but not «отл.»."""
    said = cell.page.view[cell.start : cell.end].rstrip(" ;,")
    said = said[:-1] if _FULL_STOP.search(said) else said
    return Cell(cell.page, cell.start, cell.start + len(said))


def _form_cell(cell: Cell, columns: Columns, findings: Findings) -> None:
    cell = _ended(cell)
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
    cell = _ended(cell)
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
