"""What arrives while a decision is being made waits for it, is not lost, and stops nothing else."""

import pytest
from django.test import Client

from mailroom import outbox, receive
from mailroom.models import DeliveryEvent, Message, Outgoing
from tests.builders import a_representative
from tests.reliability.papers import draw_small_papers
from tests.workflows.letters import a_letter, arrive
from tests.workflows.pages import stories
from workflows import deliveries, ticking
from workflows.cases import decisions, door, tracking
from workflows.cases.models import Link
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db


@pytest.fixture
def deciding(school, monkeypatch):
    """A case whose decision is reserved and not yet made, and its register entry."""
    draw_small_papers(monkeypatch)
    student = stories.a_family(school)
    a_representative(student)
    case = stories.at_decision(stories.apply_for(student), school.reviewer)
    outbox.send_due()
    return case, decisions.reserve(case, "approve_partly", school.head, case.version, {})


def afterwards(entry) -> None:
    """The decision is made, a minute passes, and the clock beats."""
    decisions.finish(CreditApplication, entry.pk)
    Message.objects.update(locked_until=None, next_at=None)
    for _ in range(3):
        ticking.beat()


def a_reply(case, text: str = "Есть ли новости?") -> bytes:
    letter = Outgoing.objects.filter(case_number=case.number).first()
    return a_letter(
        text,
        case.applicant_email,
        subject=f"Re: {letter.subject}",
        in_reply_to=letter.message_id,
        message_id="<reply@pochta.example>",
    )


def test_a_report_of_a_returned_letter_is_told_afterwards_and_once(deciding):
    case, entry = deciding
    DeliveryEvent.add(Outgoing.objects.get(), DeliveryEvent.Kind.BOUNCED, "550 5.1.1")
    for _ in range(3):
        deliveries.pull()
    assert not case.steps.filter(action="letter_returned").exists()
    afterwards(entry)
    assert case.steps.filter(action="letter_returned").count() == 1


def test_a_reply_waits_and_the_letters_behind_it_do_not(deciding):
    case, entry = deciding
    for raw in (a_reply(case), a_letter(message_id="<other@pochta.example>")):
        receive.receive(raw, channel="smtp", mailbox="zayavka@sever.example", mail_from=case.applicant_email)
    assert ticking.beat()["routed"] == {"later": 1, "case": 1}
    afterwards(entry)
    assert case.letters_in.count() == 1
    assert not Message.objects.waiting().exists()


def test_a_message_from_the_tracking_page_is_kept_and_placed_afterwards(deciding):
    case, entry = deciding
    page = tracking.new_url(case, Link.Purpose.TRACK).partition("127.0.0.1:8000")[2]
    form = {"message": "Когда будет ответ?", "once": "7a0f2a9e-1111-4222-8333-444455556666"}
    answer = Client().post(page, form)
    assert answer.status_code == 302
    assert not case.letters_in.exists()
    afterwards(entry)
    assert case.letters_in.count() == 1


def test_a_reply_to_a_withdrawn_case_comes_to_the_office_and_stops_no_other_letter(school, deciding):
    case, entry = deciding
    decisions.void(CreditApplication, entry.pk, "the paper cannot be drawn")
    door.move(CreditApplication.objects.get(pk=case.pk), "withdraw", school.office, note="передумали")
    message = arrive(a_reply(case), case.applicant_email)
    assert (message.status, message.case_numbers) == ("unrouted", [case.number])
    assert ticking.beat()["routed"] == {}
