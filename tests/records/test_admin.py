"""Administrators keep students and programmes; decisions' results and plans stay as they were made."""

from datetime import date

import pytest

from records.models import CourseUnit, Result, Student, StudyPlan
from tests.builders import a_programme, a_student


@pytest.fixture(autouse=True)
def administrator(client, school):
    client.force_login(school.administrator)


def inline(prefix, rows):
    flat = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": sum("id" in row for row in rows)}
    return flat | {f"{prefix}-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}


@pytest.mark.parametrize(
    "model", ["programme", "student", "result", "studyplan", "achievement", "reward", "portfolioitem"]
)
def test_every_list_opens(client, model):
    a_student(programme=a_programme())
    assert client.get(f"/admin/records/{model}/").status_code == 200


def test_a_programme_is_entered_with_topics_one_per_line(client):
    unit = {
        "position": "1",
        "title": "Астрономия",
        "hours": "34",
        "assessment_form": "зачёт",
        "topics": "Звёзды\r\n\r\n Планеты ",
        "outcomes": "находит созвездия",
    }
    answer = client.post(
        "/admin/records/programme/add/", {"code": "AST", "title": "Астрономия", **inline("units", [unit])}
    )
    assert answer.status_code == 302, answer.context["errors"]
    assert CourseUnit.objects.get().topics == ["Звёзды", "Планеты"]


def test_a_student_is_entered_with_a_representative(client):
    mother = {"full_name": "Ёжикова Анна Олеговна", "relation": "мать", "email": "e@pochta.example"}
    answer = client.post(
        "/admin/records/student/add/",
        {
            "last_name": "Ёжиков",
            "first_name": "Пётр",
            "birth_date": "2014-01-02",
            **inline("representatives", [mother]),
            **inline("enrolments", []),
            **inline("consents", []),
        },
    )
    assert answer.status_code == 302, answer.context["errors"]
    assert Student.objects.namesakes("ежиков").get().representatives.get().relation == "мать"


def test_a_credited_result_is_not_entered_changed_or_deleted_by_hand(client, school):
    programme = a_programme()
    student = a_student(programme=programme)
    credited = Result.objects.create(
        student=student,
        unit=programme.units.first(),
        value="зачтено",
        source="credited",
        on=date(2026, 11, 25),
        case_number="118-зч",
    )
    path = f"/admin/records/result/{credited.pk}"
    form = {
        "student": student.pk,
        "unit": credited.unit_id,
        "value": "отлично",
        "kind": "interim",
        "event_kind": "lesson",
        "on": "2026-11-25",
    }
    assert client.post(f"{path}/change/", {**form, "source": "own"}).status_code == 403
    assert client.post(f"{path}/delete/", {"post": "yes"}).status_code == 403
    assert client.post("/admin/records/result/add/", {**form, "source": "credited"}).status_code == 200
    assert Result.objects.get().value == "зачтено"
    assert client.post("/admin/records/result/add/", {**form, "source": "own"}).status_code == 302
    assert Result.objects.get(source="own").author == school.administrator


def test_a_study_plan_can_only_be_looked_at(client):
    student = a_student(programme=a_programme())
    plan = StudyPlan.objects.create(student=student, programme=student.programme, number=1)
    path = f"/admin/records/studyplan/{plan.pk}"
    assert client.get(f"{path}/change/").status_code == 200
    assert client.post(f"{path}/change/", {"number": "2"}).status_code == 403
    assert client.post(f"{path}/delete/", {"post": "yes"}).status_code == 403
