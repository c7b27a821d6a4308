"""Real Postfix, Dovecot and swaks: letters in by IMAP and SMTP, letters out, letters returned, servers down."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest
from django.utils import timezone
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from mailroom import imap, inlet, outbox, receive
from mailroom.models import DeliveryEvent, Message, Outgoing, Sighting
from storage import blobs
from tests.mailroom.parsing.letters import sample
from tests.mailroom.post import answer, plain
from tests.mailroom.servers import PASSWORD, Servers, running

pytestmark = [pytest.mark.mailservers, pytest.mark.django_db(transaction=True)]
PATIENCE = 180


class Bell:
    """Counts what was stored, and can be waited for without sleeping; whom it waits for is hurried every second."""

    def __init__(self, servers: Servers) -> None:
        self.servers = servers
        self.numbers: list[int] = []
        self.changed = threading.Condition()

    def __call__(self, number: int) -> None:
        with self.changed:
            self.numbers.append(number)
            self.changed.notify_all()

    def wait_for(self, count: int) -> list[int]:
        for _ in range(PATIENCE):
            with self.changed:
                if self.changed.wait_for(lambda: len(self.numbers) >= count, 1):
                    return self.numbers
            self.servers.hurry()
        raise AssertionError(f"letters came: {len(self.numbers)}, not {count}\n{self.servers.told()}")


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with running() as found:
        yield found


@contextmanager
def listening(servers: Servers) -> Iterator[Bell]:
    """Our inlet, where Postfix expects it; stopped only when Postfix has heard every 250, or the next test would
    get the letter again."""
    rung, pause = Bell(servers), threading.Event()
    controller = inlet.build(rung, "127.0.0.1", servers.inlet)
    controller.start()
    try:
        yield rung
        assert any(not servers.queued() or pause.wait(0.2) for _ in range(PATIENCE * 5)), servers.told()
    finally:
        controller.stop()
        controller.handler.threads.shutdown()


@pytest.fixture
def bell(servers, school) -> Iterator[Bell]:
    with listening(servers) as rung:
        yield rung


@pytest.fixture
def outgoing(servers, settings, school):
    settings.EMAIL_BACKEND = "mailroom.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", servers.smtp


def mailbox(servers: Servers, user: str) -> IMAPClient:
    """Signed in. Dovecot lets nobody in until its clock, when that was put back, has caught up again."""
    pause = threading.Event()
    for _ in range(PATIENCE):
        try:
            client = IMAPClient("127.0.0.1", servers.imap, ssl=False)
            client.login(user, PASSWORD)
        except (IMAPClientError, OSError):
            pause.wait(1)
            continue
        client.select_folder("INBOX")
        return client
    raise AssertionError(f"nobody could sign in\n{servers.told()}")


def arrived(servers: Servers, user: str, wanted: Callable[[bytes], bool]) -> bytes:
    """The letter in a mailbox that fits; IDLE tells when to look again."""
    with mailbox(servers, user) as client:
        for _ in range(PATIENCE):
            for uid, parts in client.fetch(client.search(), [b"BODY.PEEK[]"]).items():
                if uid and wanted(parts[b"BODY[]"]):
                    return parts[b"BODY[]"]
            client.idle()
            client.idle_check(timeout=1)
            client.idle_done()
            servers.hurry()
    raise AssertionError(f"no such letter came\n{servers.told()}")


def understood(number: int) -> Message:
    message = Message.objects.get(pk=number)
    assert receive.claim(message)
    return receive.understand(message)


# In by SMTP.


def test_a_letter_comes_through_postfix_into_the_inlet(servers, bell):
    assert "250 2.0.0 Ok: queued" in servers.swaks("zayavka@sever.example", sample(27))
    message = understood(bell.wait_for(1)[0])
    assert message.sender == "polya.voron09@gmail.example"
    assert (message.mailbox, message.mail_from, message.channel) == (
        "zayavka@sever.example",
        "anna@mail.example",
        "smtp",
    )
    assert b"Received: from" in blobs.get(message.sha256)


def test_while_the_inlet_is_down_postfix_keeps_the_letter(servers, school):
    servers.swaks("zayavka@sever.example", plain("пока вас нет"))
    assert not Message.objects.exists()
    with listening(servers) as rung:
        assert "пока вас нет" in understood(rung.wait_for(1)[0]).parsed["text"]


def test_a_451_of_ours_brings_the_letter_again(servers, bell, monkeypatch):
    real, failures = receive.receive, []

    def fails_twice(*args, **kwargs):
        if len(failures) < 2:
            failures.append(1)
            raise OSError("disk full")
        return real(*args, **kwargs)

    monkeypatch.setattr(receive, "receive", fails_twice)
    servers.swaks("zayavka@sever.example", plain("со второй попытки"))
    assert "со второй попытки" in understood(bell.wait_for(1)[0]).parsed["text"]
    assert len(failures) == 2 and Message.objects.count() == 1


# In by IMAP.


def test_imap_takes_each_letter_once_even_when_staff_have_opened_it(servers, school):
    user = "office@mail.example"
    servers.swaks(user, sample(29))
    servers.swaks(user, sample(40))
    arrived(servers, user, lambda raw: b"ermolaeva" in raw)
    with mailbox(servers, user) as client:
        client.add_flags(client.search(), [b"\\Seen"])
    rung = Bell(servers)
    assert imap.fetch_new(servers.url(user), rung) == 2
    assert imap.fetch_new(servers.url(user), rung) == 0
    senders = {understood(number).sender for number in rung.numbers}
    assert senders == {"shchukin@inbox.example", "n.ermolaeva@stroyservis.example"}
    message = Message.objects.first()
    assert message.mailbox == user and abs((timezone.now() - message.received_at).total_seconds()) < 300
    with mailbox(servers, user) as client:
        assert all(imap.KEYWORD in flags for flags in client.get_flags(client.search()).values())


def test_a_crash_between_commit_and_mark_stores_nothing_twice(servers, school, monkeypatch):
    user = "anna@mail.example"
    servers.swaks(user, plain("один раз"))
    arrived(servers, user, lambda raw: b"Subject" in raw)
    with monkeypatch.context() as patch:
        patch.setattr(imap, "_mark", lambda *args: (_ for _ in ()).throw(ConnectionError("cut")))
        with pytest.raises(ConnectionError):
            imap.fetch_new(servers.url(user), Bell(servers))
    stored = Message.objects.count()
    assert stored >= 1
    imap.fetch_new(servers.url(user), Bell(servers))
    assert len(set(Message.objects.values_list("content_sha", flat=True))) == Message.objects.count()


def test_a_server_without_keywords_gets_a_ledger(servers, school, monkeypatch):
    user = "ledger@mail.example"
    servers.swaks(user, plain("в книгу"))
    arrived(servers, user, lambda raw: True)
    select = IMAPClient.select_folder

    def without_keywords(self, folder, readonly=False):
        return {**select(self, folder, readonly), b"PERMANENTFLAGS": (b"\\Seen",)}

    monkeypatch.setattr(IMAPClient, "select_folder", without_keywords)
    assert imap.fetch_new(servers.url(user), Bell(servers)) == 1
    assert imap.fetch_new(servers.url(user), Bell(servers)) == 0
    assert Sighting.objects.count() == 1


def test_a_watched_mailbox_gives_its_letters_as_they_come(servers, school):
    rung, stopped = Bell(servers), threading.Event()
    user = "idle@mail.example"
    watcher = threading.Thread(target=imap.watch, args=(servers.url(user), rung, stopped))
    watcher.start()
    try:
        for count in (1, 2):
            servers.swaks(user, plain(f"письмо {count}"))
            rung.wait_for(count)
    finally:
        stopped.set()
        watcher.join(PATIENCE)
    assert not watcher.is_alive(), servers.told()
    assert Message.objects.count() == 2


# Out by SMTP.


def test_a_letter_leaves_and_its_delivery_is_proven(servers, bell, outgoing):
    sha = blobs.put(b"%PDF-1.4 decision")
    file = {"sha256": sha, "filename": "Решение о зачёте.pdf", "media_type": "application/pdf"}
    letter = answer(attachments=[file])
    assert outbox.send_due() == {"sent": 1}
    letter = Outgoing.objects.get(pk=letter.pk)
    assert letter.proof.startswith("250 2.0.0 Ok: queued as")
    raw = arrived(servers, letter.to, lambda each: letter.message_id.encode() in each)
    mime = message_from_bytes(raw, policy=policy.compat32)
    assert mime["Return-Path"] == f"<bounce+{letter.token}@sever.example>"
    assert mime.get_payload(1).get_filename() == "Решение о зачёте.pdf"
    assert mime.get_payload(1).get_payload(decode=True) == b"%PDF-1.4 decision"
    # The report of delivery that was asked for comes to the envelope's token.
    report = understood(bell.wait_for(1)[0])
    assert (report.machine_kind, report.mail_from) == ("bounce", "<>")
    assert letter.events.last().kind == DeliveryEvent.Kind.DELIVERED


def test_an_address_that_does_not_exist_needs_the_office(outgoing):
    letter = answer(to="nobody@mail.example")
    assert outbox.send_due() == {"needs_human": 1}
    letter = Outgoing.objects.get(pk=letter.pk)
    assert letter.error.startswith("550 5.1.1") and letter.sent_at is None


def test_a_greylisting_server_is_tried_again_later(outgoing):
    letter = answer(to="slow@mail.example")
    assert outbox.send_due() == {"deferred": 1}
    letter = Outgoing.objects.get(pk=letter.pk)
    assert letter.error.startswith("450 4.7.1") and letter.status == Outgoing.Status.QUEUED


def test_a_letter_that_comes_back_after_it_was_accepted_is_not_called_sent(servers, bell, outgoing):
    letter = answer(to="gone@later.example")
    assert outbox.send_due() == {"sent": 1}
    report = understood(bell.wait_for(1)[0])
    assert report.machine_kind == "bounce"
    letter = Outgoing.objects.get(pk=letter.pk)
    assert letter.status == Outgoing.Status.NEEDS_HUMAN and letter.error.startswith("5.4.")
    assert letter.events.last().kind == DeliveryEvent.Kind.BOUNCED


def test_a_server_that_is_down_defers(settings, school):
    settings.EMAIL_BACKEND = "mailroom.smtp.Backend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer()
    assert outbox.send_due() == {"deferred": 1}


def test_a_reply_through_real_servers_finds_its_case(servers, bell, outgoing):
    letter = answer()
    outbox.send_due()
    raw = arrived(servers, letter.to, lambda each: letter.message_id.encode() in each)
    reply_to = message_from_bytes(raw, policy=policy.compat32)["Reply-To"]
    servers.swaks(reply_to, plain("дополняю: 72 часа").replace(b"zayavka@sever.example", reply_to.encode()))
    threads = [outbox.thread_of(understood(number)) for number in bell.wait_for(2)]
    assert "118-зч" in threads
