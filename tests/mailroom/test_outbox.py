"""Letters of ours: queued with the decision, sent once, proven, tried again, or given to a person."""

import smtplib
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.db import transaction
from django.utils import timezone

from mailroom import outbox, sending, writing
from mailroom.models import AppendOnly, DeliveryEvent, Outgoing
from storage import blobs
from tests.mailroom.post import answer, arrive, plain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings, school):
    settings.EMAIL_BACKEND = "mailroom.folder.FolderBackend"
    return settings.LETTERS_DIR


def fresh(letter: Outgoing) -> Outgoing:
    return Outgoing.objects.get(pk=letter.pk)


def failing(monkeypatch, error: Exception) -> None:
    def deliver(mail):
        raise error

    monkeypatch.setattr(writing, "deliver", deliver)


def test_a_letter_leaves_with_its_proof(folder):
    letter = answer()
    assert outbox.send_due() == {"sent": 1}
    letter = fresh(letter)
    assert (letter.status, letter.attempts) == (Outgoing.Status.SENT, 1)
    assert letter.proof == f"250 written to {letter.token}.eml"
    assert [each.kind for each in letter.events.all()] == ["queued", "accepted"]
    assert (folder / f"{letter.token}.eml").read_bytes() == blobs.get(letter.mime_sha256)
    assert outbox.send_due() == {}


def test_a_letter_of_a_transaction_that_fails_never_existed(folder):
    with pytest.raises(ValueError, match="x"), transaction.atomic():
        answer()
        raise ValueError("x")
    assert outbox.send_due() == {} and not folder.exists()


def test_the_bytes_are_frozen_and_a_repeat_is_recognisable(folder):
    letter = answer()
    outbox.send_due()
    first = (folder / f"{letter.token}.eml").read_bytes()
    # As after a crash between the server's 250 and our commit: the lease runs out and the letter goes again.
    past = timezone.now() - timedelta(seconds=1)
    Outgoing.objects.update(status=Outgoing.Status.CLAIMED, locked_until=past, text="другое")
    assert outbox.send_due() == {"sent": 1}
    assert [each.read_bytes() for each in folder.iterdir()] == [first]


def test_a_claimed_letter_is_left_to_its_sender():
    letter = answer()
    Outgoing.objects.update(status=Outgoing.Status.CLAIMED, locked_until=timezone.now() + sending.LEASE)
    assert outbox.send_one(letter.pk) == "busy"
    assert outbox.send_due() == {}


@pytest.mark.parametrize(("attempt", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 60), (30, 60)])
def test_a_letter_put_off_is_tried_again_later_and_later(monkeypatch, attempt, minutes):
    failing(monkeypatch, writing.Deferred("451 later"))
    letter = answer()
    Outgoing.objects.update(attempts=attempt - 1)
    before = timezone.now()
    assert outbox.send_due() == {"deferred": 1}
    letter = fresh(letter)
    assert letter.status == Outgoing.Status.QUEUED and letter.error == "451 later"
    assert timedelta(0) <= letter.next_at - before - timedelta(minutes=minutes) < timedelta(seconds=30)


def test_an_alarm_is_raised_well_before_anyone_gives_up(monkeypatch):
    failing(monkeypatch, writing.Deferred("451 later"))
    letter = answer()
    for attempt in range(1, Outgoing.ALARM_ATTEMPTS + 1):
        Outgoing.objects.update(next_at=timezone.now())
        assert outbox.send_one(letter.pk) == "deferred"
        assert Outgoing.objects.alarming().exists() == (attempt == Outgoing.ALARM_ATTEMPTS)
    Outgoing.objects.update(attempts=0)
    assert not Outgoing.objects.alarming().exists()
    assert Outgoing.objects.alarming(timezone.now() + timedelta(hours=3)).exists()


def test_after_three_days_a_letter_goes_to_the_office(monkeypatch):
    failing(monkeypatch, writing.Deferred("451 later"))
    answer()
    Outgoing.objects.update(attempts=75)
    assert outbox.send_due() == {"needs_human": 1}


def test_a_refusal_goes_to_the_office_who_may_try_again(monkeypatch):
    failing(monkeypatch, writing.Refused("550 no such user"))
    letter = answer()
    assert outbox.send_due() == {"needs_human": 1}
    letter = fresh(letter)
    assert [each.kind for each in letter.events.all()] == ["queued", "failed"]
    assert outbox.send_due() == {}
    assert outbox.retry(letter) and not outbox.retry(letter)
    monkeypatch.undo()
    assert fresh(letter).status == Outgoing.Status.QUEUED


def test_one_letter_that_cannot_be_made_does_not_stop_the_others(monkeypatch):
    bad, good = answer(), answer(to="b@mail.example")
    real = writing.frozen

    def frozen(letter):
        if letter.pk == bad.pk:
            raise KeyError("surprise")
        return real(letter)

    monkeypatch.setattr(writing, "frozen", frozen)
    assert outbox.send_due() == {"deferred": 1, "sent": 1}
    assert fresh(good).status == Outgoing.Status.SENT


def test_a_lost_attachment_goes_to_the_office():
    letter = answer(attachments=[{"sha256": "0" * 64, "filename": "a.pdf", "media_type": "application/pdf"}])
    assert outbox.send_due() == {"needs_human": 1}
    assert "BlobMissing" in fresh(letter).error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.example": (450, b"greylisted")}), writing.Deferred),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"unknown")}), writing.Refused),
        (smtplib.SMTPResponseException(451, b"busy"), writing.Deferred),
        (smtplib.SMTPResponseException(554, b"spam"), writing.Refused),
        (smtplib.SMTPAuthenticationError(535, b"our password"), writing.Deferred),
        (smtplib.SMTPServerDisconnected("gone"), writing.Deferred),
        (ConnectionRefusedError("down"), writing.Deferred),
        (TimeoutError("slow"), writing.Deferred),
    ],
)
def test_the_servers_answer_decides_between_later_and_never(monkeypatch, error, kind):
    def send_messages(self, messages):
        raise error

    monkeypatch.setattr("mailroom.folder.FolderBackend.send_messages", send_messages)
    with pytest.raises(kind):
        writing.deliver(writing.frozen(answer()))


def test_held_letters_wait_for_their_signature():
    letter = answer(held=True)
    assert outbox.send_due() == {}
    assert outbox.release(letter) and not outbox.release(letter)
    assert outbox.send_due() == {"sent": 1}


def test_only_what_has_not_left_can_be_taken_back():
    gone = answer()
    outbox.send_due()
    waiting, held = answer(), answer(held=True)
    assert outbox.cancel("118-зч") == 2
    assert [fresh(each).status for each in (gone, waiting, held)] == ["sent", "cancelled", "cancelled"]
    assert outbox.send_due() == {}


def test_a_letter_handed_over_on_paper_never_leaves_by_mail():
    letter = answer(held=True)
    assert outbox.hand_over(letter, "под подпись 24.11.2026")
    assert not outbox.release(letter) and outbox.send_due() == {}
    assert fresh(letter).proof == "под подпись 24.11.2026"


def test_a_new_address_sends_again_what_came_back_and_moves_what_waits(folder):
    returned = answer()
    outbox.send_due()
    Outgoing.objects.update(status=Outgoing.Status.NEEDS_HUMAN)
    held = answer(held=True)
    assert outbox.readdress("118-зч", "new@mail.example") == 2
    assert fresh(returned).status == Outgoing.Status.FAILED
    assert (fresh(held).to, fresh(held).status) == ("new@mail.example", Outgoing.Status.HELD)
    copy = Outgoing.objects.exclude(pk__in=(returned.pk, held.pk)).get()
    assert (copy.to, copy.text, copy.purpose) == ("new@mail.example", returned.text, returned.purpose)
    assert copy.message_id != returned.message_id
    assert outbox.send_due() == {"sent": 1}


def test_delivery_events_are_only_added():
    event = answer().events.get()
    event.detail = "changed"
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()
    assert DeliveryEvent.objects.get(pk=event.pk).detail == ""


# What the letters look like.


def written(letter: Outgoing):
    mail = writing.frozen(letter)
    return mail, message_from_bytes(mail.frozen, policy=policy.compat32)


@pytest.mark.parametrize(
    "evil", ["\r\nBcc: x@evil.example", "\nX: y", "\r\n\r\nbody", "\u2028Bcc: z", "\rBcc: q"]
)
def test_no_line_end_makes_a_header(evil):
    letter = answer(subject=f"Получено{evil}", case_number="118-зч")
    mail, mime = written(letter)
    assert mime["Bcc"] is None and mime["X"] is None
    assert b"\nBcc" not in mail.frozen
    for address in (f"anna@mail.example{evil}", f"{evil}anna@mail.example"):
        if address.strip() != "anna@mail.example":
            with pytest.raises(outbox.BadAddress):
                answer(to=address)
    name = f"a{evil}.pdf"
    sha = blobs.put(b"x")
    mail, mime = written(
        answer(attachments=[{"sha256": sha, "filename": name, "media_type": "application/pdf"}])
    )
    assert b"\nBcc" not in mail.frozen and len(mime.get_payload()) == 2


@pytest.mark.parametrize(
    "to",
    ["", "anna", "anna@", "@mail.example", "a b@mail.example", "a@b.example,c@d.example", "<a@b.example>"],
)
def test_what_is_no_address_is_refused(to):
    with pytest.raises(outbox.BadAddress):
        answer(to=to)


def test_a_cyrillic_mailbox_can_be_answered(folder):
    letter = answer(to="иван@почта.рф")
    assert outbox.send_due() == {"sent": 1}
    assert b"xn--" in (folder / f"{letter.token}.eml").read_bytes()


def test_threading_headers_point_at_the_letter_that_is_answered():
    message = arrive(plain("x", "References: <zero@mail.example>"))
    letter = answer(reply_to_message=message)
    mail, mime = written(letter)
    assert mime["In-Reply-To"].strip() == "<one@mail.example>"
    assert mime["References"].split() == ["<zero@mail.example>", "<one@mail.example>"]
    assert mime["Auto-Submitted"] == "auto-replied" and mime["X-Auto-Response-Suppress"] == "All"
    assert mime["Reply-To"] == f"zayavka+{letter.token}@sever.example"
    assert mime["Message-ID"] == letter.message_id
    assert mail.from_email == f"bounce+{letter.token}@sever.example"
    assert letter.subject.endswith("[118-зч]")


def test_a_letter_written_by_a_person_is_not_called_automatic():
    _, mime = written(answer(automatic=False))
    assert mime["Auto-Submitted"] is None


def test_a_file_has_its_name_for_every_mail_program():
    sha = blobs.put(b"%PDF-1.4")
    long = "Решение о зачёте результатов обучения " * 5 + ".pdf"
    for name in ("Решение.pdf", long):
        _, mime = written(
            answer(attachments=[{"sha256": sha, "filename": name, "media_type": "application/pdf"}])
        )
        part = mime.get_payload(1)
        assert "filename*=utf-8''" in part["Content-Disposition"].lower()
        assert "=?utf-8?" in part["Content-Type"]
        assert len(part.get_filename()) < 100 and part.get_filename().endswith(".pdf")
        assert part.get_payload(decode=True) == b"%PDF-1.4"


def test_lines_are_short_and_text_is_safe_for_any_server():
    mail, mime = written(answer(text="Длинная строка без переноса " * 500))
    assert max(len(line) for line in mail.frozen.split(b"\r\n")) < 998
    assert mail.frozen.isascii()
    part = mime if not mime.is_multipart() else mime.get_payload(0)
    assert part.get_payload(decode=True).decode() == "Длинная строка без переноса " * 500


def test_the_profile_may_be_without_an_address(settings):
    settings.DEFAULT_FROM_EMAIL = "school@localhost"
    assert writing.own_domain() == "sever.example"


# Who may get an automatic letter.


def test_three_automatic_letters_a_day_and_no_more():
    now = timezone.now()
    for count in range(3):
        assert outbox.may_acknowledge("anna@mail.example", now), count
        answer(case_number=f"{count}-зч")
    assert not outbox.may_acknowledge("anna@mail.example", now)
    assert not outbox.may_acknowledge("ANNA@mail.example", now)
    assert outbox.may_acknowledge("other@mail.example", now)
    assert outbox.may_acknowledge("anna@mail.example", now + timedelta(days=1, minutes=1))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "no-reply@x.example",
        "MAILER-DAEMON@x.example",
        "zayavka@sever.example",
        "bounces+1@x.example",
    ],
)
def test_machines_and_ourselves_get_none(address):
    assert not outbox.may_acknowledge(address, timezone.now())
