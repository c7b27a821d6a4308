"""One unit with the courses laid beside it: name, volume, content, result, and the verdict that follows.

Regulation 002, section 4: a course is credited when its name coincides or is very close in meaning and both
its volume and its content match at least the threshold. What is not stated is unknown and never passes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workflows.credit.comparison import content
from workflows.credit.comparison.verdicts import Claimed, Cover, Reason, Relation, Unit, Verdict

_FAILED = re.compile(
    r"не\s*з[ао]ч[её]?т\w*|незач\w*|не\s?уд\w*|не\s*сда\w+|не\s*аттест\w*|не\s*освое\w*|не\s*выполн\w*|н/а|не\s*яв\w*|"
    r"[12](?:\s*\(.*\))?|f|fx|fail\w*|not\s+passed|ne?zachet",
    re.IGNORECASE,
)
_STATE_EXAM = re.compile(
    r"\b(?:ЕГЭ|ОГЭ|ГВЭ|ГИА)\b|государственн\w+\s+(?:итогов\w+\s+аттестаци\w+|экзамен\w*)|"
    r"(?:единый|основной)\s+государственный\s+экзамен",
    re.IGNORECASE,
)


_PREPARING = re.compile(
    r"(?:подготов\w*|готов\w+)\s+к\s+(?:сдаче\s+)?(?:ЕГЭ|ОГЭ|ГВЭ|ГИА|(?:един\w+|основн\w+)\s+государственн\w+\s+экзамен\w*|"
    r"государственн\w+\s+(?:итогов\w+\s+аттестаци\w+|экзамен\w*))",
    re.IGNORECASE,
)


def failed(result: str) -> bool:
    """Whether a result as written is a fail on any scale that we know."""
    return _FAILED.fullmatch(result.strip(" .")) is not None


def of_state_exam(*written: str | None) -> bool:
    """Whether title, form or result name a state exam itself; a course that prepares for one is a course."""
    return _STATE_EXAM.search(_PREPARING.sub(" ", " ".join(each or "" for each in written))) is not None


@dataclass(frozen=True)
class Rules:
    """What the profile says: the threshold as an exact share, and whether assessed recognition is offered."""

    threshold: Fraction
    assessment_allowed: bool = False


@dataclass(frozen=True)
class Trial:
    """The three tests of one unit with some claimed courses. `decisive` are the reasons of the verdict."""

    verdict: Verdict
    hours_ratio: Fraction | None
    content_ratio: Fraction | None
    findings: tuple[Reason, ...]
    decisive: tuple[Reason, ...]
    content: tuple[Cover, ...]


def share(threshold: int | float | str | Fraction) -> Fraction:
    """75, "75", 0.75 and Fraction(3, 4) are one threshold. ValueError outside 0..100 %."""
    value = threshold if isinstance(threshold, Fraction) else Fraction(str(threshold))
    value = value / 100 if value > 1 else value
    if not 0 < value <= 1:
        raise ValueError(f"threshold {threshold} is no share between 0 and 100 %")
    return value


def hold(unit: Unit, sources: Sequence[tuple[int, Claimed]], name: Relation, rules: Rules) -> Trial:
    """Lay courses beside a unit. The name was tested before; a different one refuses by itself."""
    claimed = [each for _, each in sources]
    hours_ratio, hours = _hours(unit, claimed, rules)
    covers, content_ratio, matter = _content(unit, sources, rules)
    named = Reason(f"name_{name}")
    results = _results(claimed)
    findings = (named, hours, matter, *results)
    verdict = _verdict(findings, rules)
    decisive = tuple(reason for reason in findings if _KIND.get(reason.code, "fine") == _DECIDED_BY[verdict])
    if verdict == "refused":
        barred = tuple(reason for reason in findings if _KIND.get(reason.code) in ("barred", "below"))
        decisive = barred
    return Trial(verdict, hours_ratio, content_ratio, findings, decisive, covers)


_KIND = {
    "name_different": "barred",
    "result_failed": "barred",
    "state_exam": "barred",
    "hours_below": "below",
    "content_below": "below",
    "hours_unknown": "open",
    "unit_hours_unknown": "open",
    "topics_unknown": "open",
    "unit_topics_unknown": "open",
    "result_unknown": "open",
}
_DECIDED_BY: dict[Verdict, str] = {
    "credited": "fine",
    "unknown": "open",
    "assessment": "below",
    "refused": "barred",
}


def _verdict(findings: Sequence[Reason], rules: Rules) -> Verdict:
    kinds = {_KIND.get(reason.code, "fine") for reason in findings}
    if "barred" in kinds:
        return "refused"
    if "below" in kinds:
        return "assessment" if rules.assessment_allowed else "refused"
    return "unknown" if "open" in kinds else "credited"


def _hours(unit: Unit, claimed: Sequence[Claimed], rules: Rules) -> tuple[Fraction | None, Reason]:
    """All hours of the earlier courses over ours, exactly."""
    if not unit.hours or unit.hours < 0:
        return None, Reason("unit_hours_unknown")
    if any(not each.hours or each.hours < 0 for each in claimed):
        return None, Reason("hours_unknown")
    theirs = sum(each.hours or 0 for each in claimed)
    ratio = Fraction(theirs, unit.hours)
    code = "hours_enough" if ratio >= rules.threshold else "hours_below"
    return ratio, Reason(code, {"theirs": theirs, "ours": unit.hours})


def _content(
    unit: Unit, sources: Sequence[tuple[int, Claimed]], rules: Rules
) -> tuple[tuple[Cover, ...], Fraction | None, Reason]:
    covers = content.cover(unit, sources)
    ratio = content.ratio(covers)
    if ratio is None:
        return covers, None, Reason("unit_topics_unknown")
    silent = [claimed.title for _, claimed in sources if not any(map(str.strip, claimed.topics))]
    if len(silent) == len(sources):
        return covers, None, Reason("topics_unknown", {"titles": silent})
    params = {"covered": sum(bool(each.by) for each in covers), "items": len(covers)}
    if ratio >= rules.threshold:
        return covers, ratio, Reason("content_enough", params)
    if silent:
        return covers, ratio, Reason("topics_unknown", {"titles": silent})
    missing = [each.item for each in covers if not each.by]
    return covers, ratio, Reason("content_below", {**params, "missing": missing})


def _results(claimed: Sequence[Claimed]) -> tuple[Reason, ...]:
    """A failing result is never credited, a state exam never internally; an unstated result stays open."""
    reasons = []
    for each in claimed:
        result = (each.result or "").strip()
        if of_state_exam(each.title, each.assessment_form, result):
            reasons.append(Reason("state_exam", {"title": each.title}))
        if not result:
            reasons.append(Reason("result_unknown", {"title": each.title}))
        elif failed(result):
            reasons.append(Reason("result_failed", {"title": each.title, "result": result}))
        if not (each.assessment_form or "").strip():
            reasons.append(Reason("form_unknown", {"title": each.title}))
    return tuple(reasons)
