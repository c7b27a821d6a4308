"""Marks by the scale of the organisation, and results kept apart by kind, source and part of the programme."""

from datetime import date

import pytest
from django.urls import reverse

from organisation.loading import load_profile
from records.models import Enrolment, Result
from tests.builders import a_programme
from tests.workflows.pages import stories

pytestmark = pytest.mark.django_db

PARTS = ("Математика", "ПМ.01 Сварка", "Учебная практика", "Курсовой проект", "Кружок робототехники")


@pytest.fixture
def child(school):
    """A student of the college, in a programme with every kind of part."""
    load_profile("kpgt")
    units = tuple({"title": title, "hours": 36, "assessment_form": "экзамен"} for title in PARTS)
    return stories.a_family(school, programme=a_programme("Сварщик", units=units))


def entered(client, child, **given):
    """A mark as a teacher types it."""
    data = {
        "unit": child.programme.units.first().pk,
        "value": "5",
        "kind": "interim",
        "source": "own",
        "on": "2026-10-20",
        "period": "1 семестр",
        **given,
    }
    return client.post(reverse("student_result", args=[child.pk]), data).status_code


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("5", "5 (отлично)"),
        ("4", "4 (хорошо)"),
        ("3", "3 (удовлетворительно)"),
        ("2", "2 (неудовлетворительно)"),
        ("зачтено", "зачтено"),
        ("не зачтено", "не зачтено"),
    ],
)
def test_the_six_marks_of_the_college_are_kept_with_their_words(client, school, child, typed, kept):
    client.force_login(school.teacher)
    assert entered(client, child, value=typed) == 302
    assert Result.objects.get().value == kept
    assert kept in client.get(reverse("student", args=[child.pk])).content.decode()


@pytest.mark.parametrize("typed", ["1", "6", "отл+", "100", ""])
def test_any_other_mark_is_refused(client, school, child, typed):
    client.force_login(school.teacher)
    assert entered(client, child, value=typed) == 422
    assert not Result.objects.exists()


def test_every_kind_and_source_is_told_apart_on_the_page_and_in_the_lists(client, school, child):
    client.force_login(school.teacher)
    kinds = {"ongoing": "текущая", "interim": "промежуточная", "final": "итоговая", "state": "государственн"}
    for day, kind in enumerate(kinds, start=1):
        assert entered(client, child, kind=kind, on=f"2026-10-0{day}") == 302, kind
    for source in ("external", "state"):
        paper = {"applied_on": "2026-10-10", "applied_by": "Тарасова Елена Михайловна"}
        body = {"source": source, "held_by": "Центр оценки", "on": "2026-10-09"}
        assert entered(client, child, **body, **paper) == 302, source
    page = client.get(reverse("student", args=[child.pk])).content.decode().lower()
    for words in kinds.values():
        assert words in page, words
    client.force_login(school.administrator)
    for name, codes in (("kind", kinds), ("source", ("own", "external", "state"))):
        for code in codes:
            listed = client.get(f"/admin/records/result/?{name}__exact={code}").context["cl"].queryset
            assert {getattr(each, name) for each in listed} == {code}


def test_every_part_of_the_programme_takes_its_result_by_term(client, school, child):
    client.force_login(school.teacher)
    for unit in child.programme.units.all():
        for term in ("1 семестр", "2 семестр"):
            assert entered(client, child, unit=unit.pk, period=term) == 302
    page = client.get(reverse("student", args=[child.pk])).content.decode()
    for title in PARTS:
        assert title in page, title
    assert page.count("1 семестр") >= len(PARTS) and page.count("2 семестр") >= len(PARTS)


def test_results_of_a_main_and_an_additional_programme_stand_apart(client, school, child):
    club = a_programme("Робототехника", units=({"title": "Сборка", "hours": 34, "assessment_form": "зачёт"},))
    Enrolment.objects.create(student=child, programme=child.programme, started_on=date(2026, 9, 1))
    Enrolment.objects.create(student=child, programme=club, started_on=date(2026, 9, 15))
    client.force_login(school.teacher)
    assert entered(client, child) == 302
    assert entered(client, child, unit=club.units.get().pk, value="зачтено") == 302
    parts = client.get(reverse("student", args=[child.pk])).context["file"].programmes
    found = {part.programme.title: [row.unit.title for row in part.units] for part in parts}
    assert "Математика" in found["Сварщик"] and "Сборка" not in found["Сварщик"]
    assert found["Робототехника"] == ["Сборка"]
