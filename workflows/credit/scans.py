"""Photos and scans of applications: expected when they come, read by the worker of scans, shown for a person.

Nothing that is read here enters a line by itself: a person puts it into the form of claimed courses and saves it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

import sandbox
from documents.finding import index, reading
from documents.models import Document
from documents.scanning import ocr
from documents.scanning.shapes import Unreadable
from documents.scanning.words import WORDS
from storage import blobs
from workflows.credit.models import CreditApplication
from workflows.credit.scan import Scan

PICTURES = frozenset({"image/jpeg", "image/png", "image/tiff", "image/heic", "image/heif"})
PDF = "application/pdf"
MOST = 20  # scans of one case that are read; a person reads the rest
AT_ONCE = 20  # scans of one wake-up
LEASE = timedelta(minutes=5)  # longer than everything that LIMITS allow
MOST_ATTEMPTS = 3
# One file holds up the worker for two minutes at most: a few dense pages. Longer ones are for a person.
LIMITS = replace(ocr.READING, wall_seconds=120, cpu_seconds=110)
READ_SCAN = "workflows.credit.understanding:read_scan"
IS_SCAN = "workflows.credit.understanding:is_scan"


@dataclass(frozen=True)
class Suggested:
    """A row found on a scan, beside the place where a person checks it."""

    row: dict[str, Any]
    scan: int
    place: str


def expect(case: CreditApplication) -> None:
    """Have every new photo and PDF of the case read. Call when files were stored, inside the same transaction."""
    known = set(case.scans.values_list("document_id", flat=True))
    files = Document.objects.filter(case_number=case.number, kind="file").exclude(pk__in=known)
    wanted = [each for each in files if each.latest.media_type in {*PICTURES, PDF}]
    Scan.objects.bulk_create(
        (Scan(case=case, document=each) for each in wanted[: max(0, MOST - len(known))]),
        ignore_conflicts=True,
    )


def read_all() -> dict[str, int]:
    """Read what waits, one after the other; counts per outcome. What came too late waits for the next call."""
    counts: dict[str, int] = {}
    for _turn in range(AT_ONCE):
        done = read_due()
        for outcome, count in done.items():
            counts[outcome] = counts.get(outcome, 0) + count
        if not done:
            break
    return counts


def read_due() -> dict[str, int]:
    """Read one waiting scan; counts per outcome. Safe beside other workers: each scan is leased."""
    now = timezone.now()
    scan = Scan.objects.due(now).select_related("document").first()
    if scan is None:
        return {}
    mine = Scan.objects.due(now).filter(pk=scan.pk)
    if not mine.update(locked_until=now + LEASE, attempts=F("attempts") + 1):
        return {"busy": 1}
    return {read(scan): 1}


def read(scan: Scan) -> str:
    """Read one scan that is leased: read, failed, or text when a PDF has words of its own and no picture to read."""
    if scan.attempts >= MOST_ATTEMPTS:
        return _ended(scan, Scan.Status.FAILED, "too_long")  # its worker died at it again and again
    version = scan.document.latest
    data = blobs.get(version.sha256)
    try:
        if version.media_type == PDF and not json.loads(sandbox.run(IS_SCAN, data, sandbox.READING)):
            index.put(version, reading.pages(data))
            scan.delete()
            return "text"
        seen = ocr.read(data, LIMITS)
        index.put(version, [page.text for page in seen])
        pages = [[asdict(word) for word in page.words] for page in seen]
        rows = json.loads(sandbox.run(READ_SCAN, json.dumps(pages).encode(), sandbox.READING))
    except Unreadable as error:
        return _ended(scan, Scan.Status.FAILED, error.code)
    except sandbox.SandboxError as error:
        return _ended(scan, Scan.Status.FAILED, "too_long" if error.code == "timed_out" else "damaged")
    return _ended(scan, Scan.Status.READ, rows=rows)


def _ended(
    scan: Scan, status: Scan.Status, problem: str = "", rows: list[dict[str, Any]] | None = None
) -> str:
    Scan.objects.filter(pk=scan.pk).update(status=status, problem=problem, rows=rows or [], locked_until=None)
    return str(status)


def suggested(case: CreditApplication) -> list[Suggested]:
    """The rows of all scans of the case, each with its file, page and line."""
    return [
        Suggested(row, scan.pk, place_words(source_at(scan, row["sources"]["title"])))
        for scan in case.scans.select_related("document")
        for row in scan.rows
        if "title" in row["sources"]
    ]


def states(case: CreditApplication) -> Iterator[tuple[str, "str | Promise"]]:
    """Each scan's file name and how far its reading is; why not, when it failed."""
    for scan in case.scans.all():
        words = (
            _("read, no course was found: a person reads it")
            if scan.status == Scan.Status.READ and not scan.rows
            else scan.get_status_display()
        )
        yield scan.document.title, f"{words}: {WORDS[scan.problem]}" if scan.problem in WORDS else words


def source_at(scan: Scan, source: dict[str, Any]) -> dict[str, Any]:
    """A source with the name of its file."""
    return {**source, "file": scan.document.title}


def place_words(source: Mapping[str, Any]) -> str:
    """«diplom.jpg, page 1, line 4»."""
    return _("%(file)s, page %(page)d, line %(line)d") % {
        "file": source.get("file", ""),
        "page": source["page"],
        "line": source["line"],
    }


def sources_of(scans: Sequence[Scan], claimed: dict[str, Any]) -> dict[str, Any]:
    """Where the values of a confirmed line stand on a scan: those that the scan says the same of under that title."""
    for scan in scans:
        for row in scan.rows:
            if row["title"] and row["title"] == claimed["title"]:
                return {
                    name: source_at(scan, source)
                    for name, source in row["sources"].items()
                    if row[name] is not None and row[name] == claimed[name]
                }
    return {}
