"""Which case a letter answers. A letter only joins its case: no mail ever does what a member of staff may do."""

from typing import Any

from mailroom.models import Message, Outgoing, OutgoingQuerySet
from mailroom.returns import TOKEN


def thread_of(message: Message) -> str | None:
    """The case number that a parsed letter belongs to, or None.

    By the token in the address it was sent to, else by the Message-ID it answers: both are unguessable. A
    number
    in the subject is only a hint and counts when we have written to this very sender about that case.
    """
    parsed = message.parsed or {}
    return _by_token(message, parsed) or _by_reference(parsed) or _by_subject(message)


def _by_token(message: Message, parsed: dict[str, Any]) -> str | None:
    addresses = [
        *message.rcpt,
        message.mailbox,
        *parsed.get("to", ()),
        *parsed.get("cc", ()),
        *parsed.get("delivered_to", ()),
    ]
    tokens = {match.group(1).lower() for each in addresses if (match := TOKEN.search(str(each)))}
    return _number(Outgoing.objects.filter(token__in=tokens)) if tokens else None


def _by_reference(parsed: dict[str, Any]) -> str | None:
    ids = [parsed.get("in_reply_to"), *reversed(parsed.get("references", ()))][:30]
    known = {each for each in ids if each}
    return _number(Outgoing.objects.filter(message_id__in=known)) if known else None


def _by_subject(message: Message) -> str | None:
    if not message.sender or not message.subject:
        return None
    numbers = (
        Outgoing.objects.filter(to__iexact=message.sender)
        .exclude(case_number="")
        .order_by("-pk")
        .values_list("case_number", flat=True)
    )
    return next((number for number in numbers[:200] if f"[{number}]" in message.subject), None)


def _number(letters: OutgoingQuerySet) -> str | None:
    first = letters.exclude(case_number="").order_by("-pk").first()
    return first.case_number if first else None
