"""The lines of an application: replaced when a person confirms them, ruled when the reviewer decides."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from organisation import grades, profile
from records.models import CourseUnit
from workflows.cases.door import Invalid
from workflows.credit import rules, scans
from workflows.credit.comparison import failed, of_state_exam
from workflows.credit.models import CourseLine, CreditApplication

# Refusals, whole or half typed, that no course of ours has a part in.
OF_THE_LETTER = Q(verdict=rules.REFUSED, reason_code__in=("", *rules.OF_THE_LETTER))
CLAIM_FIELDS = ("title", "hours", "assessment_form", "result")


def present(case: CreditApplication) -> list[CourseLine]:
    """The lines with their units, and the programme with its own, read once for all that a decision says of them."""
    units = CourseLine.objects.select_related("unit")
    prefetch_related_objects([case], Prefetch("lines", units), "programme__units")
    return list(case.lines.all())


def replace(case: CreditApplication, given: Sequence[dict[str, Any]]) -> None:
    """Put these claimed courses in place of the old ones: [{title, hours, assessment_form, result, topics?}].

    Invalid names the field and the line: nothing is replaced then.
    """
    cleaned = [_claim(position, each) for position, each in enumerate(given, start=1)]
    if not cleaned:
        raise Invalid({"lines": "no_lines"})
    before = {line.position: line for line in case.lines.all()}
    read = list(case.scans.select_related("document"))
    case.lines.all().delete()
    for position, values in enumerate(cleaned, start=1):
        old = before.get(position)
        kept = {
            name: old.sources[name]
            for name in CLAIM_FIELDS
            if old is not None and name in old.sources and getattr(old, name) == values[name]
        }
        sources = {**scans.sources_of(read, values), **kept}
        CourseLine.objects.create(case=case, position=position, sources=sources, **values)


def _claim(position: int, given: dict[str, Any]) -> dict[str, Any]:
    hours = given.get("hours")
    try:
        whole = int(str(hours).strip()) if hours not in (None, "") else None
    except ValueError:
        raise Invalid({f"hours_{position}": "hours_not_a_number"}) from None
    if whole is not None and not 0 < whole < 10_000:
        raise Invalid({f"hours_{position}": "hours_out_of_range"})
    return {
        "title": str(given.get("title") or "").strip()[:400],
        "hours": whole,
        "assessment_form": str(given.get("assessment_form") or "").strip()[:160],
        "result": str(given.get("result") or "").strip()[:120],
        "register_number": str(given.get("register_number") or "").strip()[:100],
        "topics": [str(topic)[:300] for topic in given.get("topics") or []][:200],
    }


def rule(case: CreditApplication, given: Sequence[dict[str, Any]]) -> None:
    """Set verdicts: [{position, verdict, unit?, reason_code?, reason_words?, result?, assessment_until?, …}].

    Half a line may be saved: what is still missing is said when the comparison is handed over.
    """
    by_position = {line.position: line for line in case.lines.all()}
    for each in given:
        line = by_position.get(int(each.get("position", 0)))
        if line is None:
            raise Invalid({"lines": "line_unknown"})
        if "unit" in each:
            line.unit = _unit(case, line.position, each["unit"])
        if "verdict" in each:
            line.verdict = each["verdict"] if each["verdict"] in rules.VERDICTS else ""
        for name in ("reason_code", "reason_words", "choice_reason"):
            if name in each:
                setattr(line, name, str(each[name] or "").strip())
        if case.programme_id is None and (field := rules.too_early(line.verdict, line.reason_code)):
            raise Invalid({f"{field}_{line.position}": "student_first"})
        if line.verdict == rules.CREDITED:
            line.reason_code = line.reason_words = ""  # typed for a refusal that was thought better of
        if "assessment_until" in each:
            line.assessment_until = _day(line.position, each["assessment_until"])
        line.our_result = _mark(line, str(each.get("result") or line.our_result or ""))
        line.save()


def _unit(case: CreditApplication, position: int, key: Any) -> CourseUnit | None:
    """A unit of the student's own programme, by its primary key or its code."""
    if key in (None, ""):
        return None
    units = CourseUnit.objects.filter(programme=case.programme)
    text = str(key)
    found = units.filter(code=text).first() or (
        units.filter(pk=int(text)).first() if text.isdigit() else None
    )
    if found is None:
        raise Invalid({f"unit_{position}": "unit_unknown"})
    return found


def _day(position: int, value: Any) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Invalid({f"assessment_until_{position}": "not_a_date"}) from None


def _mark(line: CourseLine, chosen: str) -> str:
    """The mark on our scale: what the reviewer chose, else the profile's conversion of what was earned."""
    if chosen:
        return chosen.strip()
    if line.verdict != rules.CREDITED:
        return ""
    found = grades.convert(line.result, profile.current())
    return found.ours if found is not None and found.passing else ""


def rulings(case: CreditApplication) -> list[rules.Ruling]:
    """The lines as the rules take them, with what the records know of each unit."""
    ours = profile.current()
    marked = own_marks(case)
    found = []
    for line in case.lines.select_related("unit"):
        grade = grades.convert(line.result, ours)
        found.append(
            rules.Ruling(
                position=line.position,
                verdict=line.verdict,
                unit=line.unit_id,
                unit_hours=line.unit.hours if line.unit else None,
                reason_code=line.reason_code,
                reason_words=line.reason_words,
                result=line.our_result,
                already_marked=line.unit_id in marked,
                choice_reason=line.choice_reason,
                passing=grade.passing if grade else False if failed(line.result) else None,
                exam_result=of_state_exam(line.title, line.assessment_form, line.result),
                by_register=bool(line.register_number),
                state_exam=bool(line.unit and line.unit.state_exam),
                lacking=tuple(rules.missing([line.claim])),
            )
        )
    return found


def own_marks(case: CreditApplication) -> dict[int, str]:
    """Units in which the student already has a mark: key -> mark. Those lines stop with a warning."""
    if case.student is None or case.programme is None:
        return {}
    results = case.student.results.standing().filter(
        unit__programme=case.programme, kind__in=("interim", "final", "state")
    )
    return {result.unit_id: result.value for result in results}
