"""Cases that are ready for the head, made without letters: for races, batches and benchmarks."""

from django.utils import timezone

from organisation.models import User
from records.models import Programme, Student
from workflows.cases import door
from workflows.credit.flow import CreditFlow
from workflows.credit.models import CreditApplication
from workflows.credit.opening import begin, open_case


def ready_for_decision(student: Student, programme: Programme, reviewer: User) -> CreditApplication:
    """One application with one line to be credited, on the head's desk."""
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
    begin(case, None, CreditFlow)
    case = door.move(case, "accept", None, acknowledge=False)
    ruling = {"position": 1, "unit": unit.pk, "verdict": "credited", "choice_reason": "повтор"}
    case = door.move(case, "compare", reviewer, lines=[ruling])
    return door.move(case, "submit", reviewer)
