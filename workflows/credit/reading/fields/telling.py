"""What a stretch of running text says of hours, form and result."""

import re
from dataclasses import dataclass

from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.forms_told import FormFound, find_forms
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.results import find_results
from workflows.credit.reading.text.page import Page, Span
from workflows.credit.reading.values import Value


@dataclass(frozen=True)
class _Atom:
    start: int
    end: int
    kind: str


def find_atoms(page: Page, start: int, end: int) -> list[_Atom]:
    text = page.view[start:end]
    atoms = [_Atom(start + one.start, start + one.end, "hours") for one in find_hours(text)]
    atoms += [_Atom(start + one.start, start + one.end, "result") for one in find_results(text)]
    atoms += [_Atom(start + one.start, start + one.end, "form") for one in find_forms(text)]
    return sorted(atoms, key=lambda atom: atom.start)


def gather_told(page: Page, start: int, end: int, findings: Findings, skip: Span) -> None:
    text = page.view
    for low, high in ((start, min(skip[0], end)), (max(skip[1], start), end)):
        if low >= high:
            continue
        for hours in find_hours(text[low:high]):
            value = Value(
                hours.value,
                page.text[low + hours.start : low + hours.end],
                page.source(low + hours.start, low + hours.end),
                hours.rule,
                hours.value is not None,
            )
            findings.hours.append((hours, value))
        results = find_results(text[low:high])
        for result in results:
            findings.doubts.extend([result.doubt] if result.doubt else [])
            value = page.value(low + result.start, low + result.end, result.rule)
            findings.results.append(
                Value(None, value.as_written, value.source, value.rule) if result.doubt else value
            )
        for form in _labelled_first(page, low, high, find_forms(text[low:high])):
            findings.forms.append(page.value(low + form[0], low + form[1], "form in a sentence"))


_FORM_LABEL = re.compile(
    r"(?:форм\w+|вид)(?:\s(?:промежуточной|итоговой))?\s(?:аттестации|контроля|отчетности)\s*(?:[:—-]|"
    r"был\w*|это)?\s*(?P<form>[^,.;()\n]{3,70})"
)


def _labelled_first(page: Page, low: int, high: int, found: list[FormFound]) -> list[Span]:
    label = _FORM_LABEL.search(page.folded[low:high])
    if label:
        return [] if re.match(r"(?:не\s|нет(?!\w)|отсутств)", label.group("form")) else [label.span("form")]
    return [(one.start, one.end) for one in found]


def clear_kind(findings: Findings, kind: str) -> None:
    if kind == "hours":
        findings.hours.clear()
    elif kind == "form":
        findings.forms.clear()
    else:
        findings.results.clear()
