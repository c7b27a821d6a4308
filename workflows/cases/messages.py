"""Messages from the tracking page: each is kept as a letter of its own in its case, once."""

import uuid
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_fsm import can_proceed

from mailroom import receive
from mailroom.models import Message
from organisation import profile
from workflows.cases import door
from workflows.cases.models import CaseMessage

MESSAGE = "message"
MOST_MESSAGES_A_DAY = 20


def enough_messages(case: Any) -> bool:
    """Whether one application has got as many messages within a day as anybody can mean."""
    since = timezone.now() - timedelta(days=1)
    lately = case.letters_in.filter(role=MESSAGE, message__received_at__gt=since)
    found: int = lately.count()
    return found >= MOST_MESSAGES_A_DAY


def take_message(case: Any, text: str, once: uuid.UUID) -> Message:
    """A question or objection from the tracking page: kept as a letter of its own, and the office is called.

    The bytes follow from text and `once`, so that a second click gives the same letter. It completes nothing.
    """
    ours = profile.current()
    message = receive.receive(
        as_letter(case, text, once, ours.email),
        channel="web",
        mailbox=ours.email,
        mail_from=case.applicant_email,
        rcpt=ours.email,
    )
    if receive.claim(message):
        message = receive.understand(message)
        try:
            with transaction.atomic():
                place_message(case, message)
        except door.Busy:
            receive.put_off(message)  # the case is being decided; routing brings the message a minute later
    return message


def as_letter(case: Any, text: str, once: uuid.UUID, to: str) -> bytes:
    """The message as mail; the number in the subject leads it to its case even if a worker takes it first."""
    letter = EmailMessage()
    letter["From"] = case.applicant_email or to
    letter["To"] = to
    letter["Subject"] = f"[{case.number}]"
    letter["Message-ID"] = f"<{once}@zachetka.invalid>"
    letter.set_content(text)
    return letter.as_bytes()


def place_message(case: Any, message: Message) -> None:
    """Into its case. Nobody's desk shows a closed case: then the office gets the letter itself."""
    case = door.lock(case)
    CaseMessage.objects.get_or_create(case=case, message=message, defaults={"role": MESSAGE})
    if can_proceed(case.add_letter):
        door.move(case, "add_letter", None, message=message.pk, unread=True)
    status = Message.Status.UNROUTED if case.closed_at else Message.Status.ROUTED
    receive.finish(message, status, [case.number])
