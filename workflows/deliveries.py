"""Pull what became of our letters into the cases: each delivery event moves its case at most once."""

from django.db import transaction
from django.utils import timezone

from mailroom.models import DeliveryEvent, Outgoing
from organisation import profile
from workflows import catalogue
from workflows.cases import correspondence, door
from workflows.cases.models import Case, Pulled

CLOSING = ("decision", "corrected", "revoked")  # purposes of the letters that end a case: each is an answer


def pull(limit: int = 200) -> dict[str, int]:
    """Take delivery events that were not yet seen, oldest first; counts per outcome."""
    seen = Pulled.objects.values("event_id")
    counts: dict[str, int] = {}
    for event in DeliveryEvent.objects.exclude(pk__in=seen).select_related("outgoing").order_by("pk")[:limit]:
        outcome = take(event)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def take(event: DeliveryEvent) -> str:
    """One event, once: a letter that left is registered, the answer closes its case, a bounce calls the office."""
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(number=event.outgoing.case_number).first()
        if case is not None and case.pending:
            return "later"  # the case is being decided and refuses every move: it hears of this afterwards
        _, fresh = Pulled.objects.get_or_create(event_id=event.pk)
        if not fresh:
            return "seen"
        if case is None:
            return "no_case"
        if event.kind == DeliveryEvent.Kind.ACCEPTED:
            day = timezone.localtime(event.at, profile.current().tz).date()
            correspondence.left(case, event.outgoing, day)
        if event.kind == "accepted" and event.outgoing.purpose in CLOSING:
            return close(case, event.outgoing)
        if event.kind in ("bounced", "failed"):
            return call_office(case, event.outgoing)
        return "noted"


def close(case: Case, letter: Outgoing) -> str:
    """The mail server has taken the answer: proven sent."""
    concrete = catalogue.concrete(case)
    closing = door.legal(concrete).get("close")
    if closing is None or not door.permitted(closing, None):
        return "noted"
    door.move(concrete, "close", None, letter=letter.pk, proof=letter.proof[:200])
    return "closed"


def call_office(case: Case, letter: Outgoing) -> str:
    """A letter that came back was never sent: the office chooses another way, the clock runs on."""
    concrete = catalogue.concrete(case)
    if "letter_returned" not in door.legal(concrete):
        return "noted"
    door.move(concrete, "letter_returned", None, letter=letter.pk, purpose=letter.purpose)
    return "returned"
