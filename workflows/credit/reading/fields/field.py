"""What one field of a row says: hours, a form, a result, with or without its label («форма: зачёт»)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from workflows.credit.reading.fields.absence import is_absent, says_nothing
from workflows.credit.reading.fields.findings import Findings, with_points
from workflows.credit.reading.fields.forms import field_is_form, is_form_name, is_passed, led_form
from workflows.credit.reading.fields.forms_told import find_forms
from workflows.credit.reading.fields.hours import HoursFound, find_hours, is_part
from workflows.credit.reading.fields.numerals import NUMERAL, numeral
from workflows.credit.reading.fields.results import cued_result, find_results, whole_result
from workflows.credit.reading.fields.separators import LABEL, plain_kind
from workflows.credit.reading.people.names import find_names
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import Page, Span, trim, unquote
from workflows.credit.reading.text.vocabulary import label_kind
from workflows.credit.reading.values import Value

_LABEL_WORD = re.compile(r"[\w.()/-]+\s+")
_OF_WHICH = re.compile(r"[,;(]?\s*(?:из\s(?:них|которых)|в\sтом\sчисле|в\sт\.\s?ч\.?|включая)(?!\w)", re.I)
_IN_WORDS = re.compile(rf"\s*({NUMERAL})\s*\Z")
NUMBER = re.compile(r"\s*(\d{1,4})\s*\.?\s*\Z")


def read_fields(page: Page, fields: list[Span], findings: Findings) -> list[Span]:
    """Classify every field into `findings`; returns the fields that were nothing known."""
    unknown: list[Span] = []
    index = 0
    while index < len(fields):
        start, end = fields[index]
        said = fold(page.view[start:end])
        label = None if re.search(r"\d", said) else label_kind(said)
        following = fields[index + 1] if index + 1 < len(fields) else None
        if label in {"hours", "form", "result"} and following and fits(label, page.view[slice(*following)]):
            read_labelled(page, label, following, findings)
            index += 2
            continue
        if not read_field(page, start, end, findings):
            unknown.append((start, end))
        index += 1
    findings.results[:] = with_points(page, findings.results)
    return unknown


def fits(label: str, text: str) -> bool:
    if label == "form":
        return not whole_result(text) and not find_hours(text)
    if label == "result":
        said = bool(whole_result(text)) or is_passed(text)
        return not find_hours(text) and (said or not field_is_form(text))
    return bool(NUMBER.match(text) or _IN_WORDS.match(fold(text)) or find_hours(text))


def read_field(page: Page, start: int, end: int, findings: Findings) -> bool:
    """Read one field besides the title; False when it says nothing known."""
    if says_nothing(page.view[start:end]):
        return True
    for label, offset, marked in _labels(page.view[start:end]):
        said = page.view[start + offset : end]
        if marked and is_absent(said):
            return True
        if not marked and is_part(page.view[start:end]):
            continue
        if fits(label, said) and (marked or label == "hours" or plain_kind(said)):
            read_labelled(page, label, (start + offset, end), findings)
            return True
    return _unlabelled(page, start, end, findings)


def _labels(text: str) -> Iterator[tuple[str, int, bool]]:
    """Labels that may open a field: (label, where its value begins, whether a colon marks it), longest first."""
    marked = LABEL.match(text)
    words = list(_LABEL_WORD.finditer(text))[:4]
    candidates = [(marked.group(1), marked.end(), True)] if marked else []
    candidates += [(text[: word.end()], word.end(), False) for word in reversed(words)]
    for said, offset, by_colon in candidates:
        label = (
            label_kind(fold(said)) if not re.search(r"\d", said) else None
        )  # «72 ч экзамен» opens with a value
        if label in {"hours", "form", "result"}:
            yield label, offset, by_colon


def read_labelled(page: Page, label: str, span: Span, findings: Findings) -> None:
    """Read a value whose label (hours, form, result) is known."""
    start, end = trim(page.view, *span)
    while end > start and page.view[end - 1] in ".;,":
        if page.view[end - 1] == "." and re.search(
            r"(?:\b(?:ч|час|отл|хор|удовл|уд|зачт?|экз|контр|диф)|балл)\.\Z", fold(page.view[start:end])
        ):
            break
        end -= 1
    text = page.view[start:end]
    if not re.search(r"\w", text) or is_absent(text):
        return
    if label == "hours":
        add_hours(page, start, end, findings, labelled=True)
    elif label == "form" and not (whole_result(text) and not field_is_form(text)):
        _labelled_form(page, start, end, findings)
    else:
        whole = whole_result(text) or whole_result(re.split(r"[.;!](?:\s|\Z)", text)[0])
        low, high = (start + whole[0], start + whole[1]) if whole else (start, end)
        if whole or (len(text.split()) <= 6 and not find_names(text)):
            findings.results.append(page.value(low, high, "labelled result"))
        else:
            found = find_results(text)
            findings.results.extend(
                page.value(start + one.start, start + one.end, one.rule) for one in found if not one.doubt
            )
            findings.doubts.extend([] if found else ["result_unclear"])


def _labelled_form(page: Page, start: int, end: int, findings: Findings) -> None:
    cut, cued = _result_tail(page.view[start:end]), cued_result(page.view[start:end])
    if cued:  # «аттестация: оценка «хорошо»»
        findings.results.append(page.value(start + cued[0], start + cued[1], "labelled result"))
    elif cut:
        form_end, low, high = cut
        findings.forms.append(page.value(*unquote(page.view, start, start + form_end), "labelled form"))
        findings.results.append(page.value(start + low, start + high, "result after form"))
    elif len(page.view[start:end].split()) <= 9:
        findings.forms.append(page.value(*unquote(page.view, start, end), "labelled form"))
    else:
        findings.doubts.append("form_unclear")


def form_as_label(text: str) -> int:
    """Where the result begins in «итоговый экзамен: 91 балл», where the form is the label of its result; else 0."""
    marked = LABEL.match(text)
    return (
        marked.end()
        if marked
        and is_form_name(marked.group(1))
        and (whole_result(text[marked.end() :]) or is_passed(text[marked.end() :]))
        else 0
    )


def _unlabelled(page: Page, start: int, end: int, findings: Findings) -> bool:
    text = page.view[start:end]
    led_by = form_as_label(text)
    if led_by:
        low, high = whole_result(text[led_by:]) or (0, len(text[led_by:].rstrip(" .;,")))
        name = LABEL.match(text)
        assert name is not None
        findings.forms.append(
            page.value(start + name.start(1), start + name.end(1), "form as the label of its result")
        )
        findings.results.append(page.value(start + led_by + low, start + led_by + high, "result field"))
        return True
    if find_hours(text):
        return _hours_field(page, start, end, findings)
    whole = whole_result(text)
    if whole:
        findings.results.append(page.value(start + whole[0], start + whole[1], "result field"))
        return True
    led = led_form(text)
    start, text = start + led, text[led:]
    role = _IN_ROLE.search(fold(text))
    end, text = (start + role.start(), text[: role.start()]) if role else (end, text)
    if field_is_form(text):
        cut = _result_tail(text)
        form_end = start + cut[0] if cut else end
        findings.forms.append(
            page.value(*unquote(page.view, *_strip_dot(page.view, start, form_end)), "form field")
        )
        if cut:
            findings.results.append(page.value(start + cut[1], start + cut[2], "result after form"))
        return True
    said = bool(find_results(text))
    if said:
        _told(page, start, end, findings)
    return said


# «соревнования в качестве аттестации»: what stands before is the form.
_IN_ROLE = re.compile(
    r"[\s,(]+(?:в\s(?:качестве|виде|роли)|вместо)\s(?:\w+\s)?(?:аттестаци|зачет|экзамен|контрол|итогов)\w*[\s).]*\Z"
)


def _hours_field(page: Page, start: int, end: int, findings: Findings) -> bool:
    found = find_hours(page.view[start:end])
    add_hours(page, start, end, findings)
    edges = [start, *(place for one in found for place in (start + one.start, start + one.end)), end]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        low, high = trim(page.view, low, high)
        piece = page.view[low:high].strip(" .,()")
        if len(piece) > 1 or piece.isdigit():
            offset = page.view.index(piece, low)
            if _PART_OF_HOURS.fullmatch(fold(piece)) and low < start + found[-1].start:
                continue  # «лекции 34 ч + практикум 34 ч, всего 68 ч»
            if _DONE.fullmatch(fold(piece)) and low < start + found[0].start:
                continue  # «освоено 72 часа»: how many, and not with what result
            if plain_kind(piece) in {"form", "result"}:
                _unlabelled(page, offset, offset + len(piece), findings)
            elif low >= start + found[0].end:
                _told(page, offset, offset + len(piece), findings)
    return True


_DONE = re.compile(r"(?:освоен|пройден|сдан|выполнен|изучен|отработан)[аоы]?")
_PART_OF_HOURS = re.compile(
    r"\W*(?:лекци\w*|практи\w*|семинар\w*|теори\w*|заняти\w*|самостоятельн\w+(?:\sработ\w*)?|урок\w*)\W*"
)


def _told(page: Page, start: int, end: int, findings: Findings) -> None:
    """Words after the hours in one field: «(36 часов) с оценкой «отлично» по итогам защиты проекта»."""
    text = page.view[start:end]
    for said in find_results(text):
        value = page.value(start + said.start, start + said.end, said.rule)
        findings.results.append(replace(value, value=None, trusted=False) if said.doubt else value)
        findings.doubts.extend([said.doubt] if said.doubt else [])
    findings.forms.extend(
        page.value(start + one.start, start + one.end, "form in a sentence") for one in find_forms(text)
    )


_TAIL = re.compile(
    r"[\s,;(:—-]+(?:(?:сда[нл]\w*|сдавал\w*|прош[её]?л\w*|пройден\w*|защищ[её]н\w*|написан\w*|выполнен\w*)\s+)?"
    r"(?:на\s+|оценка\s+|с\s(?:оценкой|отметкой)\s+|(?:с\s)?(?:результат|итог)(?:ом)?\s+)?(?=[\w«\"])"
)


def is_form_with_result(text: str) -> bool:
    """Whether a text is a form with its result behind it: «экзамен, 5», «зачёт (зачтено)»."""
    return _result_tail(text) is not None


def _result_tail(text: str) -> tuple[int, int, int] | None:
    """Where a form field ends and the result in its tail stands: «экзамен на 5», «зачёт (зачтено)»."""
    for match in _TAIL.finditer(text):
        whole = whole_result(text[match.end() :])
        if fold(match.group()).strip().startswith("с о") and fold(text[: match.start()]).endswith("зачет"):
            continue  # «зачёт с оценкой» is a form of its own
        if whole and match.start() > 0 and field_is_form(text[: match.start()]):
            return match.start(), match.end() + whole[0], match.end() + whole[1]
    return None


def _strip_dot(text: str, start: int, end: int) -> Span:
    while (
        end > start
        and text[end - 1] in " .,;!"
        and not re.search(r"\b(?:зач|экз|контр|практ|кр|раб)\.\Z", fold(text[start:end]))
    ):
        end -= 1
    return start, end


def add_hours(page: Page, start: int, end: int, findings: Findings, *, labelled: bool = False) -> None:
    """Add the workload said in
    [start, end); a bare number counts only when a label or a column says hours."""
    text = page.view[start:end]
    before = page.view[max(0, start - 40) : start] if not labelled else ""
    found = [one for one in find_hours(before + text) if one.end > len(before)]
    for one in found:
        low, high = start + max(0, one.start - len(before)), start + one.end - len(before)
        said = page.text[low:high]
        value = Value(one.value, said, page.source(low, high), one.rule, one.value is not None)
        findings.hours.append((one, value))
    bare = NUMBER.match(_OF_WHICH.split(text)[0]) or _IN_WORDS.match(fold(text))
    if labelled and not found and bare:
        number = int(bare.group(1)) if bare.group(1).isdigit() else numeral(bare.group(1)) or 0
        doubt = "" if number else "hours_not_a_whole_number"
        low, high = start + bare.start(1), start + bare.end(1)
        one = HoursFound(low, high, number or None, doubt, rule="number under an hours label")
        findings.hours.append(
            (one, Value(one.value, page.text[low:high], page.source(low, high), one.rule, not doubt))
        )
    elif labelled and not found and text.strip(" -—"):
        findings.doubts.append("hours_unclear")
