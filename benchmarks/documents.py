"""Very many documents with their rows, registers, journal and bytes, made through the product's own doors.

Three of five are issued papers: one is drawn and sealed, the others are its bytes with a line of their own behind, so
that each has another hash. Two of five are attachments of 50 to 600 KB that no compression shortens, as photos are.
"""

import json
import random
from pathlib import Path
from unittest import mock

from django.db import transaction
from django.utils import timezone

import journal
from documents import incoming, making, numbering
from documents.making import Made
from journal import seal
from organisation import profile
from storage import blobs

SERIES = "certificate.study"
A_TRANSACTION = 200
EXAMPLE = Path("fixtures/papers/study_certificate.example.json")


def fill(count: int) -> int:
    """Make so many documents; the bytes of all of them. Nothing is synced: the place is thrown away."""
    random.seed(count)
    paper = _paper()
    size = 0
    with mock.patch("os.fsync"):
        for start in range(0, count, A_TRANSACTION):
            with transaction.atomic():
                size += sum(_one(n, paper) for n in range(start, min(start + A_TRANSACTION, count)))
        while seal.link_new():
            pass
    return size


def _paper() -> bytes:
    with transaction.atomic():
        entry = _entry()
    made = making.make(entry)
    with transaction.atomic():
        making.commit(entry, made)
    return blobs.get(made.sha256)


def _one(n: int, paper: bytes) -> int:
    if n % 5 < 2:
        data = random.randbytes(random.randint(50_000, 600_000))
        document = incoming.store(data, f"photo-{n}.jpg", "image/jpeg", "", origin="uploaded")
        journal.append("stored", str(document.pk), {"n": n})
        return len(data)
    data = paper + b"\n%% %d\n" % n
    making.commit(_entry(), Made(blobs.put(data), 1, len(data)))
    return len(data)


def _entry() -> numbering.Entry:
    ours = profile.current()
    return numbering.reserve(
        SERIES,
        ours.series[SERIES],
        on=timezone.localdate(),
        case_number="",
        kind="study_certificate",
        actor_id=None,
        action="study_certificate",
        snapshot=json.loads(EXAMPLE.read_text(encoding="utf-8")),
    )
