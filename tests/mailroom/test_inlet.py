"""The SMTP inlet says 250 only for what is stored, and 451 for everything that went wrong."""

import smtplib

import pytest

from mailroom import inlet, receive
from mailroom.models import Message
from storage import blobs
from tests.mailroom.parsing.letters import sample
from tests.mailroom.post import plain
from tests.ports import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def woken():
    return []


@pytest.fixture
def server(woken):
    controller = inlet.build(woken.append, "127.0.0.1", free_port())
    controller.start()
    yield controller
    controller.stop()
    controller.handler.threads.shutdown()


@pytest.fixture
def client(server):
    with smtplib.SMTP("127.0.0.1", server.port, timeout=120) as connection:
        yield connection


def deliver(client, raw: bytes, sender: str = "anna@mail.example", to: str = "zayavka@sever.example") -> str:
    client.ehlo()
    client.mail(sender)
    client.rcpt(to)
    code, answer = client.data(raw)
    return f"{code} {answer.decode()}"


def test_a_stored_letter_is_answered_with_its_number_and_wakes_routing(client, woken):
    raw = sample(27).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    answer = deliver(client, raw)
    message = Message.objects.get()
    assert answer == f"250 2.0.0 stored as {message.pk}"
    assert woken == [message.pk]
    assert blobs.get(message.sha256) == raw
    assert (message.mailbox, message.rcpt, message.channel) == (
        "zayavka@sever.example",
        ["zayavka@sever.example"],
        "smtp",
    )


def test_redelivery_is_answered_with_the_same_number(client):
    assert deliver(client, plain() + b"\r\n") == deliver(client, plain() + b"\r\n")
    assert Message.objects.count() == 1


def test_a_null_sender_and_a_token_are_kept(client):
    deliver(client, plain() + b"\r\n", sender="", to="bounce+0123456789abcdef01234567@sever.example")
    message = Message.objects.get()
    assert (message.mail_from, message.mailbox) == ("<>", "bounce@sever.example")
    assert message.rcpt == ["bounce+0123456789abcdef01234567@sever.example"]


def test_lines_as_long_as_html_mailers_write_them_are_taken(client):
    raw = plain("я" * 300_000) + b"\r\n"
    assert deliver(client, raw).startswith("250")
    assert blobs.get(Message.objects.get().sha256) == raw


def test_raw_bytes_of_any_charset_are_taken(client):
    raw = sample(29).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert deliver(client, raw).startswith("250")
    assert blobs.get(Message.objects.get().sha256) == raw


@pytest.mark.parametrize("where", ["blobs.put", "Message.objects.create"])
def test_any_failure_is_a_451_and_the_sender_keeps_the_letter(client, woken, monkeypatch, where):
    def broken(*args, **kwargs):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(f"mailroom.receive.{where}", broken)
        assert deliver(client, plain() + b"\r\n").startswith("451")
    assert woken == [] and not Message.objects.exists()
    client.rset()
    assert deliver(client, plain() + b"\r\n").startswith("250")


def test_nobody_to_wake_does_not_lose_the_letter(client, server):
    def broken(number):
        raise RuntimeError("no queue")

    server.handler.on_stored = broken
    assert deliver(client, plain() + b"\r\n").startswith("250")
    assert Message.objects.waiting().count() == 1


def test_a_letter_beyond_the_limit_is_refused_for_good(server, monkeypatch):
    with smtplib.SMTP("127.0.0.1", server.port, timeout=120) as client:
        client.ehlo()
        assert int(client.esmtp_features["size"]) == inlet.LARGEST
        code, _ = client.mail("anna@mail.example", [f"SIZE={inlet.LARGEST + 1}"])
        assert code == 552


def test_the_log_quotes_neither_addresses_nor_letters(client, caplog, monkeypatch):
    secret = "-".join(("canary", "address"))

    def broken(*args, **kwargs):
        raise ValueError(secret)

    monkeypatch.setattr(receive, "receive", broken)
    caplog.set_level("DEBUG")
    assert deliver(client, plain("canary-text") + b"\r\n", sender="canary-sender@mail.example").startswith(
        "451"
    )
    assert "canary" not in caplog.text and "ValueError" in caplog.text
