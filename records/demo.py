"""The demo school's programmes, students, representatives and results. All people are invented."""

from typing import Any

from django.db import transaction

from organisation.demo import rows
from organisation.models import User
from records.models import CourseUnit, Programme, Representative, Result, Student


@transaction.atomic
def load_people() -> dict[str, int]:
    """Create what is missing and leave what exists. Returns how many there are now."""
    for row in rows("programmes"):
        _programme(row)
    for row in rows("students"):
        _student(row)
    return {"programmes": Programme.objects.count(), "students": Student.objects.count()}


def _programme(row: dict[str, Any]) -> None:
    """One programme with its course units, in the order of the file."""
    units = row.pop("units")
    row["reviewer"] = User.objects.filter(username=row["reviewer"]).first()
    programme, created = Programme.objects.get_or_create(code=row["code"], defaults=row)
    if created:
        CourseUnit.objects.bulk_create(
            CourseUnit(programme=programme, position=position, **unit)
            for position, unit in enumerate(units, 1)
        )


def _student(row: dict[str, Any]) -> None:
    """One student with representatives and own results; the personal file number is the key."""
    representatives, results = row.pop("representatives"), row.pop("results")
    row["programme"] = Programme.objects.get(code=row["programme"])
    student, created = Student.objects.get_or_create(file_number=row["file_number"], defaults=row)
    if not created:
        return
    for each in representatives:
        Representative.objects.create(student=student, **each)
    for each in results:
        unit = CourseUnit.objects.get(code=each.pop("unit"))
        Result.objects.create(
            student=student, unit=unit, hours=unit.hours, author=row["programme"].reviewer, **each
        )
