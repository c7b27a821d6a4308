"""Lines that hold only values, below the name they belong to."""

import re

from workflows.credit.reading.fields.field import read_fields
from workflows.credit.reading.fields.findings import Findings
from workflows.credit.reading.fields.hours import find_hours
from workflows.credit.reading.fields.separators import split_fields
from workflows.credit.reading.rows.row import is_sure_form, only_values
from workflows.credit.reading.text.page import ITEM, Page, Span


def between_values(page: Page, lines: list[Span], index: int, number: int) -> bool:
    """«- тетрадь находок» between «- 72 часа» and «- 5», all further in than the name: a value that is not known."""
    if number < index + 2 or number + 1 >= len(lines):
        return False
    levels = [
        level(page, line) for line in (lines[index], lines[number - 1], lines[number], lines[number + 1])
    ]
    marker = ITEM.match(page.view, *lines[number])
    text = page.view[marker.end() if marker else lines[number][0] : lines[number][1]]
    after = ITEM.match(page.view, *lines[number + 1])
    low = after.end() if after else lines[number + 1][0]
    return (
        levels[0][0] < levels[1][0]
        and levels[1] == levels[2] == levels[3]
        and len(text.split()) <= 5
        and text[:1].islower()
        and only_values(page, low, lines[number + 1][1])
    )


def value_line(page: Page, lines: list[Span], index: int) -> bool:
    """A line of values; «Игра на гитаре» behind an empty line and over hours only sounds like a form."""
    start, end = lines[index]
    if not only_values(page, start, end):
        return False
    findings = Findings()
    read_fields(page, split_fields(page.view, start, end), findings)
    above = page.view[:start].rstrip(" ")
    first = not above.strip() or above.endswith(("\n\n", ":\n"))
    following = page.view[slice(*lines[index + 1])] if index + 1 < len(lines) else ""
    over_hours = bool(find_hours(following)) and page.view[end : lines[index + 1][0]].count("\n") == 1
    named = findings.kinds == 1 and findings.forms and not is_sure_form(page.view[start:end])
    return not (named and first and over_hours)


def only_fields(page: Page, line: Span) -> bool:
    """«72 ч, выставка, 5»: two values or three and nothing else."""
    findings = Findings()
    unknown = read_fields(page, split_fields(page.view, *line), findings)
    by_place = (
        len(unknown) == 1
        and bool(findings.hours and findings.results)
        and page.view[unknown[0][0]].islower()
        and len(page.view[slice(*unknown[0])].split()) <= 5
    )  # «72 ч, тетрадь находок, 5»
    return (not unknown or by_place) and findings.kinds >= 2


def level(page: Page, line: Span) -> tuple[int, str]:
    """How far an item is set in and the kind of its mark."""
    marker = ITEM.match(page.view, *line)
    inset = line[0] - page.view.rfind("\n", 0, line[0])
    return inset, re.sub(r"\w+", "1", marker.group().strip()) if marker else ""
