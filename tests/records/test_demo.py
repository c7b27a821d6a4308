"""The demo school is whole, repeatable, and has the people that offices meet every day."""

from datetime import date

import pytest

from config.groups import prepare_groups
from organisation.demo import PASSWORD, load_staff
from organisation.loading import load_profile
from organisation.models import User
from organisation.profile import parse
from organisation.roles import Role
from records import reports
from records.demo import load_people
from records.marks import scale
from records.models import CourseUnit, Programme, Representative, Result, Student

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_school():
    load_staff()
    return load_people()


def test_the_python_programme_is_the_204_hours_of_the_screens():
    programme = Programme.objects.get(code="PY-204")
    assert programme.hours == 204
    assert [unit.hours for unit in programme.units.all()] == [72, 36, 36, 36, 24]
    assert programme.reviewer.display_name == "Ольга Лапина"


def test_every_course_unit_can_be_compared():
    for unit in CourseUnit.objects.all():
        assert 5 <= len(unit.topics) <= 12, unit
        assert 3 <= len(unit.outcomes) <= 5, unit
        assert unit.assessment_form, unit


def test_loading_again_changes_nothing(demo_school):
    Student.objects.filter(file_number="7Б-14").update(group="8Б")
    before = [
        model.objects.count() for model in (Programme, CourseUnit, Student, Representative, Result, User)
    ]
    load_staff()
    assert load_people() == demo_school
    assert [
        model.objects.count() for model in (Programme, CourseUnit, Student, Representative, Result, User)
    ] == before
    assert Student.objects.get(file_number="7Б-14").group == "8Б"


def test_namesakes_differ_by_birth_date_and_group():
    pair = Student.objects.namesakes("кузнецов", "Иван")
    assert {(each.birth_date, each.group) for each in pair} == {
        (date(2013, 2, 20), "7А"),
        (date(2013, 10, 7), "7Б"),
    }


def test_a_name_with_yo_is_found_by_ye():
    assert Student.objects.namesakes("Елкина").get().last_name == "Ёлкина"


def test_authority_ends_by_date_and_at_majority():
    day = date(2026, 11, 25)
    assert not Representative.objects.get(email="semenov.di@lug.example").acts_on(day)
    assert Representative.objects.get(email="semenova.ga@lug.example").acts_on(day)
    masha = Representative.objects.get(email="anna.v@pochta.example")
    assert masha.acts_on(date(2026, 12, 1))
    assert not masha.acts_on(date(2026, 12, 2))


def test_reports_and_rewards_of_the_demo_school_are_not_empty():
    report = reports.report(
        reports.Scope(date(2026, 4, 1), date(2026, 11, 30)), scale(parse(load_profile("demo").data).grades)
    )
    assert len(report.months) == 5
    assert [each.title for each in report.leaders][0] == "Лукина Софья"
    assert [each.title for each in report.behind] == ["Шевченко Богдан"]
    assert {each.title for each in report.rewards} == {"Почётная грамота", "Благодарность"}
    sofya = Student.objects.get(file_number="7Б-10")
    assert sofya.portfolio.count() == 3 and sofya.enrolments.count() == 1


def test_every_role_has_somebody_who_can_sign_in():
    prepare_groups()
    held = {role for user in User.objects.all() for role in user.roles}
    assert held == set(Role)
    assert User.objects.get(username="lapina").check_password(PASSWORD)
