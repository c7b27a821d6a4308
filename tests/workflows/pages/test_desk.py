"""The desk: what comes first, who sees what, and a number of queries that does not grow with the work."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organisation.roles import Role
from tests.builders import a_programme, a_student, a_user
from tests.workflows.cases_in_bulk import opened
from tests.workflows.pages import school_day, stories
from workflows.cases import decisions, door
from workflows.cases.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wednesday():
    """Ten past one on 25 November 2026."""
    with time_machine.travel(school_day.NOW, tick=True):
        yield


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def many(school, count):
    """Accepted applications of one student, ready to be compared, due one after another."""
    programme = a_programme(reviewer=school.reviewer)
    student = a_student(programme=programme)
    cases = [door.move(opened(student, programme), "accept", None, acknowledge=False) for _ in range(count)]
    for number, case in enumerate(cases):
        Case.objects.filter(pk=case.pk).update(due_on=date(2026, 11, 23) + timedelta(days=number % 9))
    return cases


def queries(user, path="/"):
    """How many queries a page takes, and its text."""
    client = browser(user)
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as found:
        page = client.get(path)
    assert page.status_code == 200
    return len(found), page.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_work(school):
    many(school, 9)
    few = {path: queries(school.reviewer, path)[0] for path in ("/", "/?list=all", "/?list=all&group=later")}
    board = queries(school.office, "/deadlines/")[0]
    many(school, 27)
    for path, before in few.items():
        assert queries(school.reviewer, path)[0] <= before, path
    assert queries(school.office, "/deadlines/")[0] <= board
    assert max(few.values()) <= 32


def test_a_long_group_shows_its_first_rows_and_leads_to_all(school, monkeypatch):
    monkeypatch.setattr("workflows.cases.desk.ROWS", 2)
    monkeypatch.setattr("workflows.cases.desk.slices.__defaults__", (2,))
    many(school, 36)
    page = queries(school.reviewer)[1]
    assert "Показать все 8: Опаздывает" in page and page.count("work-row") < 20
    one = queries(school.reviewer, "/?list=mine&group=overdue&page=2")[1]
    assert "3–4 из 8" in one


def test_the_groups_stand_in_order_and_the_button_leads_to_the_most_urgent(school):
    cases = many(school, 9)
    page = queries(school.reviewer)[1]
    order = ["Опаздывает", "Сегодня", "Завтра", "На этой неделе", "Позже"]
    places = [page.index(f">{title} <span") for title in order]
    assert places == sorted(places)
    assert page.index(f"/credit/{cases[0].number.replace('зч', '%D0%B7%D1%87')}/compare/") < places[0]
    assert "2 опаздывают" in page and "до пт 27 ноября" in page


def test_a_case_named_to_another_reviewer_is_not_mine_and_not_to_be_seen(school):
    case = many(school, 1)[0]
    other = a_user(Role.REVIEWER, last_name="Орловская")
    assert case.number in queries(other, "/?list=all")[1]
    decisions.act(case, "assign", school.office, reviewer=school.reviewer.username)
    assert case.number not in queries(other, "/?list=all")[1]
    assert case.number in queries(school.reviewer)[1]


def test_the_empty_desk_says_so(school):
    page = queries(school.deputy)[1]
    assert "Вас ничего не ждёт" in page and "Взять самое срочное" not in page


def test_what_was_done_today_is_folded_below(school):
    case = stories.at_decision(stories.apply_for(stories.a_family(school)), school.reviewer)
    page = queries(school.reviewer)[1]
    assert "Сделано сегодня" in page and case.number in page[page.index("Сделано сегодня") :]


def test_a_waiting_case_stands_in_its_own_group_with_the_days_of_silence(school):
    with time_machine.travel(school_day.on(17)):
        case = stories.apply_for(stories.a_family(school))
        decisions.act(case, "assign", school.office, reviewer=school.reviewer.username)
        decisions.act(case, "request_missing", school.reviewer, missing=["hours"])
    page = queries(school.reviewer)[1]
    assert (
        "Ждём заявителя" in page and "8 дней без ответа" in page and "не хватает: академические часы" in page
    )
