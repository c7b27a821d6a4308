"""Sending: claim, freeze, hand to the server, keep its answer.

A row is claimed by a conditional update with a lease, its bytes are frozen at the first claim, and a crash
after
the server's 250 leads at worst to a second copy with the same Message-ID. 4xx is tried again, 5xx needs a
person.
"""

import logging
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone

import faults
from mailroom import writing
from mailroom.models import DeliveryEvent, Outgoing
from mailroom.quiet import trace
from organisation import profile

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
_PAUSES = (1, 5, 15, 60)  # minutes; then hourly
_MOST_ATTEMPTS = 76  # about three days


def send_due(limit: int = 50) -> dict[str, int]:
    """Send what is due; counts per outcome. Safe beside other senders: each letter is leased."""
    counts: dict[str, int] = {}
    for pk in list(Outgoing.objects.due().values_list("pk", flat=True)[:limit]):
        try:
            outcome = send_one(pk)
        except Exception as error:  # worker loop: one letter that cannot be made must not stop the others
            log.error("letter %s could not be sent: %s", pk, trace(error))
            outcome = _defer(Outgoing.objects.get(pk=pk), "internal error")
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def send_one(pk: int) -> str:
    """Send one due letter: sent, deferred, needs_human, or busy when it is not due or another sender has it."""
    now = timezone.now()
    claimed = Outgoing.objects.due(now).filter(pk=pk)
    if not claimed.update(
        status=Outgoing.Status.CLAIMED, locked_until=now + LEASE, attempts=models.F("attempts") + 1
    ):
        return "busy"
    letter = Outgoing.objects.get(pk=pk)
    try:
        mail = writing.frozen(letter)
    except (writing.Unwritable, profile.ProfileMissing) as error:
        return _give_to_office(letter, str(error) or type(error).__name__)
    faults.reach("letter_claimed")
    try:
        proof = writing.deliver(mail)
    except writing.Deferred as error:
        return _defer(letter, str(error))
    except writing.Refused as error:
        return _give_to_office(letter, str(error), DeliveryEvent.Kind.FAILED)
    faults.reach("smtp_accepted")
    with transaction.atomic():
        Outgoing.objects.filter(pk=pk).update(
            status=Outgoing.Status.SENT,
            proof=proof[:500],
            sent_at=timezone.now(),
            error="",
            locked_until=None,
        )
        DeliveryEvent.add(letter, DeliveryEvent.Kind.ACCEPTED, proof)
    faults.reach("letter_committed")
    return "sent"


def _defer(letter: Outgoing, why: str) -> str:
    if letter.attempts >= _MOST_ATTEMPTS:
        return _give_to_office(letter, why, DeliveryEvent.Kind.FAILED)
    pause = _PAUSES[letter.attempts - 1] if letter.attempts <= len(_PAUSES) else 60
    with transaction.atomic():
        Outgoing.objects.filter(pk=letter.pk).update(
            status=Outgoing.Status.QUEUED,
            next_at=timezone.now() + timedelta(minutes=pause),
            locked_until=None,
            error=why[:500],
        )
        DeliveryEvent.add(letter, DeliveryEvent.Kind.DEFERRED, why)
    if letter.attempts >= Outgoing.ALARM_ATTEMPTS:
        log.error("letter %s has not left after %s attempts", letter.pk, letter.attempts)
    return "deferred"


def _give_to_office(letter: Outgoing, why: str, kind: str = DeliveryEvent.Kind.FAILED) -> str:
    with transaction.atomic():
        Outgoing.objects.filter(pk=letter.pk).update(
            status=Outgoing.Status.NEEDS_HUMAN, locked_until=None, error=why[:500]
        )
        DeliveryEvent.add(letter, kind, why)
    log.error("letter %s needs the office", letter.pk)
    return "needs_human"
