"""What the known fields of a row leave over: a bare number, a level of a language, words in the place of the form."""

from workflows.credit.reading.fields.field import NUMBER
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.form_by_place import HARMLESS, may_be_form
from workflows.credit.reading.fields.forms import WEAK, is_passed
from workflows.credit.reading.fields.results import whole_level
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import Page, Span, trim


def level_at_end(page: Page, fields: list[Span], unknown: list[Span], findings: Findings) -> None:
    """«экзамен, B2»: a level of a language right behind the form, where the row says no other result."""
    for start, end in unknown:
        index = fields.index((start, end))
        if not whole_level(page.view[start:end]) or findings.results or not findings.forms:
            continue
        last = bool(findings.hours) and (start, end) == fields[-1]
        if last or any(form.source and form.source.start >= fields[index - 1][0] for form in findings.forms):
            low, high = trim(page.view, start, end)
            high -= len(page.view[low:high]) - len(page.view[low:high].rstrip(' .,;!)»"'))
            low += len(page.view[low:high]) - len(page.view[low:high].lstrip(' («"'))
            findings.results.append(page.value(low, high, "level after the form"))
            unknown.remove((start, end))
            return


def _form_by_place(page: Page, start: int, end: int, findings: Findings) -> bool:
    """«72 часа — наблюдательный дневник — отлично»: what stands between hours and result is the form, for a person to
    confirm."""
    hours = [one.source.end for _, one in findings.hours if one.source]
    results = [one.source.start for one in findings.results if one.source]
    between = bool(hours and results) and max(hours) <= start and end <= min(results)
    if _before_passed(findings, start, end) and may_be_form(page.view[start:end]):
        take_by_place(page, (start, end), findings)
        return True
    if findings.forms or not between or not may_be_form(page.view[start:end]):
        return False
    findings.forms.append(page.value(start, end, "between hours and result"))
    if page.folded[start:end].strip(" .") not in WEAK:  # «мастер-класс»
        findings.doubts.append("form_unclear")
    return True


def _before_passed(findings: Findings, start: int, end: int) -> bool:
    """«72 часа — роспись блюда — зачёт»: «зачёт» may be what came of it."""
    hours = [one.source.end for _, one in findings.hours if one.source]
    forms = [one for one in findings.forms if one.source and one.source.start >= end]
    passed = len(forms) == len(findings.forms) == 1 and is_passed(forms[0].as_written)
    return passed and not findings.results and bool(hours) and max(hours) <= start


def take_by_place(page: Page, span: Span, findings: Findings) -> None:
    """The field behind the name as the form, for a person to confirm."""
    if len(findings.forms) == 1 and not findings.results and is_passed(findings.forms[0].as_written):
        findings.results.append(findings.forms.pop())
    if not findings.forms:
        findings.forms.append(page.value(*span, "between name and values"))
    findings.doubts.append("form_unclear")


def bare_numbers(page: Page, unknown: list[Span], findings: Findings) -> None:
    """A number without a unit: points when it ends the row after hours and form, otherwise a doubt."""
    for start, end in list(unknown):
        bare = NUMBER.match(page.view[start:end])
        if not bare:
            if _form_by_place(page, start, end, findings):
                continue
            if (
                not findings.forms
                and not HARMLESS.match(fold(page.view[start:end]))
                and findings.hours
                and findings.results
            ):
                findings.doubts.append("form_unclear")
            continue
        unknown.remove((start, end))
        if findings.hours and findings.forms and not findings.results and int(bare.group(1)) <= 100:
            findings.results.append(
                page.value(start + bare.start(1), start + bare.end(1), "points at the end of a row")
            )
        elif not findings.hours:
            findings.doubts.append("hours_without_unit")
