"""A letter that nobody recognises becomes a request for leave, a decision and a paper, on the pages all kinds share.

Not collected by itself: test_fourth_workflow runs it in a process whose catalogue has the fourth line.
"""

import re

import pytest
from django.test import Client

from documents.models import Document
from mailroom.models import Outgoing
from storage import blobs
from tests.builders import a_representative, a_school, a_student, amend_profile
from tests.workflows.every_kind import graph_of_the_flow, transitions_of_the_model, words_of_the_drawing
from tests.workflows.fourth.models import LeaveRequest
from tests.workflows.letters import a_letter, arrive
from workflows import shown, ticking

TEXT = "Прошу отпустить сына Тарасова Кирилла с 30 ноября по 2 декабря: едем на соревнования."


@pytest.fixture
def school(db):
    """The demo school with the series of the new kind in its profile."""
    made = a_school()
    amend_profile(series={"case.leave": {"pattern": "{n}-отп"}, "decision.leave": {"pattern": "{of}/Р"}})
    a_representative(a_student())
    return made


def as_(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def the_case():
    return LeaveRequest.objects.get()


def placed(school):
    """The letter lies on the office's desk until the office says what it is."""
    message = arrive(a_letter(TEXT, subject="Соревнования"))
    assert message.status == "unrouted"
    page = f"/mail/unrouted/{message.pk}/"
    office = as_(school.office)
    assert "Отсутствие на занятиях" in office.get(page).content.decode()
    office.post(page, {"kind": "leave", "student": "Тарасов Кирилл Денисович"})
    return office, the_case()


def act(client, action, **data):
    case = the_case()
    return client.post(f"/leave/{case.number}/act/{action}/", {"version": case.version, **data})


def test_from_a_letter_to_the_paper_at_the_address_it_came_from(school):
    office, case = placed(school)
    assert (case.number, case.state, case.sender_confirmed) == ("1-отп", "received", True)
    assert case.number in office.get("/").content.decode()
    turned = act(office, "accept", first_day="2026-12-02", last_day="2026-11-30")
    assert turned.status_code == 422 and "Последний день раньше первого." in turned.content.decode()
    assert act(office, "accept", first_day="2026-11-30", last_day="2026-12-02").status_code == 302

    head = as_(school.head)
    assert case.number in head.get("/to-sign/").content.decode()
    assert head.get(f"/leave/{case.number}/decision/page.png").content.startswith(b"\x89PNG")
    page = head.get(f"/leave/{case.number}/decision/").content.decode()
    assert "Разрешить" in page and "отсутствие с 30.11 по 02.12" in page
    head.post(f"/leave/{case.number}/decision/", {"version": the_case().version, "decision": "grant"})

    ticking.beat()

    case = the_case()
    assert (case.state, case.decision_number) == ("closed", "1-отп/Р")
    paper = Document.objects.get(case_number=case.number, kind="leave_decision").latest
    assert blobs.get(paper.sha256).startswith(b"%PDF") and paper.entry.status == "issued"
    letter = Outgoing.objects.get(purpose="decision")
    assert letter.to == "tarasova.em@pochta.example" and letter.attachments[0]["sha256"] == paper.sha256
    link = re.search(r"https?://[^/]+(/track/[\w-]+/)", letter.text)[1]
    assert "Отсутствие разрешено" in Client().get(link).content.decode()
    assert Client().get(f"{link}decision.pdf").content == blobs.get(paper.sha256)
    assert shown.case(case.number)["state"] == "closed"


def test_a_refusal_needs_its_grounds_and_a_stranger_role_sees_nothing(school):
    office, case = placed(school)
    act(office, "accept", first_day="2026-11-30", last_day="2026-12-02")
    head, page = as_(school.head), f"/leave/{case.number}/decision/"
    answer = head.post(page, {"version": the_case().version, "decision": "refuse"})
    assert answer.status_code == 422 and "Назовите основания." in answer.content.decode()
    assert as_(school.reviewer).get(f"/leave/{case.number}/").status_code == 404
    assert as_(school.office).get(page).status_code == 404


def test_its_graph_its_transitions_and_its_drawing_say_the_same():
    ended = set(LeaveRequest.CLOSED)
    model = {edge for edge in transitions_of_the_model("leave") if edge[1] not in ended}
    assert model == graph_of_the_flow("leave")
    assert {"received", "decision", "granted", "refused", "closed", "withdrawn"} <= words_of_the_drawing(
        "leave"
    )
