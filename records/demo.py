"""The demo school's programmes and students, with their results, achievements and rewards. All people are invented."""

import json
from typing import Any

from django.db import transaction

from organisation.demo import FOLDER, rows
from organisation.models import User
from organisation.roles import Role
from records.models import (
    Achievement,
    Consent,
    CourseUnit,
    Enrolment,
    PortfolioItem,
    Programme,
    Representative,
    Result,
    Reward,
    Student,
)

STUDY_BEGAN = "2025-09-01"


@transaction.atomic
def load_people() -> dict[str, int]:
    """Create what is missing and leave what exists. Returns how many there are now."""
    for row in rows("programmes"):
        _programme(row)
    for row in rows("students"):
        _student(row)
    load_merits()
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
    Enrolment.objects.create(
        student=student,
        programme=row["programme"],
        group=student.group,
        started_on=STUDY_BEGAN,
        ended_on=student.left_on,
        order_number="12-у",
    )
    for each in representatives:
        Representative.objects.create(student=student, **each)
    for each in results:
        unit = CourseUnit.objects.get(code=each.pop("unit"))
        Result.objects.create(
            student=student, unit=unit, hours=unit.hours, author=row["programme"].reviewer, **each
        )


def load_merits() -> None:
    """Marks of two school years, achievements, rewards and consents; once, for students that have none yet."""
    given = json.loads((FOLDER / "merits.json").read_text(encoding="utf-8"))
    people = {each.file_number: each for each in Student.objects.exclude(file_number="")}
    author = User.objects.filter(groups__name=Role.TEACHER).first()
    if Result.objects.exclude(period="").exists() or not people:
        return
    _marks(given, people, author)
    for row in given["achievements"]:
        student = people[row.pop("student")]
        made = Achievement.objects.create(student=student, author=author, **row)
        PortfolioItem.objects.create(
            student=student, title=str(made), kind=made.kind, on=made.on, achievement=made
        )
    for row in given["rewards"]:
        student = people[row.pop("student")]
        reward = Reward.objects.create(student=student, author=author, **row)
        PortfolioItem.objects.create(
            student=student, title=reward.title, kind=reward.kind, on=reward.on, reward=reward
        )
    for row in given["consents"]:
        Consent.objects.create(student=people[row.pop("student")], **row)


def _marks(given: dict[str, Any], people: dict[str, Student], author: User | None) -> None:
    """One mark for each day of the list: {"days": [[day, period]], "marks": {student: {unit: [mark]}}}."""
    units = {each.code: each for each in CourseUnit.objects.exclude(code="")}
    Result.objects.bulk_create(
        Result(
            student=people[number],
            unit=units[code],
            value=mark,
            on=day,
            period=period,
            kind=Result.Kind.ONGOING,
            author=author,
        )
        for number, taught in given["marks"].items()
        for code, marks in taught.items()
        for mark, (day, period) in zip(marks, given["days"], strict=True)
    )
