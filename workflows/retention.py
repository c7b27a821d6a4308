"""The end of keeping: cases whose term is over, acts of destruction, and the bytes that go after an act.

Rows always stay: what was asked, what was decided, under which number, and the journal of it. Bytes go.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

import journal
from archive import issuing, pruning
from archive.models import Act, ActCase, ActFile, Hold
from archive.rules import closed_before
from documents import making, numbering
from documents.models import Entry, Page, Version
from journal.models import Entry as Told
from mailroom.models import Message, Outgoing
from organisation.models import User
from organisation.profile import Profile
from storage import blobs
from workflows import catalogue
from workflows.cases.models import Case, CaseMessage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

KIND = "destruction_act"
SERIES = "destruction.archive"
LISTED = 200  # cases of one act, and lines of the review list
A_BEAT = 500  # files erased at once
UNTOUCHED = (
    3600.0  # seconds: longer than any transaction that has stored the same bytes and not yet named them
)
ORGANISATION = ("name", "legal_name", "registration", "city", "address", "phone", "email")


class NoLongerDue(Exception):
    """One of the cases may not go: held, destroyed already, or its term runs."""


class TooLate(Exception):
    """The act of this number has destroyed all files of the case, and they are erased."""


@dataclass(frozen=True)
class Due:
    """A case whose files may be destroyed, and the index that says so."""

    number: str
    title: "StrOrPromise"  # of its kind: «Credit transfer»
    closed_on: date
    index: str
    years: int


@dataclass(frozen=True)
class Stored:
    """One stored file of a case."""

    title: str
    sha256: str
    version: int | None = None  # of a document; a letter has none


def due(ours: Profile, today: date, only: Collection[str] | None = None) -> list[Due]:
    """The review list, longest closed first, at most LISTED; `only` narrows it to these numbers.

    A case goes when the full years of its index are over, its student has left the school, and nobody holds it.
    """
    away = Q(student=None) | Q(student__left_on__lte=today)
    kept = Q(number__in=Hold.objects.standing().values("case_number"))
    gone = Q(number__in=ActCase.objects.values("case_number"))
    found = []
    for line in ours.archive.files:
        if line.years is None or not line.cases:
            continue
        before = datetime.combine(closed_before(today, line.years), time(), ours.tz)
        cases = (
            Case.objects.filter(away, kind__in=line.cases, closed_at__lt=before).exclude(kept).exclude(gone)
        )
        if only is not None:
            cases = cases.filter(number__in=only)
        titles = {each.kind: each.title for each in catalogue.descriptions()}
        for case in cases.order_by("closed_at", "pk")[:LISTED]:
            closed = (case.closed_at or before).astimezone(ours.tz).date()
            found.append(Due(case.number, titles[case.kind], closed, line.index, line.years))
    return sorted(found, key=lambda each: (each.closed_on, each.number))[:LISTED]


def destroy(numbers: Collection[str], ground: str, by: User, now: datetime, ours: Profile) -> Act:
    """The act, with its number and paper; the bytes go later (`erase_due`). NoLongerDue."""
    try:
        with transaction.atomic():
            act = _written(sorted(set(numbers)), ground, by, now, ours)
    except IntegrityError as error:  # another act has taken one of them meanwhile
        raise NoLongerDue from error
    issuing.issue(act.entry, now)
    return act


def _written(numbers: list[str], ground: str, by: User, now: datetime, ours: Profile) -> Act:
    going = due(ours, now.astimezone(ours.tz).date(), numbers)
    if [each.number for each in sorted(going, key=lambda each: each.number)] != numbers:
        raise NoLongerDue
    files = {each.number: stored(each.number) for each in going}
    entry = numbering.reserve(
        SERIES,
        ours.series[SERIES],
        on=now.astimezone(ours.tz).date(),
        case_number="",
        kind=KIND,
        actor_id=by.pk,
        action=KIND,
        snapshot=snapshot(going, files, ground, by, now, ours),
    )
    act = Act.objects.create(entry=entry, at=now, by=by, ground=ground)
    for each in going:
        case = ActCase.objects.create(
            act=act,
            case_number=each.number,
            title=str(each.title),
            closed_on=each.closed_on,
            file_index=each.index,
        )
        lines = files[each.number]
        ActFile.objects.bulk_create(
            ActFile(case=case, title=file.title, sha256=file.sha256) for file in lines
        )
        gone = [file.version for file in lines if file.version is not None]
        making.set_statuses(gone, making.Status.DESTROYED, actor_id=by.pk, reason=entry.number)
        told = {"act": entry.number, "ground": ground, "files": [file.sha256 for file in lines]}
        journal.append("destroyed", each.number, told, by)
    return act


def stored(number: str) -> list[Stored]:
    """The files of a case: its papers and attachments, the letters that came and those that left."""
    versions = Version.objects.filter(document__case_number=number).select_related("document")
    found = [Stored(each.document.title, each.sha256, each.pk) for each in versions]
    for each in CaseMessage.objects.filter(case__number=number).select_related("message"):
        found.append(Stored(each.message.subject[:300] or "eml", each.message.sha256))
    for letter in Outgoing.objects.filter(case_number=number).exclude(mime_sha256=""):
        found.append(Stored(letter.subject[:300], letter.mime_sha256))
    return found


def elsewhere(sha256: str) -> str:
    """What else needs the bytes: the number of a case that stays or is held, "-" for no case, "" when nothing does."""
    gone = ActCase.objects.exclude(case_number__in=_held()).values("case_number")
    version = Version.objects.filter(sha256=sha256).exclude(document__case_number__in=gone).first()
    if version is not None:
        return version.document.case_number or "-"
    letter = Outgoing.objects.filter(mime_sha256=sha256).exclude(case_number__in=gone).first()
    if letter is not None:
        return letter.case_number or "-"
    for message in Message.objects.filter(sha256=sha256):
        cases = CaseMessage.objects.filter(message=message)
        stays = cases.exclude(case__number__in=gone).select_related("case").first()
        if stays is not None or not cases.exists():
            return stays.case.number if stays is not None else "-"
    return ""


def erase_due() -> int:
    """Erase what issued acts destroyed and nobody holds; how many files. A crash in between repeats the last file."""
    waiting = ActFile.objects.filter(gone_at=None, kept_for="", case__act__entry__status=Entry.Status.ISSUED)
    waiting = waiting.exclude(case__case_number__in=_held())
    return sum(_erased(file) for file in waiting.select_related("case").order_by("pk")[:A_BEAT])


def _erased(file: ActFile) -> bool:
    """One file, under the lock that a hold takes too: whoever comes first, a standing hold is seen."""
    sharing = ActFile.objects.filter(sha256=file.sha256)
    with transaction.atomic():
        list(ActCase.objects.select_for_update().filter(pk__in=sharing.values("case")).order_by("pk"))
        if Hold.objects.standing().filter(case_number=file.case.case_number).exists():
            return False
        blobs.lay_back(file.sha256)
        needed = elsewhere(file.sha256)
        if needed:
            ActFile.objects.filter(pk=file.pk).update(kept_for=needed)
            return False
        if not blobs.erase(file.sha256, UNTOUCHED):
            return False
        Page.objects.filter(version__sha256=file.sha256).delete()  # the words that a search would find
        sharing.filter(gone_at=None).update(gone_at=datetime.now(UTC), kept_for="")
    return True


def _held() -> QuerySet[Hold, str]:
    return Hold.objects.standing().values_list("case_number", flat=True)


def copies_until(now: datetime) -> str:
    """The last day (ISO 8601) on which older backups may hold what an act of now destroys; empty: for ever."""
    # The clock erases within hours: a backup of the next day may still hold the bytes.
    until = pruning.copies_until(now.date() + timedelta(days=1))
    return until.isoformat() if until else ""


def finish_due(now: datetime) -> int:
    """Issue the acts that are not papers yet; how many. An act is never void once its rows stand: a person is told."""
    return issuing.finish_due(KIND, now)


def event_log(act: Act) -> Iterable[dict[str, Any]]:
    """What the journal tells of the destroyed cases, oldest first; `payload` is the text that the chain covers."""
    numbers = list(act.cases.values_list("case_number", flat=True))
    for each in Told.objects.filter(subject__in=numbers).order_by("pk"):
        yield {
            "at": each.at.isoformat(),
            "kind": each.kind,
            "subject": each.subject,
            "actor": each.actor_id,
            "payload": each.payload,
            "salt": each.salt,
            "commitment": each.commitment,
        }


def hold(number: str, reason: str, by: User) -> Hold | None:
    """Hold the files of a case; None when somebody holds them already. Case.DoesNotExist for a wrong number.

    After an act it keeps what is not erased yet. TooLate: nothing is left.
    """
    Case.objects.get(number=number)
    try:
        with transaction.atomic():
            gone = ActCase.objects.select_for_update().filter(case_number=number).first()
            if gone is not None and not gone.files.filter(gone_at=None).exists():
                raise TooLate(gone.act.entry.number)
            held = Hold.objects.create(case_number=number, reason=reason, placed_by=by)
            journal.append("hold_placed", number, {"reason": reason}, by)
    except IntegrityError:
        return None
    return held


def lift(held: Hold, by: User, now: datetime) -> bool:
    """Lift a hold; False when somebody else did."""
    with transaction.atomic():
        if not Hold.objects.standing().filter(pk=held.pk).update(lifted_at=now, lifted_by=by):
            return False
        journal.append("hold_lifted", held.case_number, {}, by)
    return True


def snapshot(
    going: list[Due], files: dict[str, list[Stored]], ground: str, by: User, now: datetime, ours: Profile
) -> dict[str, Any]:
    """The act as data (fixtures/papers/destruction_act.example.json)."""
    moment = now.astimezone(ours.tz).isoformat(timespec="seconds")
    return {
        "template": KIND,
        "edition": 1,
        "title": "Акт об уничтожении файлов",
        "filename": "Акт об уничтожении",
        "keywords": [],
        "made_at": moment,
        "data": {
            "organisation": {name: getattr(ours, name) for name in ORGANISATION},
            "case_number": "",
            "made_by": {"name": by.initials, "position": by.position},
            "ground": ground,
            "cases": [
                {
                    "number": each.number,
                    "title": str(each.title),
                    "closed_on": each.closed_on.isoformat(),
                    "index": each.index,
                    "years": each.years,
                    "hashes": [file.sha256 for file in files[each.number]],
                }
                for each in going
            ],
            "files": sum(len(each) for each in files.values()),
            "copies_until": copies_until(now.astimezone(ours.tz)),
        },
    }
