"""The page that counts how often reviewers follow the computed verdict."""

from urllib.parse import quote

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.builders import a_programme
from tests.workflows.credit.test_clear_proposals import PYTHON
from tests.workflows.pages import stories
from tests.workflows.pages.test_acting import browser
from workflows.cases import decisions
from workflows.credit import agreement
from workflows.credit.models import DecidedLine

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programme(school):
    return a_programme(reviewer=school.reviewer)


def decide(school, programme, name, verdict, hours=72, **ruling):
    """A student's Python course, decided as told; the comparison credits 72 hours and not 40."""
    case = stories.apply_for(stories.a_family(school, name, programme=programme))
    given = [{**PYTHON, "hours": hours}]
    case = decisions.act(case, "edit_lines", school.office, lines=given)
    line = {"position": 1, "verdict": verdict, "result": "зачтено" if verdict == "credited" else "", **ruling}
    case = decisions.act(case, "compare", school.reviewer, lines=[line])
    case = decisions.act(case, "submit", school.reviewer)
    action = {"credited": "approve", "refused": "refuse", "assessment": "approve_partly"}[verdict]
    return decisions.act(case, action, school.head, note="Так решено.")


def test_agreement_is_counted_by_month_and_by_reason_with_links(school, programme):
    with time_machine.travel("2026-10-12T09:00+03:00"):
        decide(school, programme, "Белова Ксения Игоревна", "credited")
    with time_machine.travel("2026-11-10T09:00+03:00"):
        decide(school, programme, "Гусев Матвей Олегович", "credited")
        decide(school, programme, "Орлов Степан Ильич", "assessment", hours=40)
        told = {"reason_code": "no_evidence", "reason_words": "Справки нет."}
        refused = decide(school, programme, "Зайцева Полина Андреевна", "refused", **told)
        outside = decide(school, programme, "Ахметов Тимур Русланович", "credited", hours=40)
    months = [
        (each.first.month, each.judged, each.agreed, each.percent)
        for each in agreement.by_month(school.profile.tz)
    ]
    assert months == [(11, 4, 2, 50), (10, 1, 1, 100)]
    assert [(each.code, each.count) for each in agreement.by_reason()] == [
        ("credited_all_the_same", 1),
        ("no_evidence", 1),
    ]
    page = browser(school.head).get("/credit/agreement/").content.decode()
    assert "3 из 5" in page and f'href="/credit/{quote(refused.number)}/"' in page
    narrowed = browser(school.head).get("/credit/agreement/", {"reason": "no_evidence"}).content.decode()
    assert refused.number in narrowed and outside.number not in narrowed
    assert "/credit/agreement/" in browser(school.head).get("/deadlines/").content.decode()


def test_what_the_comparison_left_to_a_person_is_neither_agreement_nor_overruling(school, programme):
    case = stories.apply_for(stories.a_family(school, programme=programme), [stories.COURSES[0]])
    case = decisions.act(
        case,
        "compare",
        school.reviewer,
        lines=[{"position": 1, "verdict": "credited", "result": "зачтено"}],
    )
    decisions.act(
        decisions.act(case, "submit", school.reviewer), "approve", school.head, note="Программа ясна."
    )
    (month,) = agreement.by_month(school.profile.tz)
    assert (month.judged, month.left, month.percent) == (0, 1, None)


def test_the_administrator_reads_the_counts_and_opens_no_case(school, programme):
    told = {"reason_code": "no_evidence", "reason_words": "Справки нет."}
    case = decide(school, programme, "Зайцева Полина Андреевна", "refused", **told)
    page = browser(school.administrator).get("/credit/agreement/").content.decode()
    assert case.number in page and f"/credit/{quote(case.number)}/" not in page
    assert browser(school.reviewer).get("/credit/agreement/").status_code in (403, 404)


def test_two_hundred_lines_cost_as_many_queries_as_one(school, programme):
    told = {"reason_code": "no_evidence", "reason_words": "Справки нет."}
    decide(school, programme, "Зайцева Полина Андреевна", "refused", **told)
    client = browser(school.head)
    client.get("/credit/agreement/")
    with CaptureQueriesContext(connection) as one:
        client.get("/credit/agreement/")
    row = DecidedLine.objects.get()
    copies = []
    for n in range(200):
        copy = DecidedLine.objects.get(pk=row.pk)
        copy.pk, copy.position = None, n + 2
        copies.append(copy)
    DecidedLine.objects.bulk_create(copies)
    with CaptureQueriesContext(connection) as many:
        client.get("/credit/agreement/")
    assert len(many) == len(one) <= 14
