"""Letters of a case, in and out, newest first, each with what proves its sending."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mailroom.models import Message, Outgoing
from organisation.models import User
from workflows.cases.models import Case
from workflows.cases.shown import LetterRow
from workflows.cases.templatetags import wording

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Proof = Literal["received", "queued", "retrying", "accepted", "bounced", "failed", "held", "handed"]
PROOFS: dict[str, Proof] = {
    Outgoing.Status.HELD: "held",
    Outgoing.Status.QUEUED: "queued",
    Outgoing.Status.CLAIMED: "queued",
    Outgoing.Status.SENT: "accepted",
    Outgoing.Status.FAILED: "failed",
    Outgoing.Status.NEEDS_HUMAN: "failed",
    Outgoing.Status.HANDED_OVER: "handed",
    Outgoing.Status.CANCELLED: "failed",
}


def of(case: Case, user: User, titles: "Mapping[str, StrOrPromise]") -> list[LetterRow]:
    """Both directions, ours named by their purpose; four queries."""
    outgoing = Outgoing.objects.filter(case_number=case.number).prefetch_related("events")
    open_to = set(
        Outgoing.objects.visible_to(user).filter(case_number=case.number).values_list("pk", flat=True)
    )
    rows = [received(each) for each in incoming(case, user)]
    rows += [sent(each, titles, linked=each.pk in open_to) for each in outgoing]
    return sorted(rows, key=lambda each: each.at, reverse=True)


def incoming(case: Case, user: User) -> QuerySet[Message]:
    """The letters that belong to the case, as far as this person may see letters."""
    own = Q(pk__in=case.letters_in.values("message_id")) | Q(pk=case.message_id)
    return Message.objects.visible_to(user).filter(own)


def received(message: Message) -> LetterRow:
    """A letter of the family, with the size of its stored original."""
    subject = message.subject or _("without a subject")
    return LetterRow(
        at=message.received_at,
        direction="in",
        title=_("from %(who)s: «%(subject)s»")
        % {"who": message.sender_name or message.sender, "subject": subject},
        proof="received",
        detail=_("original, %(size)s") % {"size": wording.size(message.size)},
        url=reverse("mailroom:message", args=[message.pk]),
    )


def sent(letter: Outgoing, titles: "Mapping[str, StrOrPromise]", *, linked: bool) -> LetterRow:
    """A letter of ours. One that came back is never "sent"."""
    bounced = any(event.kind == "bounced" for event in letter.events.all())
    retrying = letter.status == Outgoing.Status.QUEUED and letter.attempts > 0
    return LetterRow(
        at=letter.sent_at or letter.queued_at,
        direction="out",
        title=str(titles.get(letter.purpose, letter.purpose)),
        proof="bounced" if bounced else "retrying" if retrying else PROOFS[letter.status],
        detail=letter.proof or letter.error,
        url=reverse("mailroom:sent_letter", args=[letter.pk]) if linked else "",
    )
