"""A credit application with its claimed courses: opened anew, or split off another one."""

from collections.abc import Sequence
from typing import Any

from workflows.cases import opening
from workflows.credit import rules
from workflows.credit.models import CourseLine, CreditApplication


def open_case(*, courses: Sequence[dict[str, Any]] = (), **fields: Any) -> CreditApplication:
    """A new case with its lines (see workflows.cases.opening). Call inside a transaction.

    courses: [{title, hours, assessment_form, result, topics, sources, needs_human}].
    """
    case: CreditApplication = opening.open_case(CreditApplication, **fields)
    for position, each in enumerate(courses, start=1):
        CourseLine.objects.create(case=case, position=position, **each)
    return case


def open_split(
    case: CreditApplication, chosen: Sequence[CourseLine], student_written: str
) -> CreditApplication:
    """A second case for some lines of the first: same letter, same day 0, its own number and clock."""
    second = open_case(
        received_at=case.received_at,
        channel=case.channel,
        applicant_name=case.applicant_name,
        applicant_email=case.applicant_email,
        applicant_role=case.applicant_role,
        student_written=student_written,
        message=case.message,
        split_from=case,
        handed_in_by=case.handed_in_by,
    )
    for position, line in enumerate(chosen, start=1):
        line.case, line.position, line.unit = second, position, None
        if rules.too_early(line.verdict, line.reason_code):
            line.verdict = line.reason_code = line.reason_words = ""
        line.our_result = line.choice_reason = ""
        line.save()
    for position, line in enumerate(case.lines.order_by("position"), start=1):
        if line.position != position:
            line.position = position
            line.save()
    return second
