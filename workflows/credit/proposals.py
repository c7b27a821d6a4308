"""The machine's proposal for each line: the comparison engine's frozen answer, laid beside the claimed course.

A proposal is never a decision. Only "credit" is preselected, and only where all three tests pass, the mark passes
and no mark of our own stands in that unit. What else is clear stands beside its line until a person confirms it.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from organisation import grades, profile
from organisation.profile import Profile
from records.models import CourseUnit
from workflows.credit import lines, rules, wording
from workflows.credit.comparison import Claimed, LineVerdict, Unit, compare_courses, compare_titles
from workflows.credit.models import CourseLine, CreditApplication


@cache
def prepare() -> None:
    """Load the dictionaries, two seconds once in a process; outside transactions, since SQLite has one write lock."""
    compare_titles("Физика", "Химия")


def refresh(case: CreditApplication, *, linked: bool = False) -> None:
    """Compare every line that a person has not ruled yet with the units of the student's programme.

    linked: the student has just been said; a line that was refused before gets its unit, too.
    """
    if case.programme is None:
        return
    present = [line for line in case.lines.order_by("position") if line.title]
    units = list(case.programme.units.all())
    by_key = {str(unit.pk): unit for unit in units}
    school = profile.current().credit
    answers = compare_courses(
        [claimed(line) for line in present],
        [ours(unit) for unit in units],
        school.threshold_percent,
        assessment_allowed=school.allow_assessment,
    )
    for answer in answers:
        for use in answer.sources:
            lay(case, present[use.index], answer, by_key, linked=linked)


def claimed(line: CourseLine) -> Claimed:
    """A line as the engine takes it."""
    return Claimed(
        line.title, line.hours, line.assessment_form or None, line.result or None, tuple(line.topics)
    )


def ours(unit: CourseUnit) -> Unit:
    """A course unit as the engine takes it; its primary key stands for the code, which may be empty."""
    return Unit(str(unit.pk), unit.title, unit.hours, tuple(unit.topics), tuple(unit.outcomes))


def lay(
    case: CreditApplication,
    line: CourseLine,
    answer: LineVerdict,
    by_key: dict[str, CourseUnit],
    *,
    linked: bool = False,
) -> None:
    """Keep the answer with its line; a verdict that a person has set stays."""
    line.proposal = frozen(answer)
    if linked or not line.verdict:
        line.unit = by_key.get(answer.unit or "")
    clear_credit = answer.verdict == "credited" and len(answer.sources) == 1
    if not line.verdict and clear_credit and creditable(case, line):
        line.verdict = rules.CREDITED
        line.our_result = mark(line)
    line.save()


def creditable(case: CreditApplication, line: CourseLine) -> bool:
    """Whether "credit" may be preselected."""
    return bool(mark(line)) and not line.needs_human and line.unit_id not in lines.own_marks(case)


def confirmed(line: CourseLine, ruling: dict[str, Any], school: Profile) -> dict[str, Any]:
    """The ruling as the reviewer's page sent it; where it holds no verdict, the clear proposal in its place."""
    proposed = clear(line, school)
    if ruling.get("verdict") or proposed is None or str(ruling.get("unit") or "") != str(line.unit_id or ""):
        return ruling
    return {**ruling, **proposed}


def clear(line: CourseLine, school: Profile) -> dict[str, Any] | None:
    """A proposed refusal that only has to be confirmed: {verdict, reason_code, reason_words}. None: a person judges.

    Clear is what was counted or is written in the document. A name is left to a person; where the profile allows
    assessment, too few hours or topics are not proposed as a refusal at all.
    """
    found = line.proposal or {}
    if found.get("verdict") != "refused" or line.needs_human or found.get("unit") != str(line.unit_id or ""):
        return None
    given = found.get("reasons") or []
    if not given or not {each["code"] for each in given} <= set(rules.REASON_OF):
        return None
    reason = next((each for each in given if each["code"] in rules.BARS), given[0])
    return {
        "verdict": rules.REFUSED,
        "reason_code": rules.REASON_OF[reason["code"]],
        "reason_words": wording.counted(reason, school.credit.threshold_percent),
    }


def mark(line: CourseLine) -> str:
    """The mark on our scale, empty when the scale does not know it or it fails."""
    found = grades.convert(line.result, profile.current())
    return found.ours if found is not None and found.passing else ""


def frozen(answer: LineVerdict) -> dict[str, Any]:
    """The answer in JSON, with what page and paper show of it."""
    covered = [cover for cover in answer.content if cover.by]
    return {
        **answer.as_json(),
        "name_test": {"exact": "same"}.get(answer.name, answer.name),
        "hours_percent": percent(answer.hours_ratio),
        "topics_percent": percent(answer.content_ratio),
        "topics_matched": len(covered) if answer.content else None,
        "topics_total": len(answer.content) or None,
        "content": [
            {"kind": cover.kind, "item": cover.item, "by": [shown.sentence for shown in cover.by]}
            for cover in answer.content
        ],
        "candidates": [
            {"unit": int(each.unit), "title": each.title, "name": each.name, "score": each.score}
            for each in answer.candidates
        ],
        "combined": combined(answer.sources),
    }


def combined(sources: Sequence[Any]) -> list[str]:
    """Titles of all earlier courses used together for this unit, when there are several."""
    return [use.title for use in sources] if len(sources) > 1 else []


def percent(ratio: Fraction | None) -> int | None:
    """Whole per cent, never rounded up across a threshold."""
    return None if ratio is None else int(ratio * 100)


def analysis(line: CourseLine, threshold: int) -> dict[str, Any]:
    """The machine's answer for the unit that is chosen now; counted anew when a person chose another unit."""
    proposal: dict[str, Any] = line.proposal or {}
    if line.unit is None or proposal.get("unit") == str(line.unit_id) or not line.title:
        return proposal if line.unit is not None else {}
    answers = compare_courses([claimed(line)], [ours(line.unit)], threshold)
    return frozen(answers[0]) if answers else {}


def outside(present: Sequence[CourseLine], threshold: int) -> list[CourseLine]:
    """Lines credited although a test fails: no rule covers them, a person decides (file 001, 7.3)."""
    credited = [each for each in present if each.verdict == rules.CREDITED and not each.register_number]
    return [each for each in credited if analysis(each, threshold).get("verdict") != "credited"]
