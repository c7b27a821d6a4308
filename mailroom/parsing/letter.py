"""parse(): bytes of a letter to a ParsedMail. Pure; never raises on any bytes; runs inside the sandbox."""

import json
import re
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

from mailroom.parsing import bodies, machine, structure
from mailroom.parsing.addresses import Address, addresses
from mailroom.parsing.filenames import visible
from mailroom.parsing.shapes import Attachment, Bounce, ParsedMail
from mailroom.parsing.words import header_text

Fields = Sequence[tuple[str, bytes]]
_ID = re.compile(rb"<[^<>\s]{1,300}>")
_RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]{1,12})", re.IGNORECASE)
_MOST_IDS = 100
_LONGEST_SUBJECT = 300  # letters; the original keeps the rest, pages and lists stay readable


def parse(raw: bytes, authserv_id: str = "") -> ParsedMail:
    """Understand a letter as far as it safely can be. `authserv_id`: whose Authentication-Results to believe."""
    raw = without_mbox_line(raw)
    fields = structure.fields(structure.header_block(raw)[0])
    reason = structure.bomb(raw)
    if reason is None:
        try:
            return _whole(raw, fields, authserv_id)
        except RecursionError:
            reason = "too_deep"
    return _assemble(fields, bodies.Reading(needs_human={reason}), None, "text/plain", authserv_id)


def part_bytes(raw: bytes, index: int) -> bytes | None:
    """The decoded bytes of the attachment with this index; None when there is no such part."""
    raw = without_mbox_line(raw)
    if structure.bomb(raw) is not None:
        return None
    for number, part in enumerate(structure.leaves(structure.tree(raw))):
        if number == index:
            return part.data()
    return None


def parse_json(payload: bytes) -> bytes:
    """Sandbox door: {"authserv_id": …} on the first line, the letter after it; JSON of ParsedMail comes back."""
    head, _, raw = payload.partition(b"\n")
    parsed = parse(raw, **json.loads(head))
    return json.dumps(parsed.as_json(), ensure_ascii=False).encode()


def without_mbox_line(raw: bytes) -> bytes:
    """Some programs save the mbox "From " line into the file."""
    if raw.startswith((b"From ", b">From ")):
        return raw.partition(b"\n")[2]
    return raw


def _whole(raw: bytes, fields: Fields, authserv_id: str) -> ParsedMail:
    root = structure.tree(raw)
    parts = list(structure.leaves(root))
    reading = bodies.Reading()
    for index, part in enumerate(parts):
        bodies.read(part, index, reading)
    if len(parts) >= structure.MOST_PARTS:
        reading.needs_human.add("too_many_parts")
    top = structure.describe(root, (), 0)
    if top.media_type == "multipart/encrypted":
        reading.needs_human.add("encrypted")
    sender = _sender(fields)
    bounce = machine.read_bounce(
        parts,
        top.media_type,
        top.parameters.get("report-type", "").lower(),
        reading.text(),
        sender.email if sender else None,
        _first(fields, "subject"),
    )
    return _assemble(fields, reading, bounce, top.media_type, authserv_id)


def _assemble(
    fields: Fields, reading: bodies.Reading, bounce: Bounce | None, root_type: str, authserv_id: str
) -> ParsedMail:
    sender = _sender(fields)
    email = sender.email if sender else None
    subject = visible(_first(fields, "subject"))[:_LONGEST_SUBJECT]
    kind, rule = machine.machine_kind(fields, email, subject, bounce, root_type)
    if sender is None:
        reading.needs_human.add("no_sender")
    elif len(set(_emails(fields, "from"))) > 1:
        reading.needs_human.add("several_senders")
    reply_to = _emails(fields, "reply-to")
    ids = _ids(fields, "in-reply-to")
    return ParsedMail(
        from_name=sender.name if sender else "",
        from_email=email,
        reply_to=reply_to[0] if reply_to else None,
        to=_emails(fields, "to"),
        cc=_emails(fields, "cc"),
        delivered_to=_emails(fields, "delivered-to", "x-original-to", "envelope-to", "x-envelope-to"),
        subject=subject,
        date=_date(_first(fields, "date")),
        message_id=next(iter(_ids(fields, "message-id")), None),
        in_reply_to=ids[0] if ids else None,
        references=_ids(fields, "references"),
        text=reading.text(),
        html_text=reading.html_text(),
        tables=tuple(reading.tables),
        attachments=_unique(reading.attachments),
        authentication=_authentication(fields, authserv_id),
        machine_kind=kind,
        machine_reason=rule,
        no_answer_reason=machine.no_answer_reason(fields, email, kind),
        bounce=bounce,
        needs_human=tuple(sorted(reading.needs_human)),
        defects=tuple(sorted(reading.defects)),
        hidden_text="\n".join(reading.hidden),
    )


def _unique(attachments: list[Attachment]) -> tuple[Attachment, ...]:
    return tuple(attachments)


def _values(fields: Fields, *names: str) -> list[bytes]:
    return [value for name, value in fields if name in names]


def _first(fields: Fields, name: str) -> str:
    values = _values(fields, name)
    return header_text(values[0]) if values else ""


def _sender(fields: Fields) -> Address | None:
    """The first readable address of From, else of Sender."""
    for value in _values(fields, "from") + _values(fields, "sender"):
        found = addresses(value)
        if found:
            return found[0]
    return None


def _emails(fields: Fields, *names: str) -> tuple[str, ...]:
    found = [each.email for value in _values(fields, *names)[:20] for each in addresses(value)]
    return tuple(dict.fromkeys(found))[:200]


def _ids(fields: Fields, name: str) -> tuple[str, ...]:
    found = [
        match.decode("latin-1")
        for value in _values(fields, name)[:5]
        for match in _ID.findall(value[:65_536])
    ]
    return tuple(dict.fromkeys(found))[-_MOST_IDS:]


def _date(written: str) -> str | None:
    try:
        return parsedate_to_datetime(written[:100]).isoformat() if written else None
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None


def _authentication(fields: Fields, authserv_id: str) -> dict[str, str] | None:
    """Only the topmost header counts, and only when our own server wrote it: anyone can send one."""
    values = _values(fields, "authentication-results")
    if not values or not authserv_id:
        return None
    author, _, results = header_text(values[0]).partition(";")
    if author.split(" ")[0].lower() != authserv_id.lower():
        return None
    found = {name.lower(): result.lower() for name, result in reversed(_RESULT.findall(results))}
    return found or None
