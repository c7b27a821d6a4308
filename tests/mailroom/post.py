"""Makers of letters in and out for the mailroom's tests."""

from mailroom import outbox, receive
from mailroom.models import Message, Outgoing
from tests.mailroom.parsing.letters import letter

MAILBOX = "zayavka@sever.example"


def arrive(
    raw: bytes, *, mail_from: str | None = "anna@mail.example", rcpt: str = MAILBOX, mailbox: str = MAILBOX
) -> Message:
    """Receive a letter and understand it."""
    message = receive.receive(raw, channel="smtp", mailbox=mailbox, mail_from=mail_from, rcpt=rcpt)
    assert receive.claim(message)
    return receive.understand(message)


def answer(**changes) -> Outgoing:
    """A queued letter of ours."""
    values = {
        "case_number": "118-зч",
        "purpose": "received",
        "to": "anna@mail.example",
        "subject": "Заявление получено",
        "text": "Здравствуйте!\n",
    }
    return outbox.queue(**{**values, **changes})


def plain(text: str = "Здравствуйте", *headers: str, **values) -> bytes:
    return letter(text, *headers, **values)
