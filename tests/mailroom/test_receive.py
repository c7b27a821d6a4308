"""Store first, understand later: nothing is lost, nothing is opened twice."""

import threading

import pytest
from django.db import IntegrityError, close_old_connections, transaction
from django.utils import timezone

import sandbox
from journal.models import Entry
from mailroom import receive
from mailroom.models import DeliveryEvent, Message, Outgoing
from storage import blobs
from tests.mailroom.parsing.letters import sample
from tests.mailroom.post import MAILBOX, answer, arrive, plain

pytestmark = pytest.mark.django_db


def take(raw: bytes, **changes) -> Message:
    values = {"channel": "smtp", "mailbox": MAILBOX, "mail_from": "anna@mail.example", "rcpt": [MAILBOX]}
    return receive.receive(raw, **{**values, **changes})


def test_the_bytes_are_kept_as_they_came():
    raw = sample(29)
    message = take(raw)
    assert blobs.get(message.sha256) == raw
    assert (message.status, message.size) == (Message.Status.STORED, len(raw))


def test_ten_deliveries_of_the_same_bytes_are_one_letter():
    assert len({take(sample(1)).pk for _ in range(10)}) == 1
    assert Message.objects.count() == 1


def test_the_same_letter_by_another_way_is_kept_and_linked():
    raw = b"Return-Path: <a@mail.example>\r\nReceived: by mx1\r\n\tid 1\r\n" + plain()
    other = b"Received: by mx2\nDelivered-To: x@sever.example\n" + plain().replace(b"\r\n", b"\n")
    first, second = take(raw), take(other, channel="imap", mailbox="x@sever.example")
    assert second.duplicate_of == first and first.duplicate_of is None
    assert blobs.get(second.sha256) == other


def test_a_letter_that_says_something_else_is_no_duplicate():
    assert take(plain("один")).duplicate_of is None
    assert take(plain("два")).duplicate_of is None


def test_the_database_itself_refuses_a_second_original():
    message = take(plain())
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            mailbox="other",
            sha256="1" * 64,
            content_sha=message.content_sha,
            size=1,
            received_at=timezone.now(),
        )


@pytest.mark.django_db(transaction=True)
def test_two_deliveries_at_the_same_moment_are_one_letter():
    start, seen = threading.Barrier(6), []

    def deliver() -> None:
        start.wait()
        seen.append(take(plain()).pk)
        close_old_connections()

    threads = [threading.Thread(target=deliver) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(seen) == 6 and len(set(seen)) == 1


def test_a_letter_is_leased_to_one_worker():
    message = take(plain())
    assert receive.claim(message)
    assert not receive.claim(message)
    assert not Message.objects.waiting().exists()
    Message.objects.update(locked_until=timezone.now() - receive.LEASE)
    assert receive.claim(message)


def test_a_letter_is_understood_and_its_reading_kept():
    message = arrive(sample(21))
    assert message.status == Message.Status.PARSED
    assert message.sender == "nadya.fomina@gmail.example"
    assert message.subject.startswith("Re: [ЗР-2026-0117]")
    assert "54 часа" in message.parsed["text"]


def test_a_null_envelope_sender_is_a_machine_whatever_the_headers_say():
    assert arrive(plain(), mail_from="").machine_kind == "auto_reply"
    assert arrive(plain("другое"), mail_from="anna@mail.example").machine_kind == ""
    assert arrive(plain("третье"), mail_from=None).machine_kind == ""


def test_what_cannot_be_read_is_quarantined_with_the_reason(monkeypatch):
    attempts = []

    def killed(*args, **kwargs):
        attempts.append(1)
        raise sandbox.TimedOut("slow")

    monkeypatch.setattr(sandbox, "run", killed)
    message = arrive(plain())
    assert (message.status, message.needs_human) == (Message.Status.QUARANTINED, ["unreadable_timed_out"])
    assert len(attempts) == 2
    assert list(Message.objects.unrouted()) == [message]


def test_an_unplaced_letter_may_be_put_aside_or_read_again(school):
    message = arrive(plain())
    receive.finish(message, Message.Status.UNROUTED)
    receive.mark_not_ours(message, school.office, "реклама")
    message = Message.objects.get(pk=message.pk)
    assert (message.status, message.closed_by, message.closing_reason) == (
        "not_ours",
        school.office,
        "реклама",
    )
    assert Entry.objects.filter(kind="letter_not_ours", subject=str(message.pk)).exists()
    with pytest.raises(receive.NotWaiting):
        receive.mark_not_ours(message, school.office, "ещё раз")
    assert not receive.route_again(message)


def test_finish_ends_the_lease_and_names_the_cases():
    message = arrive(plain())
    assert receive.finish(message, Message.Status.ROUTED, ["118-зч"], outcome="case") == "case"
    message = Message.objects.get(pk=message.pk)
    assert (message.case_numbers, message.locked_until) == (["118-зч"], None)


def test_a_bounce_marks_our_letter_once(school):
    letter = answer()
    Outgoing.objects.filter(pk=letter.pk).update(status=Outgoing.Status.SENT)
    raw = sample(8).replace(b"<ack-008@shkola.example>", letter.message_id.encode())
    message = arrive(raw, mail_from="")
    assert message.machine_kind == "bounce"
    letter = Outgoing.objects.get(pk=letter.pk)
    assert letter.status == Outgoing.Status.NEEDS_HUMAN and "550 5.1.1" in letter.error
    receive.understand(message)
    assert letter.events.filter(kind=DeliveryEvent.Kind.BOUNCED).count() == 1


def test_a_bounce_is_known_by_the_token_of_its_envelope_too(school):
    letter = answer()
    raw = sample(8).replace(b"Action: failed", b"Action: delivered")
    arrive(raw, mail_from="", rcpt=f"bounce+{letter.token}@sever.example")
    assert [each.kind for each in letter.events.all()] == ["queued", "delivered"]
    assert Outgoing.objects.get(pk=letter.pk).status == Outgoing.Status.QUEUED


def test_a_stranger_without_the_token_cannot_make_a_letter_bounce(school):
    letter = answer()
    arrive(sample(8), mail_from="")
    assert [each.kind for each in letter.events.all()] == ["queued"]
