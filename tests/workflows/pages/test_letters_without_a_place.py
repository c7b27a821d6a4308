"""Letters that nobody could place: the office opens one case or two, or puts the letter aside with a reason."""

import pytest
from django.test import Client

from mailroom.models import Message
from tests.workflows.pages import stories
from tests.workflows.pages.school_day import a_letter, arrive, on
from workflows.cases.models import Case, Reading
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db(transaction=True)
COURSES = [
    {
        "title": "Рисунок",
        "hours": 36,
        "assessment_form": "зачёт",
        "result": "зачтено",
        "student": "Рыбаков Илья",
    },
    {
        "title": "Хор",
        "hours": 20,
        "assessment_form": "зачёт",
        "result": "зачтено",
        "student": "Рыбакова Вера",
    },
]


@pytest.fixture
def office(school):
    client = Client()
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def letter(school):
    message = arrive(
        a_letter("Добрый день", "rybakova@lug.example", "Двое детей"), "rybakova@lug.example", on(20)
    )
    assert message.status == Message.Status.UNROUTED
    return message


def two_children(message):
    reading = Reading.objects.get(message=message)
    reading.data = {
        **reading.data,
        "courses": COURSES,
        "students": [
            {"name": "Рыбаков Илья", "birth_date": None},
            {"name": "Рыбакова Вера", "birth_date": None},
        ],
        "needs_human": ["several_students"],
    }
    reading.save()


def test_the_list_gives_the_reason_and_the_oldest_first(office, letter):
    page = office.get("/mail/unrouted/").content.decode()
    assert "«Двое детей»" in page and "вид заявления не распознан" in page.lower()


def test_a_letter_becomes_a_case_for_the_student_that_was_typed(office, school, letter):
    family = stories.a_family(school)
    answer = office.post(f"/mail/unrouted/{letter.pk}/", {"kind": "credit", "student": family.full_name})
    case = CreditApplication.objects.get(message=letter)
    assert answer.status_code == 302 and answer.url == f"/cases/{case.number}/".replace("зч", "%D0%B7%D1%87")
    assert case.student_written == family.full_name
    assert case.received_at == letter.received_at
    assert Message.objects.get(pk=letter.pk).status == Message.Status.ROUTED


def test_a_letter_with_two_children_becomes_two_cases_with_their_own_courses(office, letter):
    two_children(letter)
    page = office.get(f"/mail/unrouted/{letter.pk}/").content.decode()
    assert 'value="Рыбаков Илья"' in page and 'value="Рыбакова Вера"' in page
    office.post(
        f"/mail/unrouted/{letter.pk}/",
        {"kind": "credit", "student": "Рыбаков Илья", "second": "Рыбакова Вера", "second_lines": ["2"]},
    )
    first, second = CreditApplication.objects.filter(message=letter).order_by("pk")
    assert ([line.title for line in first.lines.all()], first.student_written) == (
        ["Рисунок"],
        "Рыбаков Илья",
    )
    assert ([line.title for line in second.lines.all()], second.student_written) == (["Хор"], "Рыбакова Вера")
    assert second.received_at == letter.received_at and second.split_from_id == first.pk


def test_all_courses_cannot_go_to_the_second_child(office, letter):
    two_children(letter)
    data = {"kind": "credit", "student": "Илья", "second": "Вера", "second_lines": ["1", "2"]}
    answer = office.post(f"/mail/unrouted/{letter.pk}/", data)
    assert answer.status_code == 422 and "должен остаться" in answer.content.decode()
    assert Case.objects.count() == 0


def test_two_clicks_open_one_case(office, letter):
    data = {"kind": "credit", "student": "Рыбаков Илья"}
    office.post(f"/mail/unrouted/{letter.pk}/", data)
    assert office.post(f"/mail/unrouted/{letter.pk}/", data).status_code == 404
    assert Case.objects.count() == 1


def test_not_ours_needs_a_reason_and_keeps_the_bytes(office, school, letter):
    assert office.post(f"/mail/unrouted/{letter.pk}/not-ours/", {"reason": ""}).status_code == 422
    office.post(f"/mail/unrouted/{letter.pk}/not-ours/", {"reason": "реклама"})
    fresh = Message.objects.get(pk=letter.pk)
    assert (fresh.status, fresh.closing_reason, fresh.closed_by) == ("not_ours", "реклама", school.office)
    assert "Вся почта разобрана" in office.get("/mail/unrouted/").content.decode()
