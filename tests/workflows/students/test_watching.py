"""Who opened a personal file; what was entered, by whom, and what is missing; the ground of processing."""

from datetime import date

import pytest
from django.urls import reverse

from organisation.loading import load_profile
from records.models import Achievement, FileLook, Result
from tests.builders import a_student, amend_profile
from tests.workflows.pages import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def kirill(school):
    return stories.a_family(school)


def test_every_look_into_a_file_is_kept_and_the_head_reads_who_looked(client, school, kirill):
    for who in (school.teacher, school.reviewer):
        client.force_login(who)
        page = client.get(reverse("student", args=[kirill.pk])).content.decode()
        assert "Запись о том, что вы открыли дело, сохранена." in page
        assert client.get(reverse("student_looks", args=[kirill.pk])).status_code == 404
    client.force_login(school.administrator)
    assert client.get(reverse("student", args=[kirill.pk])).status_code == 404
    assert {each.who for each in FileLook.objects.all()} == {school.teacher, school.reviewer}
    client.force_login(school.head)
    page = client.get(reverse("student_looks", args=[kirill.pk])).content.decode()
    assert school.teacher.display_name in page and school.reviewer.display_name in page


def test_the_head_sees_what_was_entered_by_whom_and_what_is_missing(
    client, school, kirill, django_assert_max_num_queries
):
    units = list(kirill.programme.units.all())
    other = a_student("Белова Ия", group="7Б", programme=kirill.programme)
    given = {"value": "зачтено", "on": date(2026, 10, 1)}
    Result.objects.create(student=kirill, unit=units[0], author=school.teacher, **given)
    Result.objects.create(student=kirill, unit=units[1], author=school.teacher, kind="ongoing", **given)
    for unit in units:
        Result.objects.create(student=other, unit=unit, author=school.office, **given)
    Achievement.objects.create(
        student=kirill, kind="study", title="Конкурс", on=date(2026, 10, 2), author=school.teacher
    )
    client.force_login(school.head)
    wanted = {"group": "7 «б»", "since": "2026-09-01", "until": "2026-11-30"}
    with django_assert_max_num_queries(16):
        answer = client.get(reverse("entries"), wanted)
    rows = {who: (each.results, each.achievements) for who, each in answer.context["entered"]}
    assert rows == {school.teacher: (2, 1), school.office: (5, 0)}
    missing = {each.unit: list(each.students) for each in answer.context["lacking"]}
    assert missing == {unit: [kirill] for unit in units[1:]}, "an ongoing mark is no result of a unit"
    page = answer.content.decode()
    assert school.teacher.display_name in page and units[1].title in page
    client.force_login(school.teacher)
    assert client.get(reverse("entries")).status_code == 404


def test_the_file_says_on_which_ground_data_are_processed_and_which_consents_there_are(
    client, school, kirill
):
    amend_profile(data_ground="договор об образовании")
    client.force_login(school.office)
    paper = {"purpose": "process", "on": "2026-09-01", "document": "согласие от 01.09.2026"}
    assert client.post(reverse("student_consent", args=[kirill.pk]), paper).status_code == 302
    page = client.get(reverse("student", args=[kirill.pk])).content.decode()
    assert "Остальные данные обрабатываются на основании: договор об образовании" in page
    assert "согласие от 01.09.2026" in page


def test_a_public_form_asks_for_little_and_names_ground_and_policy(client, school):
    load_profile("predprinimatel")
    for route in ("public_apply", "disclosure_apply"):
        answer = client.get(reverse(route))
        page = answer.content.decode()
        assert 'href="https://predprinimatel.example/personal-data/"' in page, route
        assert "Основание обработки ваших данных" in page, route
    form = client.get(reverse("public_apply")).context["form"]
    assert list(form.fields) == [
        *("applicant_role", "applicant_name", "applicant_email"),
        *("student", "student_birth_date", "earlier_school"),
    ], "who writes, where the answer goes, whose courses: nothing else"
