"""The one way in: store first, understand later.

receive() returns only after the bytes are fsynced and the row is committed, so that a caller may then, and
only
then, tell the other side "250" or mark the letter as taken. Redelivery of the same bytes gives the same row.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

import faults
import sandbox
from journal import append
from mailroom import returns
from mailroom.models import Message
from mailroom.parsing import ParsedMail
from organisation.models import User
from storage import blobs

LEASE = timedelta(minutes=5)
PAUSE = timedelta(minutes=1)
_TRACE = {
    "return-path",
    "received",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-envelope-from",
    "authentication-results",
    "received-spf",
    "x-received",
    "arc-seal",
    "arc-message-signature",
    "arc-authentication-results",
    "x-spam-status",
    "x-spam-score",
    "x-spam-level",
    "x-spam-flag",
    "status",
    "x-status",
    "x-uid",
    "x-keywords",
}
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*")


class NotWaiting(Exception):
    """The letter is already where it belongs, or another worker has it."""


def receive(
    raw: bytes,
    *,
    channel: str,
    mailbox: str,
    mail_from: str | None = None,
    rcpt: str | Sequence[str] = (),
    received_at: datetime | None = None,
) -> Message:
    """Store a letter durably; the row is committed on return.

    `mailbox`: address it came to; `mail_from`: envelope sender, "" or "<>" for the null one, None when
    unknown.
    The same bytes to the same mailbox give the first row again; the same content otherwise is stored as a row
    of
    its own with `duplicate_of`.
    """
    sha256 = blobs.put(raw)
    mailbox = mailbox.strip().lower()[:320]
    known = Message.objects.filter(mailbox=mailbox, sha256=sha256).first()
    if known is not None:
        return known
    values = {
        "content_sha": content_sha(raw),
        "size": len(raw),
        "channel": channel,
        "mail_from": _envelope(mail_from),
        "rcpt": [rcpt] if isinstance(rcpt, str) and rcpt else list(rcpt),
        "received_at": received_at or timezone.now(),
    }
    message = _insert(mailbox, sha256, values)
    faults.reach("message_committed")
    return message


def _insert(mailbox: str, sha256: str, values: dict[str, object]) -> Message:
    """Two deliveries at the same moment: the constraints let one be the original, the other finds it and links."""
    for _ in range(3):
        known = Message.objects.filter(mailbox=mailbox, sha256=sha256).first()
        if known is not None:
            return known
        original = Message.objects.filter(content_sha=values["content_sha"], duplicate_of=None).first()
        try:
            with transaction.atomic():
                return Message.objects.create(mailbox=mailbox, sha256=sha256, duplicate_of=original, **values)
        except IntegrityError:
            continue
    raise IntegrityError("the letter could not be stored")


def content_sha(raw: bytes) -> str:
    """SHA-256 of the letter with LF line ends and without what servers put on top of it on the way."""
    data = raw.replace(b"\r\n", b"\n")
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    position = 0
    while match := _FIELD.match(data, position):
        if match.group(1).decode("ascii").lower() not in _TRACE:
            break
        position = match.end()
    return hashlib.sha256(data[position:].rstrip(b"\n")).hexdigest()


def _envelope(mail_from: str | None) -> str:
    if mail_from is None:
        return ""
    return mail_from.strip()[:320] or "<>"


def claim(message: Message) -> bool:
    """Lease a waiting letter to this worker; False when it is not waiting or another has it."""
    now = timezone.now()
    free = Message.objects.waiting(now).filter(pk=message.pk)
    return bool(free.update(locked_until=now + LEASE, attempts=models.F("attempts") + 1))


def understand(message: Message) -> Message:
    """Parse a claimed letter in a child process and save what was learnt; returns a fresh row.

    Bytes that cannot be parsed within the limits end as QUARANTINED with the reason, never as an exception.
    """
    try:
        parsed = ParsedMail.from_json(json.loads(_parse(message)))
    except sandbox.SandboxError as error:
        return _quarantine(message, f"unreadable_{error.code}")
    with transaction.atomic():
        _save(message, parsed)
        returns.note(message, parsed)
    faults.reach("parsed")
    return Message.objects.get(pk=message.pk)


def _parse(message: Message) -> bytes:
    head = json.dumps({"authserv_id": settings.AUTHSERV_ID}).encode()
    payload = head + b"\n" + blobs.get(message.sha256)
    try:
        return sandbox.run("mailroom.parsing.letter:parse_json", payload, limits=sandbox.PARSING)
    except (sandbox.Killed, sandbox.TimedOut):
        # Once more: a machine under load must not send an honest letter to quarantine.
        return sandbox.run("mailroom.parsing.letter:parse_json", payload, limits=sandbox.PARSING)


def _save(message: Message, parsed: ParsedMail) -> None:
    machine, no_answer = parsed.machine_kind or "", parsed.no_answer_reason
    if message.mail_from == "<>" and not machine:
        # No person writes with a null envelope sender (RFC 5321, 4.5.5).
        machine, no_answer = "auto_reply", "machine"
    message.parsed = parsed.as_json()
    message.sender = (parsed.from_email or "")[:320]
    message.sender_name = parsed.from_name[:200]
    message.subject = parsed.subject[:1000]
    message.message_id = (parsed.message_id or "")[:320]
    message.in_reply_to = (parsed.in_reply_to or "")[:320]
    message.machine_kind = machine
    message.no_answer_reason = no_answer
    message.needs_human = list(parsed.needs_human)
    message.status = Message.Status.PARSED
    fields = [
        "parsed",
        "sender",
        "sender_name",
        "subject",
        "message_id",
        "in_reply_to",
        "machine_kind",
        "no_answer_reason",
        "needs_human",
        "status",
    ]
    message.save(update_fields=fields)


def _quarantine(message: Message, reason: str) -> Message:
    needs_human = [reason]
    Message.objects.filter(pk=message.pk).update(
        status=Message.Status.QUARANTINED, needs_human=needs_human, locked_until=None
    )
    return Message.objects.get(pk=message.pk)


def finish(message: Message, status: str, numbers: Sequence[str] = (), outcome: str = "") -> str:
    """End the lease with the letter's place: its status and the cases it belongs to. Returns the outcome's name."""
    Message.objects.filter(pk=message.pk).update(status=status, case_numbers=list(numbers), locked_until=None)
    return outcome or str(status)


def put_off(message: Message, outcome: str = "later") -> str:
    """End the lease without a place: the letter is tried again after PAUSE. Returns the outcome's name."""
    Message.objects.filter(pk=message.pk).update(locked_until=None, next_at=timezone.now() + PAUSE)
    return outcome


def mark_not_ours(message: Message, actor: User, reason: str) -> None:
    """The office puts a letter aside as no business of the school. NotWaiting when it is no longer on the desk."""
    with transaction.atomic():
        changed = (
            Message.objects.unrouted()
            .filter(pk=message.pk)
            .update(
                status=Message.Status.NOT_OURS,
                closed_by=actor,
                closed_at=timezone.now(),
                closing_reason=reason.strip()[:400],
            )
        )
        if not changed:
            raise NotWaiting(message.pk)
        append("letter_not_ours", str(message.pk), {"reason": reason.strip()[:400]}, actor)


def route_again(message: Message) -> bool:
    """Put an unplaced letter back into the queue, for example after the parser has been mended."""
    changed = Message.objects.unrouted().filter(pk=message.pk)
    return bool(changed.update(status=Message.Status.STORED, locked_until=None, next_at=None, needs_human=[]))
