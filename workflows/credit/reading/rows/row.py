"""One delimited row: «Title, 72 ч., зачёт, зачтено».

The first field is the title; it reaches to the separator before the first field that is certainly hours, a form or
a result."""

import re

from workflows.credit.reading.fields.field import NUMBER, fits, form_as_label, read_field, read_fields
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.form_by_place import after_name, may_be_form
from workflows.credit.reading.fields.forms import is_passed
from workflows.credit.reading.fields.hours import find_hours, hours_only
from workflows.credit.reading.fields.results import whole_result
from workflows.credit.reading.fields.separators import LABEL, plain_kind, split_fields
from workflows.credit.reading.fields.titles import clean_title, is_aside, title_doubts
from workflows.credit.reading.rows.left_over import bare_numbers, level_at_end, take_by_place
from workflows.credit.reading.text.folding import fold, squeeze
from workflows.credit.reading.text.page import Page, Span, trim
from workflows.credit.reading.text.vocabulary import is_told, label_kind
from workflows.credit.reading.values import Value

_QUOTED = re.compile(r"\s*(?:«[^«»]+»|\"[^\"]+\")\s*")


_ANOTHER = re.compile(
    r"(?:(?:и|а также)\s)?(?:«[^«»]+»|\"[^\"]+\")(?:\s(?:и|а также)\s(?:«[^«»]+»|\"[^\"]+\"))?[\s.]*"
)


_ORDER_ALONE = re.compile(
    r"(?:(?:перв|втор|трет|четверт|пят|шест|последн|друг|одн|во-перв|во-втор|в-треть?)\w{1,3}|один)(?:\s(?:курс|предмет|кружок|модуль|дисциплина|программа))?|(?:19|20)\d\d(?:\s?[/—-]\s?\d\d(?:\d\d)?)?(?:\s?(?:уч\w*\.?\s)?г(?:од\w?|г)?\.?)?|"
    r"(?:\d{1,2}|[ivx]{1,4})(?:-?[йяе])?\s(?:семестр|класс|курс|четверть|полугодие|год)"
)


_MOST_ROWS = 30  # a higher number before a name counts no rows


def read_row(page: Page, start: int, end: int) -> tuple[Value, Findings, list[Span]] | None:
    """One delimited row: its title, its findings and the fields that say nothing known; None without a
    title."""
    aside = _LAST_BRACKET.search(page.view[start:end])
    if aside and aside.start() and is_aside(aside.group("said")):
        end = start + aside.start()  # «… — отлично (педагог Ю. Р. Клим, 2025)»
    fields, unsaid = split_fields(page.view, start, end), False
    while len(fields) > 2 and NUMBER.match(page.view[slice(*fields[0])]):
        fields, unsaid = fields[1:], int(page.view[slice(*fields[0])].strip(" .")) > _MOST_ROWS
    while len(fields) > 2 and _ORDER_ALONE.fullmatch(page.folded[slice(*fields[0])]):
        fields = fields[1:]  # «первый — «Лепка» — 72 часа», «2024 год — Лепка — …»
    if (
        len(fields) > 1
        and _value_alone(page.view[slice(*fields[0])])
        and not plain_kind(page.view[slice(*fields[1])])
    ):
        fields = [*fields[1:], fields[0]]  # «72 ч — Лепка — зачёт»
    if label_kind(fold(page.view[slice(*fields[0])])) in {"hours", "form", "result"}:
        return None  # «Промежуточная аттестация — защита работы» is a value with its label, not a course
    first = next(
        (index for index in range(1, len(fields)) if _starts_values(page, fields, index)), len(fields)
    )
    first = _whole_name(page, fields, first)
    by_place = fields[first - 1] if _form_behind_name(page, fields, first) else None
    fields, first = (fields[: first - 1] + fields[first:], first - 1) if by_place else (fields, first)
    named = next((index for index in range(1, first) if is_aside(page.view[slice(*fields[index])])), first)
    title_start, title_end = fields[0][0], _past_bracket(page.view, fields[0][0], fields[named - 1][1])
    beside: list[Span] = []
    if first > 1 and _QUOTED.fullmatch(page.view[slice(*fields[0])]):
        if any(_ANOTHER.fullmatch(page.folded[slice(*field)]) for field in fields[1:first]):
            return None  # «Лепка», «Батик» и «Гончарное дело»: several courses, whatever follows
        level = any(_QUALIFIER.match(page.folded[slice(*field)]) for field in fields[1:first])
        beside = [] if level else fields[1:first]
        title_end = title_end if level else fields[0][1]
    findings = Findings(doubts=["hours_without_unit"] if unsaid else [])
    inner = find_hours(page.view[title_start:title_end])
    if inner and (first == 1 or first == len(fields)):
        hours_at = title_start + inner[0].start
        read_field(page, hours_at, title_end, findings)
        title_end = trim(page.view, title_start, _before_preposition(page.view, title_start, hours_at))[1]
    low, high = clean_title(page.view, title_start, title_end)
    if low >= high or is_told(page.folded[low:high]):
        return None  # «По плану на неё отведено 58 часов» says more of a course, and names none
    unknown = read_fields(page, fields[first:], findings)
    if by_place:
        take_by_place(page, by_place, findings)
    level_at_end(page, fields, unknown, findings)
    bare_numbers(page, unknown, findings)
    if (
        not findings.forms
        and len(findings.results) == 2
        and fold(str(findings.results[0].value)).strip(".") in {"зач", "зачт"}
    ):
        findings.forms.append(findings.results.pop(0))  # «зач., зачтено»: the form, then the result
    if 0 < first < len(fields) and _may_go_on(page, fields, first):
        findings.doubts.append("title_unclear")
    title = page.value(low, high, "title of a row")
    findings.doubts.extend(title_doubts(squeeze(page.text[low:high])))
    if len(findings.forms) == 2 and not findings.results and is_passed(findings.forms[1].as_written):
        findings.results.append(findings.forms.pop())  # «тест, зачёт»
    told = all(is_aside(page.view[slice(*field)]) for field in fields[named:first])
    if first > 1 and not beside and (not told or _joined_titles(page.view, fields[:named])):
        findings.doubts.append("title_may_be_several")
    return title, findings, unknown


def _past_bracket(text: str, start: int, end: int) -> int:
    """Where a name ends whose last words stand in brackets that were opened for a value."""
    shut = text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")"
    return end + shut


def _whole_name(page: Page, fields: list[Span], first: int) -> int:
    """What sounds like a form or a result still belongs to the name when the row says another one and this stands
    behind the only full stop («Химия. Решение задач, 48 часов, тест»), in the comma part of a name that a stronger
    mark ends («Закупки: план, исполнение — 40 ч — тест») or in its brackets («Слесарь (3 разряд), 144 ч, тест, 5»)."""
    if not 1 <= first < len(fields):
        return first
    said = page.view[slice(*fields[first])]
    kind = plain_kind(said)
    if kind not in {"form", "result"} or _SURE_FORM.fullmatch(fold(said)) or label_kind(fold(said)):
        return first
    if plain_kind(page.view[slice(*fields[0])]):
        return first  # «Трудоёмкость 38 часов, аттестация — тест»: no name begins here
    kinds = [plain_kind(page.view[slice(*field)]) for field in fields[first + 1 :]]
    marks = [page.view[one[1] : other[0]].strip() for one, other in zip(fields, fields[1:], strict=False)]
    others = [page.view[slice(*field)] for field in fields[first + 1 :]]
    by_place = kind == "form" and any(plain_kind(each) is None and may_be_form(each) for each in others)
    if kind not in kinds and not by_place:
        return first
    if marks[first - 1] == "(" and marks[first : first + 1] and marks[first].startswith(")"):
        return first + 1
    inside = set(marks[:first]) <= {",", ":"} and marks[first : first + 1] and marks[first] in _STRONG
    if inside and kind == "form":
        return first + 1
    stop = marks[first - 1] == "." and "." not in marks[first:] and said[0].isupper()
    stopped = stop or (kinds[:1] == ["hours"] and marks[first - 1] == ".")
    return first + 1 if stopped and not re.search(r"\d", said) else first


_STRONG = frozenset(("—", "–", "-", ";", "|", "/", "//", "::", ":"))


def _may_go_on(page: Page, fields: list[Span], first: int) -> bool:
    """«Химия. Решение задач, 72 ч, 5»: what stands behind the only full stop may be of the name."""
    said = page.view[slice(*fields[first])]
    stopped = page.view[fields[first - 1][1] : fields[first][0]].strip() == "."
    return stopped and said[:1].isupper() and plain_kind(said) == "form" and not is_sure_form(said)


def opens_with_value(page: Page, start: int, end: int) -> bool:
    """Whether a line opens with a value, labelled or bare, and with no name before it."""
    first = page.view[slice(*split_fields(page.view, start, end)[0])]
    hours = find_hours(first)
    return labelled(page, start, end) or (
        plain_kind(first) is not None
        and (not hours or not _HOURS_LED.sub("", fold(first[: hours[0].start]) + " ").strip())
    )


def labelled(page: Page, start: int, end: int) -> bool:
    """«- объём: 72 часа», «- объём — 72 часа» under a name: a value with its label, not an item of its own."""
    label = LABEL.match(page.view[start:end])
    if form_as_label(page.view[start:end]):
        return True
    first = fold(page.view[slice(*split_fields(page.view, start, end)[0])])
    return any(
        label_kind(said) in {"hours", "form", "result"}
        for said in ([fold(label.group(1))] if label else []) + [first]
    )


def only_values(page: Page, start: int, end: int) -> bool:
    """Whether a line holds values and at most one thing besides."""
    fields = split_fields(page.view, start, end)
    findings = Findings()
    known = [field for field in fields if read_field(page, *field, findings)]
    return bool(known) and len(known) >= len(fields) - 1 and page.view[start:end].count(" ") < 14


_SURE_FORM = re.compile(r"\W*(?:(?:диф\w*\.?\s?)?зачет|экзамен)\W*")


_HOURS_LED = re.compile(r"\s*(?:(?:в\s)?объ?ем\w*|всего|трудоемкость)\s?[:—-]?\s")


def is_sure_form(text: str) -> bool:
    """Whether words can only be a form: «зачёт», «экзамен»."""
    return bool(_SURE_FORM.fullmatch(fold(text)))


def _value_alone(text: str) -> bool:
    """A field that cannot be a name: certain hours, a mark in words, an examination."""
    said = (
        whole_result(text) is not None and not re.search(r"\d", text) and len(text.strip()) > 4
    )  # «Хор» is a choir
    labelled_hours = _HOURS_LED.match(fold(text))
    if labelled_hours and hours_only(text[labelled_hours.end() :]):
        return True  # «объём: 72 ч — Лепка — …»
    return hours_only(text) or said or bool(_SURE_FORM.fullmatch(fold(text)))


def _before_preposition(text: str, start: int, end: int) -> int:
    match = re.search(
        r"[\s,:—(-]*(?:(?<!\w)(?:по|в объеме|в объёме|объемом|объёмом|объем|объём|на|всего|трудоемкостью|"
        r"трудоёмкостью))?[\s:—(-]*\Z",
        text[start:end],
    )
    return start + match.start() if match else end


def _starts_values(page: Page, fields: list[Span], index: int) -> bool:
    text = page.view[slice(*fields[index])]
    if plain_kind(text) or _ABOUT_A_NUMBER.match(fold(text)):
        return True
    label = None if re.search(r"\d", text) else label_kind(fold(text))  # «ч. 1» is a part of a book
    if (
        label in {"hours", "form", "result"}
        and index + 1 < len(fields)
        and fits(label, page.view[slice(*fields[index + 1])])
    ):
        return True
    probe = Findings()
    return bool(NUMBER.match(text)) or (read_field(page, *fields[index], probe) and probe.kinds > 0)


def _form_behind_name(page: Page, fields: list[Span], first: int) -> bool:
    others = [page.view[slice(*field)] for field in fields[first:]]
    forms = [said for said in others if plain_kind(said) == "form"]
    return after_name(page, fields, first, has_form=bool(forms) and not _passed_last(others))


def _passed_last(said: list[str]) -> bool:
    """«… — 72 ч — зачёт»: what a row ends with, where no other field of it is a result."""
    return is_passed(said[-1]) and not any(whole_result(each) for each in said)


_LAST_BRACKET = re.compile(r"\s*\((?P<said>[^()]*)\)[\s.,;]*\Z")
_ABOUT_A_NUMBER = re.compile(r"\s*(?:то ли|не то|либо|или|около|примерно|порядка|где-то)\s\d")
_QUALIFIER = re.compile(
    r"\s*(?:\d|[ivx]+\b|част\w|уров\w|модул\w|раздел|ступен|класс|курс|семестр|год|базов|углубл|профильн|"
    r"начальн|продвинут|продолж|теори|практик|для |в |на |с |и |как|или|a[12]\b|b[12]\b|c[12]\b|level|part)"
)


def _joined_titles(text: str, fields: list[Span]) -> bool:
    """Whether commas inside the title may separate several courses rather than belong to one name."""
    for (_, end), (start, stop) in zip(fields, fields[1:], strict=False):
        if text[end:start].strip() == "," and not _QUALIFIER.match(fold(text[start:stop])):
            return True
    return False
