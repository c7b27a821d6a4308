"""One beat of the clock: everything that is due is done, by row, in this process. Safe beside other beats."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from archive import drills, head_of_the_day, reading
from documents import correcting, making, numbering
from documents.making import NeverPrintable
from documents.models import Correction, Entry
from journal import seal
from mailroom import outbox
from organisation import profile
from records.imports import running
from workflows import catalogue, deliveries, packing, retention, routing
from workflows.cases import corrections, door
from workflows.cases.models import Case
from workflows.derived import issuing

log = logging.getLogger(__name__)

HOPELESS = timedelta(hours=1)  # of failing by itself, after which a correction is given up


def beat() -> dict[str, dict[str, int]]:
    """Route, finish reservations, send, pull deliveries, do what the date asks, seal; counts per outcome of each."""
    parts: dict[str, Callable[[], dict[str, int]]] = {
        "routed": routing.route_waiting,
        "reservations": finish_reservations,
        "corrections": finish_corrections,
        "derived": lambda: {"finished": issuing.finish_due(timezone.now())},
        "letters": outbox.send_due,
        "deliveries": deliveries.pull,
        "by_date": beat_of_workflows,
        "imports": running.run_due,
        "journal": lambda: {"linked": seal.link_new()},
        "heads": beat_of_heads,
        "archive": beat_of_archive,
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
    now = timezone.now()
    due = Entry.objects.due(now).filter(derived=None).exclude(case_number="")
    for pk in due.values_list("pk", flat=True)[:20]:
        entry = numbering.claim(pk, now)
        case = Case.objects.filter(number=entry.case_number).first() if entry else None
        if entry is None or case is None:
            continue
        outcome = _finished(catalogue.flow(case.kind), entry, now)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def _finished(flow: Any, entry: Entry, now: datetime) -> str:
    """One claimed reservation: what became of it."""
    try:
        if entry.attempts > numbering.MOST_ATTEMPTS:
            raise NeverPrintable(f"{numbering.MOST_ATTEMPTS} attempts failed {entry.reason}".strip())
        flow.finish_entry(entry)
    except (NeverPrintable, door.MoveRefused) as error:
        flow.void_entry(entry, str(error)[:400])
        return "voided"
    except making.PASSING as error:
        numbering.put_off(entry, str(error), now)
        return "unsealed" if isinstance(error, making.SealAway) else "put_off"
    except Exception as error:  # one paper that fails must not stop the others
        log.exception("the paper %s could not be made", entry.pk)
        numbering.fail(entry, f"{type(error).__name__}: {error}", now)
        return "failed"
    return "finished"


def finish_corrections() -> dict[str, int]:
    """Take over corrections whose maker is gone; one that can never be made is given up, the old version stands."""
    counts: dict[str, int] = {}
    now = timezone.now()
    for correction in Correction.objects.due(now)[:20]:
        case = Case.objects.filter(number=correction.case_number).first()
        if case is None or not correcting.claim(correction, now):
            continue
        outcome = _corrected(type(catalogue.concrete(case)), correction, now)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def _corrected(model: type[Any], correction: Correction, now: datetime) -> str:
    """One claimed correction: what became of it."""
    try:
        corrections.finish(model, correction)
    except (NeverPrintable, correcting.Ended, door.MoveRefused) as error:
        corrections.void(model, correction, str(error)[:400])
        return "voided"
    except making.PASSING as error:
        correcting.put_off(correction, str(error), now)
        return "unsealed" if isinstance(error, making.SealAway) else "put_off"
    except Exception as error:  # one that fails must not stop the others
        log.exception("the correction %s could not be made", correction.pk)
        if now - correction.at > HOPELESS:
            corrections.void(model, correction, f"{type(error).__name__}: {error}"[:400])
            return "voided"
        correcting.put_off(correction, f"{type(error).__name__}: {error}", now)
        return "failed"
    return "finished"


def beat_of_archive() -> dict[str, int]:
    """Papers of the archive that nobody finished, files that an act destroyed, and the next shelf to read again."""
    now = timezone.now()
    made = drills.finish_due(now) + retention.finish_due(now)
    return {
        "reports": made,
        "erased": retention.erase_due(),
        "packages_gone": packing.throw_away(now),
        **reading.read_due(now),
    }


def beat_of_heads() -> dict[str, int]:
    """The head of the day, once there is a profile that says where the day begins."""
    try:
        return head_of_the_day.keep_due(timezone.now(), profile.current())
    except profile.ProfileMissing:
        return {}


def beat_of_workflows() -> dict[str, int]:
    """What each workflow does by the date alone: reminders, closing letters and the like."""
    try:
        ours = profile.current()
    except profile.ProfileMissing:
        return {}
    today = timezone.localdate(timezone=ours.tz)
    counts: dict[str, int] = {}
    for workflow in catalogue.CATALOGUE:
        for outcome, count in catalogue.flow(workflow.kind).beat(today, ours).items():
            counts[outcome] = counts.get(outcome, 0) + count
    return counts
