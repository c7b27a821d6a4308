"""The personal file: everything of a student on one page, by the right of who looks."""

from datetime import date

import pytest
from django.urls import reverse

from records.models import Achievement, Consent, Enrolment, PortfolioItem, Result, Reward, Student
from tests.builders import a_student
from tests.workflows.pages import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def kirill(school):
    """A student with something in every section and an open case."""
    student = stories.a_family(school, file_number="7Б-14")
    unit = student.programme.units.first()
    Result.objects.create(
        student=student, unit=unit, value="хорошо", on=date(2026, 10, 1), author=school.teacher
    )
    Result.objects.create(
        student=student,
        unit=unit,
        value="отлично",
        on=date(2026, 11, 1),
        period="2 четверть",
        author=school.teacher,
    )
    Result.objects.create(
        student=student, unit=unit, value="зачтено", source="external", on=date(2025, 5, 20)
    )
    achievement = Achievement.objects.create(
        student=student,
        kind="olympiad",
        title="Олимпиада по физике",
        level="regional",
        place="2 место",
        on=date(2026, 3, 14),
        evidence="диплом № 12",
        author=school.teacher,
    )
    reward = Reward.objects.create(
        student=student, kind="honour", title="Почётная грамота", number="14-пг", on=date(2026, 5, 25)
    )
    PortfolioItem.objects.create(
        student=student, title="Диплом", on=date(2026, 3, 14), achievement=achievement
    )
    PortfolioItem.objects.create(student=student, title="Грамота", on=date(2026, 5, 25), reward=reward)
    Consent.objects.create(
        student=student, purpose="publish", given_on=date(2026, 9, 1), document="от 01.09.2026"
    )
    Enrolment.objects.create(
        student=student,
        programme=student.programme,
        group="7Б",
        started_on=date(2026, 9, 1),
        order_number="12-у",
    )
    stories.apply_for(student)
    return student


def page_of(client, user, student):
    client.force_login(user)
    answer = client.get(reverse("student", args=[student.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_office_sees_everything_of_a_student_on_one_page(client, school, kirill):
    page = page_of(client, school.office, kirill)
    for words in (
        "Тарасов Кирилл Денисович",
        "7Б-14",
        "11 апреля 2013",
        "Тарасова Елена Михайловна",
        "отлично",
        "2 четверть",
        "Олимпиада по физике, 2 место",
        "региональный",
        "диплом № 12",
        "Почётная грамота",
        "14-пг",
        "Публикация имени и фотографии",
        "12-у",
        "Что произошло",
    ):
        assert words in page, words
    assert kirill.cases.get().number in page


def test_own_results_stand_apart_from_those_of_elsewhere_with_the_level_reached(client, school, kirill):
    page = page_of(client, school.office, kirill)
    own, elsewhere = page.index("отлично"), page.index("внешний")
    assert own < elsewhere
    assert "средняя 4,50 по 2 отметкам" in page


@pytest.mark.parametrize("role", ["teacher", "deputy", "reviewer"])
def test_a_teacher_sees_marks_and_merits_but_no_identity_data(client, school, kirill, role):
    page = page_of(client, getattr(school, role), kirill)
    assert "отлично" in page and "Почётная грамота" in page
    for words in ("11 апреля 2013", "Тарасова Елена", "7Б-14", "публикация имени"):
        assert words not in page, words


def test_an_administrator_and_an_unknown_student_answer_404(client, school, kirill):
    client.force_login(school.administrator)
    assert client.get(reverse("student", args=[kirill.pk])).status_code == 404
    client.force_login(school.office)
    assert client.get(reverse("student", args=[999_999])).status_code == 404


def test_the_page_of_a_rich_file_costs_as_many_queries_as_that_of_a_poor_one(
    client, school, kirill, django_assert_max_num_queries
):
    unit = kirill.programme.units.first()
    for number in range(30):
        Result.objects.create(student=kirill, unit=unit, value="хорошо", on=date(2026, 10, 1 + number % 28))
        Achievement.objects.create(
            student=kirill, kind="contest", title=f"Конкурс {number}", on=date(2026, 1, 1)
        )
    for _ in range(4):
        stories.apply_for(kirill)
    client.force_login(school.office)
    with django_assert_max_num_queries(32):
        client.get(reverse("student", args=[kirill.pk]))


def test_students_are_found_by_surname_group_and_number(client, school, kirill):
    a_student("Тарасова Анна Павловна", group="9А")
    a_student("Ёлкин Пётр Ильич", group="ИС-21", left_on=date(2025, 6, 30))
    client.force_login(school.teacher)

    def found(**query):
        answer = client.get(reverse("students"), query)
        return {each.last_name for each in answer.context["page"].object_list}

    assert found() == {"Тарасов", "Тарасова"}
    assert found(q="тарасов") == {"Тарасов", "Тарасова"}
    assert found(q="Тарасова Анна") == {"Тарасова"}
    assert found(group="7 «б»") == {"Тарасов"}
    assert found(q="7Б-14") == {"Тарасов"}
    assert found(q="елкин") == set()
    assert found(q="елкин", left="on") == {"Ёлкин"}


def test_the_list_of_many_students_costs_few_queries(client, school, django_assert_max_num_queries):
    for number in range(60):
        a_student(f"Петров{number} Иван")
    client.force_login(school.office)
    with django_assert_max_num_queries(8):
        page = client.get(reverse("students")).content.decode()
    assert "60 учеников" in page
    assert Student.objects.count() == 60
