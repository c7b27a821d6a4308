"""The words of issued papers go into the index too, a few at a time, after they were issued."""

from datetime import datetime, timedelta

from django.db import IntegrityError
from django.db.models import QuerySet

import sandbox
from documents.finding import index, reading
from documents.models import Page, Version
from storage import blobs

AT_ONCE = 50
SETTLED = timedelta(minutes=1)  # two papers issued at once may be committed in the other order than numbered


def waiting(now: datetime) -> "QuerySet[Version]":
    """Settled papers of the registers that are newer than the last one in the index, the oldest first."""
    known = Page.objects.filter(version__entry__isnull=False).order_by("-version_id")
    last = known.values_list("version_id", flat=True).first()
    papers = Version.objects.filter(
        entry__isnull=False, media_type="application/pdf", made_at__lte=now - SETTLED
    )
    return papers.filter(pk__gt=last or 0).order_by("pk")


def read_due(now: datetime) -> dict[str, int]:
    """Read the next papers; how many. One that cannot be read has no words and is not tried again."""
    read = 0
    for version in list(waiting(now)[:AT_ONCE]):
        try:
            pages = reading.pages(blobs.get(version.sha256))
        except (sandbox.SandboxError, blobs.BlobMissing, blobs.BlobDamaged):
            pages = [""]
        try:
            index.put(version, pages)
        except IntegrityError:  # another worker was first
            continue
        read += 1
    return {"read": read} if read else {}
