"""Test 30: everything delivered ten times: one case, one decision, one letter."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from documents.models import Entry
from mailroom import importing, outbox, receive
from mailroom.models import DeliveryEvent, Message, Outgoing
from records.models import Result, StudyPlan
from tests.builders import a_representative
from tests.reliability.papers import draw_small_papers
from tests.workflows.credit.families import APPLY, application
from tests.workflows.letters import a_letter, arrive
from tests.workflows.pages import stories
from workflows import deliveries, routing, tasks, ticking
from workflows.cases import decisions
from workflows.cases.models import CaseMessage, Pulled
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db
TEN = range(10)
BOUNCE = """From: MAILER-DAEMON@mx.lug.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <report@mx.lug.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

The mailbox does not exist.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.lug.example

Final-Recipient: rfc822; {to}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

--b
Content-Type: message/rfc822

Message-ID: {message_id}

--b--
"""


@pytest.fixture
def family(school, monkeypatch):
    draw_small_papers(monkeypatch)
    student = stories.a_family(school)
    a_representative(student)
    return student


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[1])
    return client


def one_case_one_letter() -> CreditApplication:
    case = CreditApplication.objects.get()
    assert [each.purpose for each in Outgoing.objects.all()] == ["accepted"]
    return case


# Mail


def test_the_same_letter_by_every_channel_is_one_case_and_one_acknowledgement(family):
    raw = a_letter()
    for number in TEN:
        trace = b"Received: from relay%d.example by mx.sever.example; Mon, 16 Nov 2026 10:00:0%d +0300\r\n"
        again = trace % (number, number) + raw if number % 2 else raw
        channel = ("smtp", "imap", "file", "upload")[number % 4]
        stored = receive.receive(again, channel=channel, mailbox="zayavka@sever.example", mail_from=None)
        routing.route(stored)
        routing.route_waiting()

    case = one_case_one_letter()
    assert Message.objects.filter(duplicate_of=None).count() == 1
    assert all(each.case_numbers == [case.number] for each in Message.objects.all())


def test_the_same_mailbox_file_imported_ten_times_stores_its_letters_once(family):
    box = b"".join(
        b"From x Mon Nov 16 10:00:00 2026\n" + a_letter(message_id=f"<{n}@a.example>") + b"\n" for n in (1, 2)
    )
    for _ in TEN:
        for raw in importing.split(box):
            receive.receive(raw, channel="file", mailbox="zayavka@sever.example")
    routing.route_waiting()
    assert Message.objects.count() == 2
    one_case_one_letter()


def test_the_same_application_under_ten_message_ids_is_one_case(family):
    for number in TEN:
        arrive(a_letter(message_id=f"<{number}@pochta.example>"))
    assert Message.objects.count() == 10
    case = one_case_one_letter()
    assert CaseMessage.objects.filter(case=case).count() == 10


# Tasks and beats


def test_the_same_task_run_ten_times_routes_once(family):
    stored = receive.receive(a_letter(), channel="smtp", mailbox="zayavka@sever.example")
    for _ in TEN:
        tasks.route_letter.func(stored.pk)
        Message.objects.update(locked_until=None)
    assert one_case_one_letter().steps.count() == 2


def test_ten_beats_after_a_lost_worker_make_one_decision_and_send_one_letter(school, family, settings):
    settings.EMAIL_BACKEND = "mailroom.folder.FolderBackend"
    case = stories.at_decision(stories.apply_for(family), school.reviewer)
    decisions.reserve(case, "approve_partly", school.head, case.version, {})
    for _ in TEN:
        Entry.objects.filter(status="reserved").update(locked_until=timezone.now() - timedelta(seconds=1))
        Outgoing.objects.update(locked_until=timezone.now() - timedelta(seconds=1))
        ticking.beat()
    decided_once(case)
    assert CreditApplication.objects.get(pk=case.pk).state == "closed"
    letters = list(configured.LETTERS_DIR.glob("*.eml"))
    assert len(letters) == Outgoing.objects.count() == 2


def decided_once(case) -> None:
    entry = Entry.objects.get(case_number=case.number, kind="credit_decision")
    assert entry.status == "issued"
    assert Outgoing.objects.filter(case_number=case.number, purpose="decision").count() == 1
    assert Result.objects.filter(case_number=case.number).count() == 1
    assert StudyPlan.objects.filter(case_number=case.number).count() == 1
    assert case.steps.filter(action="approve_partly").count() == 1


# Forms


def test_the_same_web_form_sent_ten_times_opens_one_case(family, client):
    answers = [client.post(APPLY, application()) for _ in TEN]
    case = one_case_one_letter()
    assert {each.status_code for each in answers} <= {200, 302}
    assert all(case.number in each.content.decode() for each in answers if each.status_code == 200)


def test_the_same_decision_sent_ten_times_is_made_once_and_nine_are_told(school, family):
    case = stories.at_decision(stories.apply_for(family), school.reviewer)
    head = signed_in(school.head)
    form = {"decision": "approve_partly", "note": "", "version": case.version}
    statuses = [head.post(f"/credit/{case.number}/decision/", form).status_code for _ in TEN]
    assert (statuses[0], set(statuses[1:])) == (302, {409})
    decided_once(case)


def test_the_same_action_sent_ten_times_is_done_once(school, family):
    case = stories.a_stranger(family)
    office = signed_in(school.office)
    form = {"version": case.version, "how": "звонок по номеру из личного дела"}
    statuses = [office.post(f"/credit/{case.number}/act/confirm_sender/", form).status_code for _ in TEN]
    assert (statuses[0], set(statuses[1:])) == (302, {409})
    assert case.steps.filter(action="confirm_sender").count() == 1


# What became of our letters


def test_the_same_delivery_event_pulled_ten_times_moves_the_case_once(school, family):
    case = decisions.act(
        stories.at_decision(stories.apply_for(family), school.reviewer), "approve_partly", school.head
    )
    outbox.send_due()
    for _ in TEN:
        deliveries.pull()
        for event in DeliveryEvent.objects.all():
            deliveries.take(event)
    assert case.steps.filter(action="close").count() == 1
    assert Pulled.objects.count() == DeliveryEvent.objects.count()


def test_the_same_report_of_a_returned_letter_calls_the_office_once(school, family):
    case = stories.apply_for(family)
    outbox.send_due()
    letter = Outgoing.objects.get()
    report = BOUNCE.format(to=letter.to, message_id=letter.message_id).encode()
    for number in TEN:
        arrive(b"Received: from x%d.example by mx; Mon, 16 Nov 2026 10:00:00 +0300\n" % number + report, "<>")
        deliveries.pull()
    assert letter.events.filter(kind="bounced").count() == 1
    assert case.steps.filter(action="letter_returned").count() == 1


# Negative controls: without what makes each thing happen once, it happens again


def test_without_the_memory_of_events_a_letter_would_come_back_twice(school, family):
    case = stories.apply_for(family)
    outbox.send_due()
    DeliveryEvent.add(Outgoing.objects.get(), DeliveryEvent.Kind.BOUNCED, "550 5.1.1")
    deliveries.pull()
    Pulled.objects.all().delete()
    deliveries.pull()
    assert case.steps.filter(action="letter_returned").count() == 2


def test_without_its_key_a_form_sent_twice_is_two_cases(family, client):
    for number in range(2):
        client.post(APPLY, application(once=f"7a0f2a9e-1111-4222-8333-44445555666{number}"))
    assert CreditApplication.objects.count() == 2


def test_without_the_comparison_of_contents_a_second_message_id_is_a_second_case(family, monkeypatch):
    monkeypatch.setattr(routing, "same_application", lambda message, reading: None)
    for number in range(2):
        arrive(a_letter(message_id=f"<{number}@pochta.example>"))
    assert CreditApplication.objects.count() == 2


def test_without_the_version_an_action_is_done_as_often_as_it_is_sent(school, family):
    case = stories.a_stranger(family)
    for _ in range(2):
        decisions.act(case, "confirm_sender", school.office, version=None, how="звонок")
    assert case.steps.filter(action="confirm_sender").count() == 2
