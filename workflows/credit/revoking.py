"""What a revoked decision leaves behind: its credited results count no longer, and the study plan is counted anew."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from organisation.models import User
from records.models import Result, StudyPlan, Withdrawal
from workflows.credit import papers, plans
from workflows.credit.models import CreditApplication

PLAN = "plan_to_check"  # code in Case.needs_human
WORDS = "Результаты, которые были зачтены этим решением, больше не считаются зачтёнными."


def withdraw(case: CreditApplication, actor: User | None, paper: str, reason: str) -> list[Withdrawal]:
    """Withdraw the results that the case credited: further rows beside them, each with the reason and the journal."""
    standing = Result.objects.standing().filter(
        case_number=case.number, source=Result.Source.CREDITED, student=case.student
    )
    now = timezone.now()
    made = [
        Withdrawal.objects.create(result=each, at=now, by=actor, paper=paper, reason=reason)
        for each in standing
    ]
    if made and case.student is not None:
        told = {"case": case.number, "paper": paper, "results": [each.result_id for each in made]}
        journal.append("results_withdrawn", f"student {case.student.pk}", told, actor, rows=made)
    return made


def undone(case: CreditApplication) -> list[str]:
    """What revoking the decision undoes, for the page on which it is revoked."""
    results = Result.objects.standing().filter(case_number=case.number, source=Result.Source.CREDITED)
    titles = list(results.values_list("unit__title", flat=True))
    if not titles:
        return []
    return [
        _("These results are credited no longer: %(titles)s.") % {"titles": "; ".join(titles)},
        _("The individual study plan is counted anew from what is still credited."),
    ]


def replan(case: CreditApplication, actor: User | None) -> dict[str, Any]:
    """The next individual plan, from what is still credited; one that does not balance waits for a person."""
    if not StudyPlan.objects.filter(student=case.student, programme=case.programme).exists():
        return {}
    rows = papers.plan_lines(case, [], "refuse")
    made = plans.write(case, actor, rows)
    if made is None:
        case.needs_human = sorted({*case.needs_human, PLAN})
        return {}
    return {"plan": made.number}
