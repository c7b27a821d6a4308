"""Delivery reports: which letter of ours they speak of, and what they say of it."""

import re

from mailroom.models import DeliveryEvent, Message, Outgoing
from mailroom.parsing import ParsedMail

TOKEN = re.compile(r"\+([a-z0-9]{20,32})@", re.IGNORECASE)
_KINDS = {
    "failed": DeliveryEvent.Kind.BOUNCED,
    "delayed": DeliveryEvent.Kind.DEFERRED,
    "delivered": DeliveryEvent.Kind.DELIVERED,
    "relayed": DeliveryEvent.Kind.DELIVERED,
    "expanded": DeliveryEvent.Kind.DELIVERED,
}


def note(message: Message, parsed: ParsedMail) -> None:
    """Write the delivery event of a bounce, once a report; a letter that came back needs the office.

    Only a sender who knows the unguessable token or Message-ID of the letter can speak of it.
    """
    if message.duplicate_of_id is not None:
        return  # the same report by another way
    bounce = parsed.bounce
    letter = outgoing_of(message, parsed) if bounce else None
    if bounce is None or letter is None:
        return
    detail = " ".join(part for part in (bounce.status, bounce.diagnostic) if part)[:400]
    detail = (
        f"{detail} #{message.pk}".strip()
    )  # the number of the report: a second parsing adds no second event
    if letter.events.filter(detail__endswith=f"#{message.pk}").exists():
        return
    kind = _KINDS[bounce.action]
    DeliveryEvent.add(letter, kind, detail)
    if kind == DeliveryEvent.Kind.BOUNCED:
        Outgoing.objects.filter(pk=letter.pk).update(status=Outgoing.Status.NEEDS_HUMAN, error=detail)


def outgoing_of(message: Message, parsed: ParsedMail) -> Outgoing | None:
    """The letter of ours that a report is about: by the envelope's token, else by the returned Message-ID."""
    for address in (*message.rcpt, message.mailbox, *parsed.to, *parsed.delivered_to):
        token = TOKEN.search(str(address))
        found = Outgoing.objects.filter(token=token.group(1).lower()).first() if token else None
        if found is not None:
            return found
    original = parsed.bounce.original_message_id if parsed.bounce else None
    return Outgoing.objects.filter(message_id=original).first() if original else None
