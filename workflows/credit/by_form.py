"""What is typed into forms: an application (web or counter), the missing part, a message. Each counts once."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from mailroom import receive
from mailroom.models import Message
from organisation import profile
from organisation.models import User
from workflows.cases import door
from workflows.cases.models import CaseMessage, Channel
from workflows.credit import intake, lines
from workflows.credit.models import CreditApplication, State
from workflows.credit.public_forms import CheckedFile

MESSAGE = "message"
Read = Mapping[str, Any]  # one course as the form gives it


MOST_MESSAGES_A_DAY = 20


def sent_before(once: uuid.UUID) -> bool:
    """Whether a form with this key has opened a case."""
    return bool(CreditApplication.objects.filter(once=once).exists())


def open_once(
    data: Mapping[str, Any],
    uploads: Sequence[CheckedFile],
    once: uuid.UUID,
    *,
    channel: str = Channel.WEB,
    actor: User | None = None,
) -> tuple[CreditApplication, bool]:
    """The case of a form, and whether it is new: the same form sent twice opens one case."""
    known = CreditApplication.objects.filter(once=once).first()
    if known is not None:
        return known, False
    try:
        return intake.open_from_form({**data, "once": once}, uploads, channel=channel, actor=actor), True
    except IntegrityError:
        known = CreditApplication.objects.filter(once=once).first()
        if known is None:
            raise
        return known, False  # the other click was faster


def answer_form(
    case: CreditApplication,
    courses: Sequence[Read],
    uploads: Sequence[CheckedFile],
    *,
    words: str = "",
    once: uuid.UUID | None = None,
) -> CreditApplication:
    """The applicant completed the pre-filled form: the same as a reply that gives everything.

    MoveRefused when the case waits for nothing any more. `once` is kept in the step: see answered_by.
    """
    intake.keep_bytes(uploads)
    with transaction.atomic():
        case = door.lock(case)
        topics = {line.title: line.topics for line in case.lines.all()}
        lines.replace(case, [{**each, "topics": topics.get(each["title"], [])} for each in courses])
        intake.attach(case, uploads, None)
        action = "reopen" if case.state == State.LAPSED else "complete"
        now = timezone.now()
        return door.move(case, action, None, complete_at=now, note=words, once=str(once or ""))


def answered_by(case: CreditApplication, once: uuid.UUID) -> bool:
    """Whether this very form has completed the case already: the second of two clicks."""
    steps = case.steps.filter(action__in=("complete", "reopen"))
    return steps.filter(data__once=str(once)).exists()


def enough_messages(case: CreditApplication) -> bool:
    """Whether one application has got as many messages within a day as anybody can mean."""
    since = timezone.now() - timedelta(days=1)
    lately = case.letters_in.filter(role=MESSAGE, message__received_at__gt=since)
    return lately.count() >= MOST_MESSAGES_A_DAY


def take_message(case: CreditApplication, text: str, once: uuid.UUID) -> Message:
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


def as_letter(case: CreditApplication, text: str, once: uuid.UUID, to: str) -> bytes:
    """The message as mail; the number in the subject leads it to its case even if a worker takes it first."""
    letter = EmailMessage()
    letter["From"] = case.applicant_email or to
    letter["To"] = to
    letter["Subject"] = f"[{case.number}]"
    letter["Message-ID"] = f"<{once}@zachetka.invalid>"
    letter.set_content(text)
    return letter.as_bytes()


def place_message(case: CreditApplication, message: Message) -> None:
    """Into its case. Nobody's desk shows a closed case: then the office gets the letter itself."""
    case = door.lock(case)
    CaseMessage.objects.get_or_create(case=case, message=message, defaults={"role": MESSAGE})
    if case.state != State.WITHDRAWN:
        door.move(case, "add_letter", None, message=message.pk, unread=True)
    status = Message.Status.UNROUTED if case.closed_at else Message.Status.ROUTED
    receive.finish(message, status, [case.number])
