"""Rules of credit transfer, free of Django: checklists, verdicts and their reasons.

Source: regulation file 002, section 4. Clause numbers stand beside each rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

# 4.3: what an application must name for every course.
MANDATORY = ("course_title", "hours", "assessment_form", "result")

OF_THE_REGISTER = ("course_title", "result")

CREDITED, REFUSED, ASSESSMENT = "credited", "refused", "assessment"
VERDICTS = (CREDITED, REFUSED, ASSESSMENT)

# Why a line is not credited. 4.5 and 4.8: name, volume, content; the rest is proof and result.
REASONS = (
    "name",
    "hours",
    "topics",
    "name_and_topics",
    "no_evidence",
    "failed",
    "no_unit",
    "already_marked",
    "state_exam_result",
    "hours_used",
    "other",
)
MEETS = "meets"

# What the letter alone can show: such a refusal may be given before it is known whose programme is compared with.
OF_THE_LETTER = ("no_evidence", "failed", "state_exam_result", "other")

# Reasons of the comparison engine as reasons of a refusal; the first two bar a credit whatever the hours are.
BARS = ("result_failed", "state_exam")
REASON_OF = {
    "result_failed": "failed",
    "state_exam": "state_exam_result",
    "hours_below": "hours",
    "content_below": "topics",
}


@dataclass(frozen=True)
class Claim:
    """One claimed course as far as it is known; None is unknown."""

    title: str | None
    hours: int | None
    assessment_form: str | None
    result: str | None
    by_register: bool = False  # rests on the state register of gifted children (file 000, 1.1)


@dataclass(frozen=True)
class Ruling:
    """What the reviewer settled for one line."""

    position: int
    verdict: str
    unit: int | None  # key of the course unit of ours
    unit_hours: int | None
    reason_code: str = ""
    reason_words: str = ""
    result: str = ""  # the mark on our scale
    already_marked: bool = False
    choice_reason: str = ""  # why credit although a mark stands in that unit
    passing: bool | None = None  # None: the scale does not know the mark
    by_register: bool = False
    exam_result: bool = False  # what is claimed is a result of the state final assessment itself
    state_exam: bool = False  # our unit is examined at the state final assessment
    lacking: tuple[str, ...] = ()  # mandatory fields of the claimed course that are still empty


def missing(claims: Sequence[Claim]) -> list[str]:
    """Which of the mandatory four the application lacks (4.3), in their order. No course at all lacks the title.

    An achievement of the state register has neither hours nor a form of assessment.
    """
    if not claims:
        return list(MANDATORY)
    lacking = []
    for name, attribute in zip(MANDATORY, ("title", "hours", "assessment_form", "result"), strict=True):
        asked = [each for each in claims if not each.by_register or name in OF_THE_REGISTER]
        if any(getattr(claim, attribute) in (None, "") for claim in asked):
            lacking.append(name)
    return lacking


def hours_ratio(claimed: int | None, ours: int | None) -> Fraction | None:
    """Claimed hours over ours, exactly; None when either is unknown (4.5 is never passed silently)."""
    if not claimed or not ours:
        return None
    return Fraction(claimed, ours)


def reaches(ratio: Fraction | None, threshold_percent: int) -> bool | None:
    """Whether a ratio reaches the threshold (4.5: not less than); None when unknown."""
    return None if ratio is None else ratio >= Fraction(threshold_percent, 100)


def faults_of(rulings: Sequence[Ruling], *, allow_assessment: bool) -> dict[str, str]:
    """What keeps the comparison from being handed over: error code by field, empty when it is whole."""
    errors: dict[str, str] = {}
    if not rulings:
        errors["lines"] = "no_lines"
    for ruling in rulings:
        for field, code in faults_of_line(ruling, allow_assessment=allow_assessment):
            errors[f"{field}_{ruling.position}"] = code
    return errors | repeated_units(rulings)


def faults_of_line(ruling: Ruling, *, allow_assessment: bool) -> Iterable[tuple[str, str]]:
    """Errors of one line as (field, code)."""
    if ruling.verdict not in VERDICTS:
        yield "verdict", "verdict_missing"
        return
    if ruling.verdict == ASSESSMENT and not allow_assessment:
        yield "verdict", "assessment_not_allowed"
    if ruling.verdict != REFUSED and ruling.unit is None:
        yield "unit", "unit_missing"
    if ruling.verdict == CREDITED:
        yield from faults_of_credit(ruling)
    if ruling.verdict == REFUSED and not ruling.reason_code:
        yield "reason_code", "reason_missing"
    if ruling.verdict == REFUSED and not ruling.reason_words.strip():
        yield "reason_words", "words_missing"


def too_early(verdict: str, reason_code: str) -> str:
    """The field that cannot be settled before the student's programme is known; empty when the letter is enough."""
    if verdict in (CREDITED, ASSESSMENT):
        return "verdict"
    return "reason_code" if verdict == REFUSED and reason_code not in ("", *OF_THE_LETTER) else ""


def faults_of_credit(ruling: Ruling) -> Iterable[tuple[str, str]]:
    """A fail and a state exam are never credited; a unit that already has a mark needs the reviewer's reason.

    The state register counts only for subjects that the state final assessment does not examine (file 000, 1.1).
    """
    if ruling.by_register and ruling.state_exam:
        yield "unit", "register_state_exam"
    if ruling.exam_result:
        yield "verdict", "state_exam_is_never_credited"
    if ruling.lacking:
        yield "claim", "claim_incomplete"
    if ruling.passing is False:
        yield "verdict", "failed_is_never_credited"
    if not ruling.result:
        yield "result", "result_missing"
    if ruling.already_marked and not ruling.choice_reason.strip():
        yield "choice_reason", "already_marked"


def repeated_units(rulings: Sequence[Ruling]) -> dict[str, str]:
    """One unit of ours is credited at most once in a packet."""
    seen: set[int] = set()
    errors = {}
    for ruling in rulings:
        if ruling.verdict == CREDITED and ruling.unit is not None:
            if ruling.unit in seen:
                errors[f"unit_{ruling.position}"] = "unit_repeated"
            seen.add(ruling.unit)
    return errors


def overruled(proposed: str, verdict: str, reason_code: str, *, same_unit: bool) -> str:
    """Why the reviewer did not follow the computed verdict: other_unit, credited_all_the_same, assessed or the code
    of the refusal. Empty when they agree, and when the comparison left the line to a person.
    """
    if proposed in ("", "unknown"):
        return ""
    if not same_unit:
        return "other_unit"
    if proposed == verdict:
        return ""
    if verdict == REFUSED:
        return reason_code or "other"
    return "credited_all_the_same" if verdict == CREDITED else "assessed"


def outcome(verdicts: Iterable[str]) -> str:
    """The decision that the lines amount to: approve, approve_partly or refuse."""
    given = list(verdicts)
    if given and all(verdict == CREDITED for verdict in given):
        return "approve"
    if any(verdict in (CREDITED, ASSESSMENT) for verdict in given):
        return "approve_partly"
    return "refuse"


@dataclass(frozen=True)
class PlanLine:
    """One unit in an individual study plan, in academic hours."""

    unit: int
    total: int
    credited: int

    @property
    def remaining(self) -> int:
        """What is left to study."""
        return self.total - self.credited


def plan(units: Sequence[tuple[int, int]], credited: set[int]) -> list[PlanLine]:
    """The individual study plan (4.7): units as (key, hours); a credited unit is credited in full (4.5)."""
    return [PlanLine(key, hours, hours if key in credited else 0) for key, hours in units]


def balances(lines: Sequence[PlanLine], programme_hours: int) -> bool:
    """Credited plus remaining hours are the programme's total, and no part is negative."""
    whole = sum(line.credited + line.remaining for line in lines)
    return whole == programme_hours and all(line.credited >= 0 and line.remaining >= 0 for line in lines)
