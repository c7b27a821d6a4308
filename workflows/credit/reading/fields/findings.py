"""What a piece of text says of hours, form and result, and the course that it makes."""

import re
from dataclasses import dataclass, field

from workflows.credit.reading.fields.hours import HoursFound
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.morphology import is_nominative, stems
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.values import Course, Value


def with_points(page: Page, results: list[Value]) -> list[Value]:
    """«зачтено, 85 %»: a word and the points that explain it are one result."""
    for word, points in zip(results, results[1:], strict=False):
        if not word.source or not points.source or re.search(r"\d", word.as_written):
            continue
        between = page.view[word.source.end : points.source.start].strip()
        if between == "," and re.search(r"\d.*(?:%|балл|процент|\sиз\s)", points.as_written):
            said = page.value(word.source.start, points.source.end, "result with its points")
            return [said if each is word else each for each in results if each is not points]
    return results


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
        form = _one(_once(self.forms), "form_contradictory", found)
        result = _one(self.results, "result_contradictory", found)
        return Course(title, hours, form, result, tuple(dict.fromkeys(found)))


def _once(forms: list[Value]) -> list[Value]:
    """«закончили выставкой», «форма аттестации — выставка»: one form in two cases is said once, by its name."""
    said = [
        frozenset().union(*(stems(word) for word in re.findall(r"[а-я]{3,}", fold(each.as_written))))
        for each in forms
    ]
    if len(forms) != 2 or not said[0] or said[0] != said[1]:
        return forms
    named = [each for each in forms if all(is_nominative(word) for word in fold(each.as_written).split()[:1])]
    return named[:1] or forms[:1]


def _one(values: list[Value], code: str, doubts: list[str]) -> Value:
    distinct = {fold(str(value.value)) for value in values}
    if len(distinct) > 1:
        doubts.append(code)
        return Value(None, values[0].as_written, values[0].source, values[0].rule)
    return values[0] if values else Value()


def _one_hours(found: list[tuple[HoursFound, Value]], doubts: list[str]) -> Value:
    sure = [(one, value) for one, value in found if one.value is not None]
    totals = [pair for pair in sure if pair[0].total]
    summed = len({one.value for one, _ in totals}) == 1
    chosen = totals if summed else sure
    if len({one.value for one, _ in chosen}) == 1:
        shared = not summed and any(one.doubt == "hours_shared" for one, _ in found)
        if not shared:
            return chosen[0][1]
    if not found:
        return Value()
    unsure = [one.doubt for one, _ in found if one.doubt and one.doubt != "lessons_not_hours"]
    doubts.append(unsure[0] if unsure else "hours_contradictory" if sure else "lessons_not_hours")
    first = found[0][1]
    return Value(None, first.as_written, first.source, first.rule)
