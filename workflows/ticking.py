"""One beat of the clock: everything that is due is done, by row, in this process. Safe beside other beats."""

import logging
from collections.abc import Callable

from django.utils import timezone

from documents.making import NeverPrintable
from documents.models import Entry
from journal import seal
from mailroom import outbox
from organisation import profile
from workflows import catalogue, deliveries, routing
from workflows.cases import decisions, door
from workflows.cases.models import Case
from workflows.credit.effects import overdue_reminder
from workflows.credit.models import CreditApplication

log = logging.getLogger(__name__)


def beat() -> dict[str, dict[str, int]]:
    """Route, finish reservations, send, pull deliveries, remind, seal the journal; counts per outcome of each."""
    parts: dict[str, Callable[[], dict[str, int]]] = {
        "routed": routing.route_waiting,
        "reservations": finish_reservations,
        "letters": outbox.send_due,
        "deliveries": deliveries.pull,
        "silence": remind_the_silent,
        "journal": lambda: {"linked": seal.link_new()},
    }
    done = {}
    for name, part in parts.items():
        try:
            done[name] = part()
        except Exception:  # one part that fails must not stop the others: the next beat tries again
            log.exception("part %s of the beat failed", name)
            done[name] = {"failed": 1}
    return done


def finish_reservations() -> dict[str, int]:
    """Take over decisions whose maker is gone; a paper that can never be made ends as a voided number."""
    counts: dict[str, int] = {}
    for entry in Entry.objects.due(timezone.now())[:20]:
        case = Case.objects.filter(number=entry.case_number).first()
        if case is None:
            continue
        model = type(catalogue.concrete(case))
        try:
            decisions.finish(model, entry.pk)
            outcome = "finished"
        except (NeverPrintable, door.MoveRefused) as error:
            decisions.void(model, entry.pk, str(error)[:400])
            outcome = "voided"
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def remind_the_silent() -> dict[str, int]:
    """One reminder, then the closing letter, to applicants who never sent what is missing."""
    try:
        ours = profile.current()
    except profile.ProfileMissing:
        return {}
    today = timezone.localdate(timezone=ours.tz)
    counts: dict[str, int] = {}
    for case in CreditApplication.objects.filter(state="incomplete")[:200]:
        action = overdue_reminder(case, today, ours)
        if action:
            door.move(case, action, None)
            counts[action] = counts.get(action, 0) + 1
    return counts
