"""Codes of the mailroom in words, and the look (a key of the pages' statuses) that goes with them."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from mailroom.models import DeliveryEvent, Message, Outgoing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Why a person has to look; codes come from parsing and from the sandbox.
REASONS: "dict[str, StrOrPromise]" = {
    "too_large": _("The letter is larger than can be read."),
    "header_too_large": _("The header of the letter is too large."),
    "too_many_parts": _("The letter has too many parts."),
    "too_deep": _("Letters are nested in it too deeply."),
    "too_many_parameters": _("A header of the letter is overfull."),
    "encrypted": _("The letter is encrypted or sealed."),
    "winmail": _("Its files are packed in winmail.dat."),
    "no_sender": _("The sender's address cannot be read."),
    "several_senders": _("The letter names several senders; the answer goes to the first of them."),
    "undecodable_text": _("Part of the text cannot be decoded."),
    "hidden_text": _("The letter holds words that are not shown to a reader; they were not read."),
    "text_cut": _("The text is too long or too tangled and is shown in part."),
    "unreadable_timed_out": _("Reading took too long."),
    "unreadable_killed": _("Reading broke off."),
    "unreadable_too_big": _("Reading needed too much memory."),
    "unreadable_crashed": _("The letter could not be read."),
    "unreadable_refused": _("The letter could not be read."),
}

# What a person calls a kind of file; others are told by their type, which is often the only warning.
_FILES: "dict[str, StrOrPromise]" = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "message/rfc822": _("a letter"),
    "text/plain": _("text"),
    "application/octet-stream": _("of an unknown kind"),
}

_LETTERS = {
    Outgoing.Status.HELD: "attention",
    Outgoing.Status.QUEUED: "queued",
    Outgoing.Status.CLAIMED: "queued",
    Outgoing.Status.SENT: "done",
    Outgoing.Status.FAILED: "failed",
    Outgoing.Status.NEEDS_HUMAN: "attention",
    Outgoing.Status.HANDED_OVER: "done",
    Outgoing.Status.CANCELLED: "failed",
}
_EVENTS = {
    DeliveryEvent.Kind.QUEUED: "queued",
    DeliveryEvent.Kind.ACCEPTED: "done",
    DeliveryEvent.Kind.DEFERRED: "queued",
    DeliveryEvent.Kind.BOUNCED: "failed",
    DeliveryEvent.Kind.FAILED: "failed",
    DeliveryEvent.Kind.DELIVERED: "done",
}
_MESSAGES = {
    Message.Status.STORED: "queued",
    Message.Status.PARSED: "queued",
    Message.Status.ROUTED: "done",
    Message.Status.UNROUTED: "attention",
    Message.Status.MACHINE: "queued",
    Message.Status.DUPLICATE: "queued",
    Message.Status.NOT_OURS: "failed",
    Message.Status.QUARANTINED: "attention",
}


def letter_look(letter: Outgoing) -> str:
    """The look of a letter of ours."""
    return _LETTERS[Outgoing.Status(letter.status)]


def event_look(event: DeliveryEvent) -> str:
    """The look of what happened to it."""
    return _EVENTS[DeliveryEvent.Kind(event.kind)]


def message_look(message: Message) -> str:
    """The look of a letter that came."""
    return _MESSAGES[Message.Status(message.status)]


def file_kind(attachment: "dict[str, Any]") -> "StrOrPromise":
    """What kind of file a letter brought, by its bytes where they tell."""
    media_type = attachment["detected"] or attachment["media_type"]
    return _("a picture") if media_type.startswith("image/") else _FILES.get(media_type, media_type)


def written_at(claimed: str | None) -> datetime | None:
    """What the sender's clock claims; None for what no clock shows. A nameless zone is UTC (RFC 5322)."""
    moment = datetime.fromisoformat(claimed) if claimed else None
    if moment is None or not 1970 <= moment.year <= 9000:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
