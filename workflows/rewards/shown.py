"""A nomination as plain data, for the `show_case` command and outside tests."""

from typing import Any

from workflows.rewards import papers
from workflows.rewards.models import Nominee, RewardNomination


def nomination(case: RewardNomination) -> dict[str, Any]:
    """What it is for, its order, and every nominee. Three queries."""
    found = case.nominees.select_related("student", "certificate").prefetch_related("achievements")
    return {
        "reward_kind": case.reward_kind or None,
        "occasion": case.occasion or None,
        "order": case.decision_number or None,
        "nominees": [nominee(each, case) for each in found],
    }


def nominee(each: Nominee, case: RewardNomination) -> dict[str, Any]:
    """One student: what for, what was decided, which certificate, into whose hands."""
    return {
        "position": each.position,
        "key": each.pk,
        "student": each.student.full_name,
        "student_key": each.student_id,
        "ground": papers.ground(each, case),
        "decision": each.decision or None,
        "reason": each.reason or None,
        "certificate": each.certificate.number if each.certificate else None,
        "certificate_status": each.certificate.status if each.certificate else None,
        "handed_on": each.handed_on.isoformat() if each.handed_on else None,
        "handed_to": each.handed_to or None,
    }
