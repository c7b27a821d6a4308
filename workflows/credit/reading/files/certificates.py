"""A certificate as text: «прошла обучение по программе», on the lines below it the name, then hours and result."""

import re

from workflows.credit.reading.fields.field import read_fields
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.separators import LABEL, split_fields
from workflows.credit.reading.fields.titles import clean_title, running_title_doubts, title_doubts
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import NON_EMPTY, Page, Span, trim
from workflows.credit.reading.text.vocabulary import label_kind
from workflows.credit.reading.values import Course

MOST_LINES = 4  # of one name
_CUE = re.compile(
    r"(?<!\w)(?:программ[еыу]|курс[ауе]?|модул[ьюя]|дисциплин[еыу]|практик[уие]|course|program(?:me)?|module)\s*[:—-]?\s*\Z"
)
_PASSED = re.compile(
    r"прош[её]?л|освоил|окончил|закончил|обучени|обучал|изучил|сертификат|удостоверени|свидетельств|completed|passed|finished|attended|certif"
)
_ENDS = re.compile(
    r"(?:в\sобъ[её]ме|объ[её]м|итог|форм[аы]\s|с\s\d|в\sпериод|период|дата|результат|оценка|рег|срок|сроки|г\.|\d)"
)


def read_certificate(page: Page) -> list[Course]:
    """The course of a certificate whose name stands on lines of its own; empty when it is written in another way."""
    lines = [trim(page.text, *match.span()) for match in NON_EMPTY.finditer(page.text)]
    said = [fold(page.text[slice(*line)]) for line in lines]
    cues = [number for number, each in enumerate(said) if _CUE.search(each)]
    if len(cues) != 1 or not any(_PASSED.search(each) for each in said[: cues[0] + 1]):
        return []
    first = cues[0] + 1
    last = next((number for number in range(first, len(said)) if _ends(said[number])), len(said))
    if not first < last <= first + MOST_LINES or last == len(said):
        return []
    title_span = clean_title(page.text, lines[first][0], lines[last - 1][1])
    title = page.value(*title_span, "lines below «программа» of a certificate")
    findings = Findings()
    for line in lines[last:]:
        read_fields(page, _fields(page, line), findings)
    findings.doubts.extend([*title_doubts(str(title.value)), *_name_doubts(page, title_span)])
    return [findings.course(title)]


def _fields(page: Page, line: Span) -> list[Span]:
    return split_fields(page.text, *line)


def _name_doubts(page: Page, span: Span) -> list[str]:
    quoted = page.text[: span[0]].endswith(("«", '"'))
    return running_title_doubts(page.text[slice(*span)], quoted)


def _ends(said: str) -> bool:
    label = LABEL.match(said)
    return bool(_ENDS.match(said) or find_hours(said) or (label and label_kind(fold(label.group(1)))))
