"""The outbox: letters are queued in the transaction that decides on them and leave after it (see sending.py)."""

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mailroom import writing
from mailroom.models import DeliveryEvent, Message, Outgoing
from mailroom.parsing import machine
from mailroom.parsing.words import one_line
from mailroom.sending import send_due, send_one
from mailroom.threads import thread_of

__all__ = [
    "BadAddress",
    "cancel",
    "cancel_with",
    "hand_over",
    "may_acknowledge",
    "queue",
    "readdress",
    "release",
    "retry",
    "send_due",
    "send_one",
    "thread_of",
]

_AUTOMATIC_A_DAY = 3
_ADDRESS = re.compile(r"[^\s<>@\",;:\\()\[\]]{1,64}@[^\s<>@\",;:\\()\[\]]{1,253}")


class BadAddress(ValueError):
    """No letter can go to this address."""


def queue(
    *,
    case_number: str,
    purpose: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    attachments: Sequence[Mapping[str, str]] = (),
    reply_to_message: Message | None = None,
    held: bool = False,
    automatic: bool = True,
) -> Outgoing:
    """Queue a letter inside the caller's transaction.

    `attachments`: {"sha256", "filename", "media_type"} of stored blobs. `reply_to_message`: the letter this
    one
    answers (threading). `held`: waits for release(). Raises BadAddress. Line ends in the subject become
    spaces.
    """
    now = timezone.now()
    token = secrets.token_hex(12)
    subject = one_line(subject)[:400]
    if case_number and case_number not in subject:
        subject = f"{subject} [{case_number}]"
    letter = Outgoing.objects.create(
        case_number=case_number,
        purpose=purpose,
        automatic=automatic,
        to=_checked(to),
        subject=subject,
        text=text,
        html=html,
        attachments=[dict(each) for each in attachments],
        token=token,
        message_id=f"<{token}@{writing.own_domain()}>",
        in_reply_to=reply_to_message.message_id if reply_to_message else "",
        references=_references(reply_to_message),
        status=Outgoing.Status.HELD if held else Outgoing.Status.QUEUED,
        queued_at=now,
        next_at=now,
    )
    DeliveryEvent.add(letter, DeliveryEvent.Kind.QUEUED, "held" if held else "")
    return letter


def _checked(to: str) -> str:
    # Not Django's validator: it refuses Cyrillic mailboxes, and whoever wrote to us must be answerable.
    if not _ADDRESS.fullmatch(to) or not to.isprintable():
        raise BadAddress("not an address")
    return to


def _references(message: Message | None) -> list[str]:
    if message is None or not message.message_id:
        return []
    earlier = (message.parsed or {}).get("references", [])
    return [*earlier[-19:], message.message_id]


def release(letter: Outgoing) -> bool:
    """Let a held letter go (its paper has been signed); False when it was not held."""
    held = Outgoing.objects.filter(pk=letter.pk, status=Outgoing.Status.HELD)
    return bool(held.update(status=Outgoing.Status.QUEUED, next_at=timezone.now()))


def hand_over(letter: Outgoing, how: str) -> bool:
    """The answer was handed over on paper or posted: only `how` proves it; False when it has already left by mail."""
    waiting = (Outgoing.Status.HELD, Outgoing.Status.QUEUED, Outgoing.Status.NEEDS_HUMAN)
    changed = Outgoing.objects.filter(pk=letter.pk, status__in=waiting)
    return bool(changed.update(status=Outgoing.Status.HANDED_OVER, proof=how[:500], sent_at=timezone.now()))


def cancel(case_number: str) -> int:
    """Take back what has not left yet; returns how many letters."""
    waiting = Outgoing.objects.filter(
        case_number=case_number, status__in=(Outgoing.Status.QUEUED, Outgoing.Status.HELD)
    )
    return waiting.update(status=Outgoing.Status.CANCELLED)


def cancel_with(case_number: str, sha256: str) -> int:
    """Take back what has not left yet and carries this file; returns how many letters."""
    waiting = Outgoing.objects.filter(
        case_number=case_number, status__in=(Outgoing.Status.QUEUED, Outgoing.Status.HELD)
    )
    carrying = [each.pk for each in waiting if any(one["sha256"] == sha256 for one in each.attachments)]
    return waiting.filter(pk__in=carrying).update(status=Outgoing.Status.CANCELLED)


def readdress(case_number: str, to: str) -> int:
    """Send what did not arrive to another address: unsent letters change theirs, returned ones are queued anew."""
    address, now, count = _checked(to), timezone.now(), 0
    letters = Outgoing.objects.filter(case_number=case_number)
    unsent = letters.filter(
        status__in=(Outgoing.Status.QUEUED, Outgoing.Status.HELD, Outgoing.Status.NEEDS_HUMAN), sent_at=None
    )
    with transaction.atomic():
        count += unsent.exclude(status=Outgoing.Status.HELD).update(
            to=address, mime_sha256="", attempts=0, next_at=now, error="", status=Outgoing.Status.QUEUED
        )
        count += unsent.filter(status=Outgoing.Status.HELD).update(to=address, mime_sha256="")
        for returned in letters.filter(status=Outgoing.Status.NEEDS_HUMAN).exclude(sent_at=None):
            Outgoing.objects.filter(pk=returned.pk).update(status=Outgoing.Status.FAILED)
            _copy(returned, address, now)
            count += 1
    return count


def _copy(letter: Outgoing, to: str, now: datetime) -> Outgoing:
    token = secrets.token_hex(12)
    copy = Outgoing.objects.create(
        **{
            name: getattr(letter, name)
            for name in ("case_number", "purpose", "automatic", "subject", "text", "html")
        },
        attachments=letter.attachments,
        in_reply_to=letter.in_reply_to,
        references=letter.references,
        to=to,
        token=token,
        message_id=f"<{token}@{writing.own_domain()}>",
        queued_at=now,
        next_at=now,
    )
    DeliveryEvent.add(copy, DeliveryEvent.Kind.QUEUED, f"again, instead of {letter.pk}")
    return copy


def retry(letter: Outgoing) -> bool:
    """The office asks for one more attempt at a letter that needed it; False when it did not."""
    stuck = Outgoing.objects.filter(pk=letter.pk, status=Outgoing.Status.NEEDS_HUMAN)
    return bool(stuck.update(status=Outgoing.Status.QUEUED, attempts=0, next_at=timezone.now(), error=""))


def may_acknowledge(address: str, now: datetime) -> bool:
    """May an automatic letter go to this address? Never to machines or ourselves, at most three in 24 hours."""
    try:
        wanted = _checked(address)
    except BadAddress:
        return False
    if machine.no_answer_reason((), wanted, None) or wanted.lower() in writing.own_addresses():
        return False
    lately = Outgoing.objects.filter(to__iexact=wanted, automatic=True, queued_at__gt=now - timedelta(days=1))
    return lately.exclude(status=Outgoing.Status.CANCELLED).count() < _AUTOMATIC_A_DAY
