"""Reading one course out of one delimited piece of text: «Title, 72 ч., зачёт, зачтено».

The first field is the title; it reaches to the separator before the first field that is certainly hours, a form or
a result. Two different values of one kind make that kind doubtful.
"""

import re
from dataclasses import dataclass, field

from workflows.credit.reading.folding import fold, squeeze
from workflows.credit.reading.forms import field_is_form, find_forms
from workflows.credit.reading.hours import HoursFound, find_hours
from workflows.credit.reading.page import Page, Span, trim
from workflows.credit.reading.results import find_results, whole_result
from workflows.credit.reading.titles import clean_title, title_doubts
from workflows.credit.reading.values import Course, Value
from workflows.credit.reading.vocabulary import label_kind

_SEPARATOR = re.compile(
    r"[ ]*[;|\t\n]+[ ]*|(?<=[»\"]):[ ]+|[ ]+[-—]+[ ]*|(?<=[\w»\")])—[ ]*|(?<=[\w»\")])-[ ]+|,[ ]+|,(?=[^\d\s])|(?<=\d\d),(?=\d)|\.[ ]+(?=[А-ЯЁA-Z«\"])|[ ]{3,}|[ ]+/+[ ]+|[ ]*→[ ]*|[ ]*=[ ]+"
)
_LABEL = re.compile(r"\s*([^:=]{1,60}?)\s*[:=]\s*(?=\S)")
_SPACED_LABEL = re.compile(r"\s*((?:[\w.()/-]+\s+){1,4})(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,4})\s*\.?\s*\Z")
_HARMLESS = re.compile(
    r"(?:[«\"]|.*\b(?:класс|кл|школ\w*|лице\w*|гимнази\w*|центр\w*|дом\w*|колледж\w*|институт\w*|университет\w*|академи\w*|кванториум\w*|сириус\w*|платформ\w*|онлайн|преподавател\w*|"
    r"учител\w*|педагог\w*|год\w*|г|семестр\w*|четверт\w*|полугоди\w*|справк\w*|сертификат\w*|диплом\w*|свидетельств\w*|документ\w*|удостоверени\w*|\d{4})\b)"
)


@dataclass
class Findings:
    """What one piece of text says of hours, form and result, before contradictions are judged."""

    hours: list[tuple[HoursFound, Value]] = field(default_factory=list)
    forms: list[Value] = field(default_factory=list)
    results: list[Value] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> int:
        """How many of hours, form, result were said at all."""
        return bool(self.hours) + bool(self.forms) + bool(self.results)

    def course(self, title: Value, doubts: list[str] | None = None) -> Course:
        """The course these findings make; what contradicts itself is left empty."""
        found = [*(doubts or []), *self.doubts]
        hours = _one_hours(self.hours, found)
        form = _one(self.forms, "form_contradictory", found)
        result = _one(self.results, "result_contradictory", found)
        return Course(title, hours, form, result, tuple(dict.fromkeys(found)))


def _one(values: list[Value], code: str, doubts: list[str]) -> Value:
    distinct = {fold(str(value.value)) for value in values}
    if len(distinct) > 1:
        doubts.append(code)
        return Value(None, values[0].as_written, values[0].source, values[0].rule)
    return values[0] if values else Value()


def _one_hours(found: list[tuple[HoursFound, Value]], doubts: list[str]) -> Value:
    sure = [(one, value) for one, value in found if one.value is not None]
    totals = [pair for pair in sure if pair[0].total]
    chosen = totals if len({one.value for one, _ in totals}) == 1 else sure
    if len({one.value for one, _ in chosen}) == 1:
        shared = any(one.doubt == "hours_shared" for one, _ in found)
        if not shared:
            return chosen[0][1]
    if not found:
        return Value()
    unsure = [one.doubt for one, _ in found if one.doubt and one.doubt != "lessons_not_hours"]
    doubts.append(unsure[0] if unsure else "hours_contradictory" if sure else "lessons_not_hours")
    first = found[0][1]
    return Value(None, first.as_written, first.source, first.rule)


def split_fields(text: str, start: int, end: int) -> list[Span]:
    """The fields of text[start:end): split at separators outside quotes; brackets that hold values are opened."""
    spans: list[Span] = []
    guarded = _guarded(text, start, end)
    begin = start
    for match in _SEPARATOR.finditer(text, start, end):
        if any(low <= match.start() < high for low, high in guarded):
            continue
        spans.append((begin, match.start()))
        begin = match.end()
    spans.append((begin, end))
    spans[:1] = _open_colon(text, *spans[0])
    opened = [piece for span in spans for piece in _open_bracket(text, *span)]
    return [trimmed for trimmed in (trim(text, *span) for span in opened) if trimmed[0] < trimmed[1]]


def _guarded(text: str, start: int, end: int) -> list[Span]:
    return [match.span() for match in re.finditer(r"«[^»\n]{1,300}»|\"[^\"\n]{1,300}\"|\([^()\n]{1,200}\)", text[:end]) if match.start() >= start]


def _open_colon(text: str, start: int, end: int) -> list[Span]:
    """«Химия: зачёт» is a name and a value; «Искусство: рисунок и живопись» is one name."""
    place = text.rfind(": ", start, end)
    if place > start and _plain_kind(text[place + 2 : end]) and not label_kind(fold(text[start:place])):
        return [(start, place), (place + 2, end)]
    return [(start, end)]


def _open_bracket(text: str, start: int, end: int) -> list[Span]:
    match = re.search(r"\(([^()]*)\)[ .,]*\Z", text[start:end])
    if not match or match.start() == 0 or whole_result(text[start:end]):
        return [(start, end)]
    inner = (start + match.start(1), start + match.end(1))
    pieces = split_fields(text, *inner)
    known = [piece for piece in pieces if _plain_kind(text[slice(*piece)])]
    if not known or text[start : start + match.start()].rstrip().endswith(("е.", "ЗЕТ", "зет", "единицы", "единиц")):
        return [(start, end)]
    return [(start, start + match.start()), *pieces]


def _plain_kind(text: str) -> str | None:
    if find_hours(text):
        return "hours"
    label = _LABEL.match(text)
    if label and label_kind(fold(label.group(1))) in {"hours", "form", "result"}:
        return label_kind(fold(label.group(1)))
    if whole_result(text):
        return "result"
    return "form" if field_is_form(text) else None


def read_fields(page: Page, fields: list[Span], findings: Findings) -> list[Span]:
    """Classify every field into `findings`; returns the fields that were nothing known."""
    unknown: list[Span] = []
    index = 0
    while index < len(fields):
        start, end = fields[index]
        label = label_kind(fold(page.view[start:end]))
        following = fields[index + 1] if index + 1 < len(fields) else None
        if label in {"hours", "form", "result"} and following and _fits(label, page.view[slice(*following)]):
            read_labelled(page, label, following, findings)
            index += 2
            continue
        if not read_field(page, start, end, findings):
            unknown.append((start, end))
        index += 1
    return unknown


def _fits(label: str, text: str) -> bool:
    if label == "form":
        return not whole_result(text) and not find_hours(text)
    if label == "result":
        return not find_hours(text) and not field_is_form(text)
    return bool(_NUMBER.match(text) or find_hours(text))


def read_field(page: Page, start: int, end: int, findings: Findings) -> bool:
    """Read one field that is not the title; False when it says nothing known."""
    text = page.view[start:end]
    for pattern in (_LABEL, _SPACED_LABEL):
        match = pattern.match(text)
        while match:
            label = label_kind(fold(match.group(1)))
            rest = (start + match.end(), end)
            if re.search(r"\d", match.group(1)):
                break  # a value, not a label: «72 ч экзамен»
            if label in {"hours", "form", "result"} and _fits(label, page.view[slice(*rest)]):
                if pattern is _LABEL or _plain_kind(page.view[slice(*rest)]) or label == "hours":
                    read_labelled(page, label, rest, findings)
                    return True
            shorter = match.group(1).rsplit(None, 1)[0] if pattern is _SPACED_LABEL and len(match.group(1).split()) > 1 else ""
            match = re.compile(r"\s*(" + re.escape(shorter) + r"\s+)").match(text) if shorter else None
    return _unlabelled(page, start, end, findings)


def read_labelled(page: Page, label: str, span: Span, findings: Findings) -> None:
    """Read a value whose label (hours, form, result) is known."""
    start, end = trim(page.view, *span)
    while end > start and page.view[end - 1] in ".;,":
        if page.view[end - 1] == "." and re.search(r"(?:\b(?:ч|час|отл|хор|удовл|уд|зач|экз|контр|диф)|балл)\.\Z", fold(page.view[start:end])):
            break
        end -= 1
    text = page.view[start:end]
    if not text:
        return
    if label == "hours":
        add_hours(page, start, end, findings, labelled=True)
    elif label == "form":
        _labelled_form(page, start, end, findings)
    else:
        whole = whole_result(text)
        low, high = (start + whole[0], start + whole[1]) if whole else (start, end)
        if whole or len(text.split()) <= 6:
            findings.results.append(page.value(low, high, "labelled result"))
        else:
            found = find_results(text)
            findings.results.extend(page.value(start + one.start, start + one.end, one.rule) for one in found if not one.doubt)
            findings.doubts.extend([] if found else ["result_unclear"])


def _labelled_form(page: Page, start: int, end: int, findings: Findings) -> None:
    cut = _result_tail(page.view[start:end])
    if cut:
        form_end, low, high = cut
        findings.forms.append(page.value(*unquote(page.view, start, start + form_end), "labelled form"))
        findings.results.append(page.value(start + low, start + high, "result after form"))
    elif len(page.view[start:end].split()) <= 9:
        findings.forms.append(page.value(*unquote(page.view, start, end), "labelled form"))
    else:
        findings.doubts.append("form_unclear")


def _unlabelled(page: Page, start: int, end: int, findings: Findings) -> bool:
    text = page.view[start:end]
    if find_hours(text):
        return _hours_field(page, start, end, findings)
    whole = whole_result(text)
    if whole:
        findings.results.append(page.value(start + whole[0], start + whole[1], "result field"))
        return True
    if field_is_form(text):
        cut = _result_tail(text)
        form_end = start + cut[0] if cut else end
        findings.forms.append(page.value(*unquote(page.view, *_strip_dot(page.view, start, form_end)), "form field"))
        if cut:
            findings.results.append(page.value(start + cut[1], start + cut[2], "result after form"))
        return True
    said = find_results(text)
    for one in said:
        findings.results.append(page.value(start + one.start, start + one.end, one.rule))
        findings.doubts.extend([one.doubt] if one.doubt else [])
    return bool(said)


def _hours_field(page: Page, start: int, end: int, findings: Findings) -> bool:
    found = find_hours(page.view[start:end])
    add_hours(page, start, end, findings)
    edges = [start, *(place for one in found for place in (start + one.start, start + one.end)), end]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        low, high = trim(page.view, low, high)
        piece = page.view[low:high].strip(" .,()")
        if len(piece) > 1 or piece.isdigit():
            offset = page.view.index(piece, low)
            if _plain_kind(piece) in {"form", "result"}:
                _unlabelled(page, offset, offset + len(piece), findings)
            elif low >= start + found[0].end:
                _told(page, offset, offset + len(piece), findings)
    return True


def _told(page: Page, start: int, end: int, findings: Findings) -> None:
    """Words after the hours in one field: «(36 часов) с оценкой «отлично» по итогам защиты проекта»."""
    text = page.view[start:end]
    for said in find_results(text):
        findings.results.append(page.value(start + said.start, start + said.end, said.rule))
        findings.doubts.extend([said.doubt] if said.doubt else [])
    findings.forms.extend(page.value(start + one.start, start + one.end, "form in a sentence") for one in find_forms(text))


def _result_tail(text: str) -> tuple[int, int, int] | None:
    """Where a form field ends and the result in its tail stands: «экзамен на 5», «зачёт (зачтено)»."""
    for match in re.finditer(r"[\s(:—-]+(?:на\s+|оценка\s+|результат\s+)?(?=[\w«\"])", text):
        whole = whole_result(text[match.end() :])
        if whole and match.start() > 0 and field_is_form(text[: match.start()]):
            return match.start(), match.end() + whole[0], match.end() + whole[1]
    return None


def _strip_dot(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " .,;!" and not re.search(r"\b(?:зач|экз|контр|практ|тест|кр|раб)\.\Z", fold(text[start:end])):
        end -= 1
    return start, end


def unquote(text: str, start: int, end: int) -> Span:
    """[start, end) without a pair of quotes that encloses all of it."""
    start, end = trim(text, start, end)
    pairs = {"«": "»", '"': '"', "“": "”", "„": "“", "'": "'"}
    if end - start > 2 and pairs.get(text[start]) == text[end - 1] and text[start:end].count(text[end - 1]) <= 2:
        return trim(text, start + 1, end - 1)
    return start, end


def add_hours(page: Page, start: int, end: int, findings: Findings, *, labelled: bool = False) -> None:
    """Add the workload said in [start, end); a bare number counts only when a label or a column says hours."""
    text = page.view[start:end]
    before = page.view[max(0, start - 40) : start] if not labelled else ""
    found = [one for one in find_hours(before + text) if one.end > len(before)]
    for one in found:
        low, high = start + max(0, one.start - len(before)), start + one.end - len(before)
        said = page.text[low:high]
        value = Value(one.value, said, page.source(low, high), one.rule, one.value is not None)
        findings.hours.append((one, value))
    bare = _NUMBER.match(text)
    if labelled and not found and bare:
        number = int(bare.group(1))
        doubt = "" if number else "hours_not_a_whole_number"
        low, high = start + bare.start(1), start + bare.end(1)
        one = HoursFound(low, high, number or None, doubt, rule="number under an hours label")
        findings.hours.append((one, Value(one.value, page.text[low:high], page.source(low, high), one.rule, not doubt)))
    elif labelled and not found and text.strip(" -—"):
        findings.doubts.append("hours_unclear")


def read_row(page: Page, start: int, end: int) -> tuple[Value, Findings, list[Span]] | None:
    """One delimited row: its title, its findings and the fields that say nothing known; None without a title."""
    fields = split_fields(page.view, start, end)
    if not fields:
        return None
    first = next((index for index in range(1, len(fields)) if _starts_values(page, fields, index)), len(fields))
    title_start, title_end = fields[0][0], fields[first - 1][1]
    findings = Findings()
    inner = find_hours(page.view[title_start:title_end])
    if inner and (first == 1 or first == len(fields)):
        hours_at = title_start + inner[0].start
        read_field(page, hours_at, title_end, findings)
        title_end = trim(page.view, title_start, _before_preposition(page.view, title_start, hours_at))[1]
    low, high = clean_title(page.view, title_start, title_end)
    if low >= high:
        return None
    unknown = read_fields(page, fields[first:], findings)
    _bare_numbers(page, unknown, findings)
    if not findings.forms and len(findings.results) == 2 and fold(str(findings.results[0].value)).strip(".") in {"зач", "зачт"}:
        findings.forms.append(findings.results.pop(0))  # «зач., зачтено»: the form, then the result
    title = page.value(low, high, "title of a row")
    findings.doubts.extend(title_doubts(squeeze(page.text[low:high])))
    if first > 1 and _joined_titles(page.view, fields[:first]):
        findings.doubts.append("title_may_be_several")
    return title, findings, unknown


def _before_preposition(text: str, start: int, end: int) -> int:
    match = re.search(r"[\s,:—(-]*(?:(?<!\w)(?:по|в объеме|в объёме|объемом|объёмом|объем|объём|на|всего|трудоемкостью|трудоёмкостью))?[\s:—(-]*\Z", text[start:end])
    return start + match.start() if match else end


def _starts_values(page: Page, fields: list[Span], index: int) -> bool:
    text = page.view[slice(*fields[index])]
    if _plain_kind(text):
        return True
    label = label_kind(fold(text))
    if label in {"hours", "form", "result"} and index + 1 < len(fields) and _fits(label, page.view[slice(*fields[index + 1])]):
        return True
    probe = Findings()
    return bool(_NUMBER.match(text)) or (read_field(page, *fields[index], probe) and probe.kinds > 0)


def _bare_numbers(page: Page, unknown: list[Span], findings: Findings) -> None:
    """A number without a unit: points when it ends the row after hours and form, otherwise a doubt."""
    for start, end in list(unknown):
        bare = _NUMBER.match(page.view[start:end])
        if not bare:
            if not findings.forms and not _HARMLESS.match(fold(page.view[start:end])) and findings.hours and findings.results:
                findings.doubts.append("form_unclear")
            continue
        unknown.remove((start, end))
        if findings.hours and findings.forms and not findings.results and int(bare.group(1)) <= 100:
            findings.results.append(page.value(start + bare.start(1), start + bare.end(1), "points at the end of a row"))
        elif not findings.hours:
            findings.doubts.append("hours_without_unit")


_QUALIFIER = re.compile(
    r"\s*(?:\d|[ivx]+\b|част\w|уров\w|модул\w|раздел|ступен|класс|курс|семестр|год|базов|углубл|профильн|начальн|продвинут|продолж|теори|практик|для |в |на |с |и |как|или|a[12]\b|b[12]\b|c[12]\b|level|part)"
)


def _joined_titles(text: str, fields: list[Span]) -> bool:
    """Whether commas inside the title may separate several courses rather than belong to one name."""
    for (_, end), (start, stop) in zip(fields, fields[1:], strict=False):
        if text[end:start].strip() == "," and not _QUALIFIER.match(fold(text[start:stop])):
            return True
    return False
