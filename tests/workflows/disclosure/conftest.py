"""A student who comes of age in a week, her mother, and what the record says of her."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from records.models import Achievement, Enrolment, Result, Reward
from tests.builders import a_programme, a_representative, a_school, a_student

NOW = datetime(2026, 11, 25, 11, 20, tzinfo=ZoneInfo("Europe/Moscow"))
MOTHER = "anna.v@pochta.example"


@pytest.fixture
def today():
    """Wednesday, 25 November 2026; the clock goes on from there."""
    with time_machine.travel(NOW) as clock:
        yield clock


@pytest.fixture
def maria(db, today):
    """Maria of 11А, born on 2 December 2008, with marks, a reward and an achievement; her mother is on file."""
    a_school()
    student = a_student(
        "Власова Мария Сергеевна", birth_date=date(2008, 12, 2), group="11А", programme=a_programme()
    )
    a_representative(
        student,
        MOTHER,
        full_name="Власова Анна Игоревна",
        relation="мать",
        authority="свидетельство о рождении",
    )
    Enrolment.objects.create(
        student=student, programme=student.programme, started_on=date(2025, 9, 1), order_number="31-з"
    )
    units = list(student.programme.units.all())
    for unit, value, day in zip(units, ("отлично", "хорошо", "зачтено"), (1, 12, 20), strict=False):
        Result.objects.create(student=student, unit=unit, value=value, on=date(2026, 10, day))
    Result.objects.create(student=student, unit=units[0], value="хорошо", kind="ongoing", on=date(2026, 3, 2))
    Reward.objects.create(student=student, kind="diploma", title="Диплом", number="7", on=date(2026, 5, 25))
    Achievement.objects.create(student=student, kind="olympiad", title="Олимпиада", on=date(2026, 4, 4))
    return student
