"""Writing an individual study plan (4.7)."""

from collections.abc import Sequence

from organisation.models import User
from records.models import CourseUnit, StudyPlan, StudyPlanLine
from workflows.credit import rules
from workflows.credit.models import CreditApplication


def write(
    case: CreditApplication, actor: User | None, rows: Sequence[tuple[CourseUnit, rules.PlanLine]]
) -> StudyPlan | None:
    """The student's next plan; the earlier ones stay readable. None, and nothing written: the hours do not balance."""
    plan = [each for _, each in rows]
    if case.student is None or case.programme is None or not rules.balances(plan, case.programme.hours):
        return None
    latest = StudyPlan.objects.filter(student=case.student).order_by("-number").first()
    made = StudyPlan.objects.create(
        student=case.student,
        programme=case.programme,
        number=latest.number + 1 if latest else 1,
        case_number=case.number,
        made_by=actor,
    )
    StudyPlanLine.objects.bulk_create(
        StudyPlanLine(
            plan=made,
            unit=unit,
            total=each.total,
            credited=each.credited,
            remaining=each.remaining,
            assessment=unit.assessment_form if each.remaining else "",
            when=unit.taught if each.remaining else "",
        )
        for unit, each in rows
    )
    return made
