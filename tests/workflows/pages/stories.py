"""Cases in every state, made the way the product makes them; all people are invented."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from organisation.models import User
from records.models import Student
from tests.builders import School, a_programme, a_representative, a_student
from workflows.cases import decisions
from workflows.credit import intake
from workflows.credit.models import CreditApplication

COURSES = (
    {
        "title": "Основы программирования на Python",
        "hours": 72,
        "assessment_form": "зачёт",
        "result": "зачтено",
    },
    {"title": "Веб-дизайн", "hours": 40, "assessment_form": "зачёт", "result": "зачтено"},
)


def a_family(school: School, name: str = "Тарасов Кирилл Денисович", **fields: Any) -> Student:
    """A student of the 204-hour programme that the school's reviewer leads, and the mother."""
    programme = fields.pop("programme", None) or a_programme(reviewer=school.reviewer)
    student = a_student(name, programme=programme, **fields)
    a_representative(student, email=f"family{student.pk}@pochta.example")
    return student


def apply_for(
    child: Student, courses: Any = COURSES, received_at: datetime | None = None, **given: Any
) -> CreditApplication:
    """An application of the mother by the web form; whole applications go to comparison by themselves."""
    data = {
        "courses": [dict(each) for each in courses],
        "applicant_name": "Тарасова Елена Михайловна",
        "applicant_email": f"family{child.pk}@pochta.example",
        "applicant_role": "representative",
        "student": child.full_name,
        "student_birth_date": child.birth_date,
        "earlier_school": "«Вектор», Томск",
        **given,
    }
    return intake.open_from_form(data, [], channel="web", received_at=received_at or timezone.now())


def a_stranger(student: Student, **given: Any) -> CreditApplication:
    """The same from an address that nobody knows."""
    return apply_for(student, applicant_email="stranger@lug.example", **given)


def unknown_child() -> CreditApplication:
    """A child who is not in the records."""
    data = {
        "courses": [dict(each) for each in COURSES],
        "applicant_name": "Лаптева Ирина",
        "applicant_email": "lapteva@lug.example",
        "student": "Лаптева Соня",
    }
    return intake.open_from_form(data, [], channel="web")


def compared(
    case: CreditApplication, reviewer: User, verdicts: tuple[str, ...] = ("credited", "refused")
) -> CreditApplication:
    """With a verdict on every line, in the order of the lines; units in the order of the programme."""
    units = list(case.programme.units.all())
    lines = [
        {
            "position": position,
            "unit": units[(position - 1) * 2].pk,
            "verdict": verdict,
            "result": "зачтено" if verdict == "credited" else "",
            "reason_code": "topics" if verdict == "refused" else "",
            "reason_words": "Курс о внешнем виде страниц, а у нас учат писать код."
            if verdict == "refused"
            else "",
        }
        for position, verdict in enumerate(verdicts, start=1)
    ]
    return decisions.act(case, "compare", reviewer, lines=lines)


def proven(case: CreditApplication, reviewer: User, **given: Any) -> CreditApplication:
    """With the certificate of the earlier school, on which the reviewer found seal and signature."""
    certificate = {
        "kind": "progress",
        "number": "12/26",
        "on": "2026-05-20",
        "issued_by": "«Вектор», Томск",
        "seal": True,
        "signature": True,
    }
    return decisions.act(case, "add_evidence", reviewer, **{**certificate, **given})


def at_decision(case: CreditApplication, reviewer: User, **given: Any) -> CreditApplication:
    """Handed over to the head."""
    return decisions.act(compared(case, reviewer, **given), "submit", reviewer)
