"""Cases that are ready for the head, made without letters: for races, batches and benchmarks."""

from django.db import transaction
from django.utils import timezone

from organisation.models import User
from records.models import Programme, Student
from workflows.cases import door
from workflows.cases.opening import begin
from workflows.credit.models import CreditApplication
from workflows.credit.opening import open_case


@transaction.atomic
def opened(student: Student, programme: Programme) -> CreditApplication:
    """One application with one whole line, as routing leaves it before its first move."""
    unit = programme.units.first()
    case = open_case(
        received_at=timezone.now(),
        channel="web",
        courses=[{"title": unit.title, "hours": unit.hours, "assessment_form": "зачёт", "result": "зачтено"}],
        student=student,
        programme=programme,
        sender_confirmed=True,
        applicant_name="Тарасова Елена Михайловна",
        applicant_email="tarasova.em@pochta.example",
    )
    begin(case, None)
    return case


def ready_for_decision(student: Student, programme: Programme, reviewer: User) -> CreditApplication:
    """One application with one line to be credited, on the head's desk."""
    case = opened(student, programme)
    unit = programme.units.first()
    case = door.move(case, "accept", None, acknowledge=False)
    ruling = {"position": 1, "unit": unit.pk, "verdict": "credited", "choice_reason": "повтор"}
    case = door.move(case, "compare", reviewer, lines=[ruling])
    return door.move(case, "submit", reviewer)
