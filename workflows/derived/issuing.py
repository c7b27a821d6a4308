"""Reserve, make, commit: the number and the row of the register first, the paper outside any transaction, then both.

`finish_due` ends what a killed process left reserved. Every reserved number ends issued, or voided with its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

import journal
from documents import making, numbering
from documents.making import NeverPrintable
from documents.models import Document, Entry, Version
from organisation import profile
from organisation.models import User
from workflows.cases.models import Case
from workflows.derived.models import Derived
from workflows.derived.papers import Asked
from workflows.disclosure import ledger

MOST_ATTEMPTS = 5
A_BEAT = 5
Kind = Derived.Kind


@dataclass(frozen=True)
class Wanted:
    """A derived paper before it has its number. `kind`: of the document; `series`: key of the profile's series."""

    what: str  # Derived.Kind
    series: str
    kind: str
    snapshot: Mapping[str, Any]
    case_number: str
    source: Version | None = None
    reason: str = ""


def reserve(wanted: Wanted, asked: Asked, by: User) -> Entry:
    """The number and the row that says who asked, in the caller's transaction."""
    ours = profile.current()
    entry = numbering.reserve(
        wanted.series,
        ours.series[wanted.series],
        on=timezone.localdate(timezone=ours.tz),
        case_number=wanted.case_number,
        kind=wanted.kind,
        actor_id=by.pk,
        action=f"derived_{wanted.what}",
        snapshot=wanted.snapshot,
        of=wanted.case_number,
    )
    row = Derived.objects.create(
        entry=entry,
        kind=wanted.what,
        case=Case.objects.filter(number=wanted.case_number).first(),
        source=wanted.source,
        asked_by=asked.asked_by,
        ground=asked.ground,
        purpose=asked.purpose,
        reason=wanted.reason,
        channel=asked.channel,
        made_by=by,
    )
    told = {"case": wanted.case_number, "action": entry.action}
    journal.append("number", entry.number, told, by, rows=[entry, row])
    return entry


def issue(entry: Entry) -> Version | None:
    """Make the paper and commit it. None when it can never be made (its number is voided) or another was first.

    None too while the seal is away: the clock makes it later.
    """
    try:
        if entry.attempts > MOST_ATTEMPTS:
            raise NeverPrintable(f"{MOST_ATTEMPTS} attempts failed")
        made = making.make(entry)
        with transaction.atomic():
            return _commit(entry, made)
    except NeverPrintable as error:
        _void(entry, str(error))
    except making.SealAway:  # however long that takes: only deaths of a maker count as attempts
        Entry.objects.filter(pk=entry.pk, status=Entry.Status.RESERVED).update(attempts=0)
    except numbering.NotReserved:
        pass
    return None


def finish_due(now: datetime) -> int:
    """Issue what nobody finished; how many."""
    finished = 0
    waiting = Entry.objects.due(now).filter(derived__isnull=False)
    for pk in waiting.values_list("pk", flat=True)[:A_BEAT]:
        entry = numbering.claim(pk, now)
        if entry is not None:
            issue(entry)
            finished += 1
    return finished


def _commit(entry: Entry, made: making.Made) -> Version:
    row = Derived.objects.select_related("made_by", "case", "source").get(entry=entry)
    version = making.commit(entry, made, origin=Document.Origin.DERIVED)
    told = {"sha256": made.sha256, "version": version.pk}
    journal.append("version", entry.number, told, row.made_by, rows=[version])
    if row.leaves and row.case is not None:
        ledger.write(
            ledger.Left(
                case=row.case,
                student=entry.about,
                who=row.asked_by,
                ground=row.ground,
                scope=version.document.title,
                channel=row.channel,
                officer=row.made_by,
                versions=[version],
            )
        )
    return version


def _void(entry: Entry, reason: str) -> None:
    with transaction.atomic():
        try:
            numbering.void(entry, reason)
        except numbering.NotReserved:
            return
        journal.append("number_voided", entry.number, {"reason": reason}, entry.actor)
