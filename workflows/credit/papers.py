"""Which paper from which data: the frozen snapshot that the decision packet is rendered from.

The shape is that of fixtures/papers/credit_decision.example.json; the template reads nothing else.
"""

from datetime import date
from typing import Any

from organisation import profile
from organisation.models import User
from records.models import CourseUnit
from workflows.cases import correspondence, papers
from workflows.cases.papers import day_of
from workflows.credit import proof, proposals, rules
from workflows.credit.lines import present
from workflows.credit.models import CourseLine, CreditApplication
from workflows.credit.wording import next_steps, outcome_words, reason_sentence

DECISION = "credit_decision"
OUTCOMES = {"approve": "approved", "approve_partly": "partly_approved", "refuse": "refused"}


def decision_snapshot(
    case: CreditApplication, action: str, actor: User | None, data: dict[str, Any] | None = None
) -> dict[str, Any]:
    """Everything the packet says, frozen at the moment of decision."""
    ours = profile.current()
    lines = present(case)
    note = str((data or {}).get("note", ""))
    shown = {
        "addressee": papers.addressee(case),
        "student": student(case),
        "application": application(case),
        "outcome": OUTCOMES[action],
        "outcome_words": outcome_words([line.verdict for line in lines], action),
        "threshold_percent": ours.credit.threshold_percent,
        "lines": [line_of_table(line, action, ours.credit.threshold_percent) for line in lines],
        "plan": plan(case, lines, action),
        "next_steps": next_steps(case, lines, ours, action),
        "notes": [*proof.translations(case, ours), *([note] if note else [])],
        "executor": {
            "name": case.compared_by.display_name if case.compared_by else "",
            "phone": ours.phone,
        },
        "supersedes": None,
    }
    return papers.frame(
        case,
        "credit_decision",
        "Решение о зачёте результатов обучения",
        shown,
        filename="Решение",
        keywords=["зачёт результатов обучения"],
        signing="decision.credit",
        actor=actor,
    )


def student(case: CreditApplication) -> dict[str, Any]:
    """The student and the programme."""
    programme = {"title": case.programme.title, "hours": case.programme.hours} if case.programme else None
    return {**papers.student(case), "programme": programme}


def application(case: CreditApplication) -> dict[str, Any]:
    """When the application came and when it was whole."""
    ours = profile.current()
    letters = case.letters_in.exclude(role="application").values_list("message_id", "message__received_at")
    numbers = correspondence.numbers_of_letters(case) if letters else {}
    additions = [
        {
            "received_at": day_of(received_at, ours),
            "incoming_number": numbers.get(message, ""),
        }
        for message, received_at in letters
    ]
    return {
        "received_at": day_of(case.received_at, ours),
        "incoming_number": case.incoming_number,
        "additions": additions,
        "completed_at": day_of(case.complete_at, ours) if case.complete_at else None,
    }


def line_of_table(line: CourseLine, action: str, threshold: int) -> dict[str, Any]:
    """One row of the table of lines with its reason and the tests against our course that was chosen."""
    verdict = rules.REFUSED if action == "refuse" else line.verdict
    credited = verdict == rules.CREDITED and line.unit is not None
    tests = proposals.analysis(line, threshold)
    return {
        "n": line.position,
        "claimed": {
            "title": line.title,
            "hours": line.hours,
            "form": line.assessment_form,
            "result": line.result,
            "where": line.case.earlier_school,
        },
        "unit": {"title": line.unit.title, "hours": line.unit.hours} if line.unit else None,
        "verdict": verdict,
        "credited_hours": line.unit.hours if credited and line.unit else None,
        "result": line.our_result if credited else "",
        "assessment_until": line.assessment_until.isoformat() if line.assessment_until else None,
        "reason_code": line.reason_code or rules.MEETS,
        "reason_words": reason_sentence(line, verdict),
        "name_test": tests.get("name_test"),
        "hours_percent": tests.get("hours_percent"),
        "topics_percent": tests.get("topics_percent"),
        "topics_matched": tests.get("topics_matched"),
        "topics_total": tests.get("topics_total"),
    }


def plan_lines(
    case: CreditApplication, lines: list[CourseLine], action: str
) -> list[tuple[CourseUnit, rules.PlanLine]]:
    """The units of the programme with what this decision and earlier ones credit, in programme order."""
    units = list(case.programme.units.all()) if case.programme else []
    credited: set[int] = set()
    if action != "refuse":
        credited = {
            line.unit_id for line in lines if line.verdict == rules.CREDITED and line.unit_id is not None
        }
    if case.student is not None:
        earlier = case.student.results.standing().filter(source="credited").order_by()
        credited |= set(earlier.values_list("unit_id", flat=True))
    by_key = {unit.pk: unit for unit in units}
    return [(by_key[each.unit], each) for each in rules.plan([(u.pk, u.hours) for u in units], credited)]


def plan(case: CreditApplication, lines: list[CourseLine], action: str) -> dict[str, Any] | None:
    """Page two: the individual study plan; None when nothing is credited."""
    rows = plan_lines(case, lines, action)
    if not any(each.credited for _, each in rows):
        return None
    marks = {line.unit_id: line for line in lines}
    return {
        "lines": [
            {
                "title": unit.title,
                "total": each.total,
                "credited": each.credited,
                "remaining": each.remaining,
                "form": marks[unit.pk].our_result
                if each.credited and unit.pk in marks
                else unit.assessment_form,
                "when": "" if each.credited else _when(unit, marks.get(unit.pk)),
            }
            for unit, each in rows
        ],
        "total": sum(each.total for _, each in rows),
        "credited": sum(each.credited for _, each in rows),
        "remaining": sum(each.remaining for _, each in rows),
    }


def _when(unit: CourseUnit, line: CourseLine | None) -> str:
    until: date | None = line.assessment_until if line and line.verdict == rules.ASSESSMENT else None
    return f"до {until:%d.%m.%Y}" if until else unit.taught
