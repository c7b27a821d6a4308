"""Reserve, make, commit: the number and the row of the register first, the paper outside any transaction, then both.

`finish_due` ends what a killed process left reserved. Every reserved number ends issued, or voided with its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from workflows.derived import masters, replacing
from workflows.derived.models import Derived
from workflows.derived.papers import Asked
from workflows.disclosure import ledger

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
    later: bool = False  # made by the clock: it takes too long for a page to wait for it
    external_number: str = ""  # typed by a person where the numbers of the series come from another system


class Taken(Exception):
    """A duplicate of this certificate is there already, or the certificate is no longer in force."""


def reserve(wanted: Wanted, asked: Asked, by: User) -> Entry:
    """The number and the row that says who asked, in the caller's transaction.

    Taken: a second duplicate of one certificate. numbering.DuplicateNumber: the typed number stands already.
    """
    if wanted.what == Kind.DUPLICATE and wanted.source is not None:
        _first_of(wanted.source)
    entry = _numbered(wanted, asked, by)
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
    journal.append("number", entry.number, told, by, rows=[*numbering.rows([entry]), row])
    return entry


def asked_before(wanted: Wanted, asked: Asked) -> Entry | None:
    """What the first click of the same page reserved. The case stays locked: of two clicks one waits and finds it."""
    if not asked.once:
        return None
    Case.objects.select_for_update().filter(number=wanted.case_number).first()
    same = Entry.objects.filter(case_number=wanted.case_number, derived__isnull=False)
    return same.filter(snapshot__once=asked.once).first()


def _first_of(source: Version) -> None:
    """One at a time: the row of the document is locked, so of two that ask one waits and then finds the other."""
    Document.objects.select_for_update().get(pk=source.document_id)
    earlier = Derived.objects.filter(kind=Kind.DUPLICATE, source=source)
    if not masters.may_duplicate(source) or earlier.exclude(entry__status=Entry.Status.VOIDED).exists():
        raise Taken


def _numbered(wanted: Wanted, asked: Asked, by: User) -> Entry:
    ours = profile.current()
    series = ours.series[wanted.series]
    about: dict[str, Any] = {
        "on": timezone.localdate(timezone=ours.tz),
        "case_number": wanted.case_number,
        "kind": wanted.kind,
        "actor_id": by.pk,
        "action": f"derived_{wanted.what}",
        "snapshot": {**wanted.snapshot, "once": asked.once},  # never printed
    }
    if series.kind == "external":
        return numbering.register_external(wanted.series, wanted.external_number, series, **about)
    lease = timedelta(0) if wanted.later else numbering.LEASE
    return numbering.reserve(wanted.series, series, of=wanted.case_number, lease=lease, **about)


def issue(entry: Entry) -> Version | None:
    """Make the paper and commit it. None when it can never be made (its number is voided) or another was first.

    None too while the seal or the store is away: the clock makes it later.
    """
    try:
        if entry.attempts > numbering.MOST_ATTEMPTS:
            raise NeverPrintable(f"{numbering.MOST_ATTEMPTS} attempts failed")
        made = making.make(entry)
        with transaction.atomic():
            return _commit(entry, made)
    except NeverPrintable as error:
        _void(entry, str(error))
    except making.PASSING as error:  # however long that takes: only deaths of a maker count as attempts
        numbering.put_off(entry, str(error), timezone.now())
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
    duplicate = row.kind == Kind.DUPLICATE
    origin = Document.Origin.ISSUED if duplicate else Document.Origin.DERIVED
    version = making.commit(entry, made, origin=origin)
    if duplicate and row.source is not None:
        replacing.replace(row.source, version, row.made_by)
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
