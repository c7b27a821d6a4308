"""Nominations and disclosures stand in the personal file, and nothing of other students comes with them."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from records.models import Reward
from tests.builders import a_programme, a_representative, a_student
from tests.workflows.disclosure.office import disclosed, opened
from tests.workflows.rewards.nominations import a_class, considered

pytestmark = pytest.mark.django_db


@pytest.fixture
def kirill(school):
    student = a_student(birth_date=date(2010, 4, 11), programme=a_programme(), file_number="7Б-14")
    a_representative(student, "anna.v@pochta.example", full_name="Власова Анна Игоревна")
    Reward.objects.create(student=student, kind="diploma", title="Диплом", number="7", on=date(2026, 5, 25))
    return student


def page_of(client, user, student):
    client.force_login(user)
    return client.get(reverse("student", args=[student.pk])).content.decode()


def test_a_nomination_of_a_class_is_in_the_file_of_each_without_the_others(client, school, kirill):
    classmates = a_class(3)
    case = considered(school, [kirill, *classmates])
    page = page_of(client, school.office, kirill)
    assert case.number in page
    for each in classmates:
        assert each.full_name not in page and each.short not in page
    assert "Что произошло" not in page


def test_a_disclosure_with_its_row_of_the_ledger_is_seen_by_the_office_and_the_archive_alone(
    client, school, kirill
):
    case = disclosed(opened(kirill, papers=["reward_list"]))
    entry = case.ledger.get()
    page = page_of(client, school.office, kirill)
    assert case.number in page and entry.number in page and "Власова Анна Игоревна" in page
    for user in (school.teacher, school.deputy, school.reviewer):
        page = page_of(client, user, kirill)
        assert case.number not in page and "Власова" not in page
    client.force_login(school.archivist)
    answer = client.post(reverse("student_package", args=[kirill.pk]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        data = json.loads(package.read("data.json"))
        assert [each["number"] for each in data["disclosures"]] == [entry.number]
        assert any(name.startswith("papers/") for name in package.namelist())
