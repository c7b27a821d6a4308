"""From a row of the outbox to the bytes that leave, and to the server that takes them."""

import smtplib
from email import message_from_bytes, policy
from email.charset import BASE64, Charset
from email.encoders import encode_base64
from email.header import Header
from email.message import Message as Mime
from email.mime.base import MIMEBase
from email.utils import formataddr, formatdate
from typing import Any

from anymail.exceptions import AnymailAPIError, AnymailError
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from mailroom.models import Outgoing
from mailroom.parsing.filenames import clean_filename
from mailroom.parsing.machine import LOOP_HEADER
from organisation import profile
from storage import blobs

_LONGEST_NAME = 95


class Unwritable(Exception):
    """The letter cannot be made from its row: an attachment is missing or damaged."""


class Deferred(Exception):
    """The server said "later" (4xx) or could not be reached."""


class Refused(Exception):
    """The server said "never" (5xx)."""


class Letter(EmailMultiAlternatives):
    """A Django message whose bytes are frozen. `answer` is what the server said when it took the letter."""

    frozen: bytes = b""
    envelope_id: str = ""
    answer: str = ""
    anymail_status: Any = None

    def message(self, *args: Any, **kwargs: Any) -> Any:
        """The frozen letter, whatever backend asks for it; before freezing, the letter as it would be."""
        if self.frozen:
            return message_from_bytes(self.frozen, policy=policy.compat32)
        return super().message(*args, **kwargs)


def own_address() -> str:
    """The address letters come from: the school's own."""
    try:
        return profile.current().email or settings.DEFAULT_FROM_EMAIL
    except profile.ProfileMissing:
        return str(settings.DEFAULT_FROM_EMAIL)


def own_domain() -> str:
    """The domain of Message-IDs and envelope addresses."""
    return own_address().rpartition("@")[2] or "localhost"


def own_addresses() -> frozenset[str]:
    """Addresses that are ourselves: nothing automatic is ever sent to them."""
    try:
        ours = profile.current()
    except profile.ProfileMissing:
        return frozenset({own_address().lower()})
    return frozenset(each.lower() for each in (ours.email, *ours.mailboxes) if each)


def frozen(letter: Outgoing) -> Letter:
    """The letter ready to be sent; its bytes are made once, stored, and the same at every later attempt."""
    try:
        mail = _compose(letter)
        if not letter.mime_sha256:
            data = mail.message().as_bytes(linesep="\r\n")
            letter.mime_sha256 = blobs.put(data)
            Outgoing.objects.filter(pk=letter.pk).update(mime_sha256=letter.mime_sha256)
        mail.frozen = blobs.get(letter.mime_sha256)
    except (blobs.BlobMissing, blobs.BlobDamaged, ValueError) as error:
        raise Unwritable(f"{type(error).__name__}: {error}"[:300]) from error
    return mail


def deliver(mail: Letter) -> str:
    """Hand a letter to the configured backend; returns the server's answer. Raises Deferred or Refused."""
    try:
        with get_connection() as connection:
            connection.send_messages([mail])
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _by_code(code, answer) from error
    except smtplib.SMTPResponseException as error:
        raise _by_code(error.smtp_code, error.smtp_error) from error
    except AnymailAPIError as error:
        raise _by_code(error.status_code or 0, type(error).__name__) from error
    except AnymailError as error:
        raise Refused(type(error).__name__) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Deferred(f"{type(error).__name__}: {error}"[:300]) from error
    return mail.answer or _anymail_answer(mail) or "taken"


def _by_code(code: int, answer: bytes | str) -> Deferred | Refused:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    # 401–403 of a provider's API, and 530/535 of SMTP: our own key or password is wrong. Not the letter's
    # fault.
    ours = code in {401, 403, 530, 535}
    kind = Refused if 500 <= code < 600 and not ours or code in {400, 404, 413, 422} else Deferred
    return kind(f"{code} {text}"[:400])


def _anymail_answer(mail: Letter) -> str:
    status = mail.anymail_status
    if status is None:
        return ""
    if status.status and status.status <= {"rejected", "invalid", "failed"}:
        raise Refused(f"provider: {', '.join(sorted(status.status))}")
    return f"{', '.join(sorted(status.status or ()))} {status.message_id or ''}".strip()


def _compose(letter: Outgoing) -> Letter:
    ours = profile.current()
    address = own_address()
    mail = Letter(
        subject=letter.subject,
        body=letter.text,
        from_email=settings.MAIL_ENVELOPE.format(token=letter.token, domain=own_domain()),
        to=[letter.to],
        headers=_headers(
            letter, formataddr((ours.short_name or ours.name, address), charset="utf-8"), address
        ),
    )
    mail.encoding = _base64()
    mail.envelope_id = letter.token
    if letter.html:
        mail.attach_alternative(letter.html, "text/html")
    for each in letter.attachments:
        mail.attach(_attachment(blobs.get(each["sha256"]), each["filename"], each["media_type"]))
    return mail


def _base64() -> Charset:
    """UTF-8 in base64: Russian text passes servers without 8BITMIME and no line is too long."""
    charset = Charset("utf-8")
    charset.body_encoding = BASE64
    return charset


def _headers(letter: Outgoing, sender: str, address: str) -> dict[str, str]:
    local, _, domain = address.rpartition("@")
    headers = {
        "From": sender,
        "Reply-To": f"{local}+{letter.token}@{domain}" if settings.MAIL_PLUS_ADDRESS else address,
        "Message-ID": letter.message_id,
        "Date": formatdate(letter.queued_at.timestamp()),
        LOOP_HEADER.title(): letter.token,
    }
    if letter.automatic:
        headers["Auto-Submitted"] = "auto-replied" if letter.in_reply_to else "auto-generated"
        headers["X-Auto-Response-Suppress"] = "All"
    if letter.in_reply_to:
        headers["In-Reply-To"] = letter.in_reply_to
        headers["References"] = " ".join(letter.references)
    return headers


def _attachment(data: bytes, name: str, media_type: str) -> MIMEBase:
    """An attachment with its name twice: filename*= of RFC 2231, and name= in encoded words for Outlook."""
    name = _shortened(clean_filename(name) or "attachment")
    main, _, sub = media_type.partition("/")
    part = MIMEBase(main, sub or "octet-stream")
    part.set_payload(data)
    encode_base64(part)
    encoded = name if name.isascii() else Header(name, "utf-8").encode().replace("\n", "")
    part.set_param("name", encoded)
    _disposition(part, name)
    return part


def _disposition(part: Mime, name: str) -> None:
    value: Any = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "attachment", filename=value)


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST_NAME:
        return name
    stem, dot, extension = name.rpartition(".")
    ending = f".{extension}" if dot and len(extension) <= 10 else ""
    return name[: _LONGEST_NAME - len(ending)].rstrip(" .") + ending
