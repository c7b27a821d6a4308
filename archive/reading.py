"""Reading all stored files again within a month, a share each day, so that damage is known while a backup is whole.

Files are read by shelves: the 256 first bytes of a hash. Each beat reads one that is due; ten a day go round in 26.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

import journal
from archive.models import BadFile, Shelf
from archive.wholeness import referenced
from storage import blobs

A_DAY = 10
REST = timedelta(days=24)  # a shelf that was read lately is left alone
LATE = timedelta(days=29)  # later than this, no daily share holds up the reading


def prepare() -> None:
    """Lay the shelves; those that are there stay as they are."""
    Shelf.objects.bulk_create((Shelf(beginning=f"{n:02x}") for n in range(256)), ignore_conflicts=True)


def read_due(now: datetime) -> dict[str, int]:
    """Read one shelf if one is due; counts of files and of bad ones."""
    shelf = _due(now)
    if shelf is None or not Shelf.objects.filter(pk=shelf.pk, read_at=shelf.read_at).update(read_at=now):
        return {}
    return read(shelf)


def read(shelf: Shelf) -> dict[str, int]:
    """Read every file of a shelf, and look for those that rows name."""
    there = set(blobs.every(shelf.beginning))
    named = set(referenced(beginning=shelf.beginning))
    found = {each: blobs.fault(each) for each in there | named}
    # What no row names may be erased while we read.
    bad = {
        each: BadFile.Fault(fault)
        for each, fault in found.items()
        if fault == "damaged" or fault and each in named
    }
    _note(shelf.beginning, bad)
    Shelf.objects.filter(pk=shelf.pk).update(files=len(there))
    return {"files": len(there), "bad": len(bad)}


def _due(now: datetime) -> Shelf | None:
    """The shelf that has waited longest, unless today's share is done and it can wait."""
    if not Shelf.objects.exists():
        prepare()
    first = Shelf.objects.order_by(F("read_at").asc(nulls_first=True), "beginning").first()
    if first is None or (first.read_at is not None and now - first.read_at < REST):
        return None
    if first.read_at is not None and now - first.read_at > LATE:
        return first
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return first if Shelf.objects.filter(read_at__gte=midnight).count() < A_DAY else None


def _note(beginning: str, bad: dict[str, BadFile.Fault]) -> None:
    """Each bad file once, until it is whole again; both moments go to the journal."""
    with transaction.atomic():
        known = BadFile.objects.bad().filter(sha256__startswith=beginning)
        mended = [each for each in known if each.sha256 not in bad]
        for each in mended:
            journal.append("file_whole_again", each.sha256, {})
        known.filter(pk__in=[each.pk for each in mended]).update(mended_at=timezone.now())
        old = set(known.values_list("sha256", flat=True))
        for sha256, fault in sorted(bad.items()):
            if sha256 not in old:
                BadFile.objects.create(sha256=sha256, fault=fault)
                journal.append("file_bad", sha256, {"fault": fault})


def unread(now: datetime) -> int:
    """How many shelves were not read within the last month, of 256."""
    return Shelf.objects.filter(Q(read_at=None) | Q(read_at__lt=now - timedelta(days=31))).count()
