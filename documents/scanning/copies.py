"""The life of a clean copy: asked for, made by a worker under a lease, said why not; asked for again by a person."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

import journal
from documents.filenames import clean as clean_name
from documents.finding import index
from documents.models import CleanCopy, Document, Version
from documents.scanning import clean
from documents.scanning.shapes import Unreadable
from organisation.models import User
from storage import blobs

LEASE = timedelta(seconds=clean.MAKING.wall_seconds + 600)
MOST_ATTEMPTS = 3  # of workers that died over it
KIND = "clean_copy"
PDF = "application/pdf"
Status = CleanCopy.Status


def is_scan(media_type: str) -> bool:
    """Whether a clean copy can be made of such a file."""
    return media_type.startswith("image/") or media_type == PDF


def ask(
    copy: CleanCopy | None, title: str, sources: Sequence[str], by: User, case_number: str = ""
) -> CleanCopy:
    """A clean copy of these scans, in this order; a copy that is there gets its next version. In a transaction."""
    copy = copy or CleanCopy(case_number=case_number)
    copy.title, copy.sources, copy.asked_by, copy.asked_at = title, list(sources), by, timezone.now()
    _wait(copy)
    copy.save()
    return copy


def again(copy: CleanCopy, by: User) -> None:
    """Try once more what failed; nothing happens when somebody else did already."""
    failed = CleanCopy.objects.filter(pk=copy.pk, status=Status.FAILED)
    failed.update(
        status=Status.WAITING, problem="", attempts=0, locked_until=None, asked_by=by, asked_at=timezone.now()
    )


def make_due() -> dict[str, int]:
    """Make every clean copy that waits, one after the other; counts per outcome. Safe beside other workers."""
    counts: dict[str, int] = {}
    for pk in list(CleanCopy.objects.due(timezone.now()).values_list("pk", flat=True)[:20]):
        outcome = work(pk)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def work(pk: int) -> str:
    """One clean copy, under a lease: its new status, or "busy" when another worker has it or it was asked for anew."""
    now = timezone.now()
    claimed = CleanCopy.objects.due(now).filter(pk=pk)
    if not claimed.update(locked_until=now + LEASE, attempts=F("attempts") + 1):
        return "busy"
    copy = CleanCopy.objects.get(pk=pk)
    if copy.attempts > MOST_ATTEMPTS:
        return _failed(copy, "failed")
    try:
        made = clean.make([blobs.get(each) for each in copy.sources], copy.title)
    except Unreadable as error:
        return _failed(copy, error.code)
    except (blobs.BlobMissing, blobs.BlobDamaged):
        return _failed(copy, "damaged")
    return _keep(copy, made, blobs.put(made.content))


def _keep(copy: CleanCopy, made: clean.Clean, sha256: str) -> str:
    """The file as the next version of the copy's document, and its words in the index."""
    with transaction.atomic():
        mine = _mine(copy)
        if mine is None:
            return "busy"
        document = mine.document or Document.objects.create(
            case_number=mine.case_number, kind=KIND, title=mine.title, origin=Document.Origin.DERIVED
        )
        version = Version.objects.create(
            document=document,
            number=document.versions.count() + 1,
            sha256=sha256,
            size=len(made.content),
            media_type=PDF,
            filename=clean_name(f"{mine.title}.pdf"),
            pages=len(made.pages),
            made_at=timezone.now(),
            made_by=mine.asked_by,
        )
        index.put(version, made.pages)
        mine.document, mine.status, mine.problem, mine.locked_until = document, Status.MADE, "", None
        mine.save()
        told = {"file": sha256, "of": mine.sources, "document": document.pk, "version": version.number}
        journal.append("clean_copy_made", mine.title, told, mine.asked_by, rows=[version])
    return str(Status.MADE)


def _failed(copy: CleanCopy, problem: str) -> str:
    with transaction.atomic():
        mine = _mine(copy)
        if mine is None:
            return "busy"
        mine.status, mine.problem, mine.locked_until = Status.FAILED, problem, None
        mine.save()
    return str(Status.FAILED)


def _mine(copy: CleanCopy) -> CleanCopy | None:
    """The row, locked, unless somebody has asked for other scans meanwhile or another worker took it over."""
    held = CleanCopy.objects.select_for_update().filter(pk=copy.pk, status=Status.WAITING)
    return held.filter(asked_at=copy.asked_at, attempts=copy.attempts).first()


def _wait(copy: CleanCopy) -> None:
    copy.status, copy.problem, copy.attempts, copy.locked_until = Status.WAITING, "", 0, None
