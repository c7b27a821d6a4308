"""From a register entry to an issued paper: make the bytes from the frozen snapshot, then commit the version.

`make` runs outside any transaction and may be repeated by any process; `commit` runs inside the caller's.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

import faults
import journal
from documents import numbering, pdf, sealing
from documents.filenames import clean
from documents.leaves import sheets
from documents.models import Document, Entry, Version, VersionStatus
from documents.pdf import NeverPrintable as NeverPrintable
from documents.templates import ADDED
from documents.templates import Template as Template
from organisation.models import User
from storage import blobs

log = logging.getLogger(__name__)

PDF = "application/pdf"
Status = VersionStatus.Status
SIGNED = ("hand", "qualified")  # ways of signing in which a paper waits for its signature


TEMPLATES: dict[tuple[str, int], Template] = {
    ("credit_decision", 1): Template("documents/credit_decision.html", "decision.json"),
    ("credit_order", 1): Template("documents/credit_order.html", "order.json"),
    ("credit_class_order", 1): Template("documents/credit_class_order.html", "order.json"),
    ("credit_closing", 1): Template("documents/credit_closing.html", "closing.json"),
    ("application", 1): Template("documents/application.html", "application.json"),
    ("incoming_receipt", 1): Template("documents/incoming_receipt.html", "receipt.json"),
    ("register", 1): Template("documents/register.html", "register.json"),
    ("reward_nomination", 1): Template("documents/reward_nomination.html", "nomination.json"),
    ("reward_order", 1): Template("documents/reward_order.html", "order.json"),
    ("reward_certificate", 1): Template("documents/reward_certificate.html", "certificate.json"),
    ("reward_handing", 1): Template("documents/reward_handing.html", "handing.json"),
    ("report", 1): Template("documents/report.html", "report.json"),
    ("study_certificate", 1): Template("documents/study_certificate.html", "certificate.json"),
    ("progress_certificate", 1): Template("documents/progress_certificate.html", "certificate.json"),
    ("journal_extract", 1): Template("documents/journal_extract.html", "extract.json"),
    ("reward_list", 1): Template("documents/reward_list.html", "rewards.json"),
    ("personal_file_copy", 1): Template("documents/personal_file_copy.html", "inventory.json"),
    ("enrolment_certificate", 1): Template("documents/enrolment_certificate.html", "certificate.json"),
    ("disclosure_answer", 1): Template("documents/disclosure_answer.html", "answer.json"),
    ("disclosure_refusal", 1): Template("documents/disclosure_refusal.html", "refusal.json"),
    ("disclosure_notice", 1): Template("documents/disclosure_notice.html", "notice.json"),
    ("destruction_act", 1): Template("documents/destruction_act.html", "act.json"),
    ("certified_copy", 1): Template("documents/certified_copy.html", "copy.json"),
    ("case_file", 1): Template("documents/case_file.html", "case.json"),
    ("extract", 1): Template("documents/extract.html", "extract.json"),
    ("restore_drill", 1): Template("documents/restore_drill.html", "drill.json"),
}


@dataclass(frozen=True)
class Made:
    """A paper that is drawn and stored: the SHA-256 and number of its bytes, its pages (counting later costs 25 ms)."""

    sha256: str
    pages: int
    size: int


class SnapshotInvalid(NeverPrintable):
    """The snapshot names no template of ours, or lacks what every paper needs."""


class SealAway(Exception):
    """The key of the seal does not answer now: the number stays reserved, and the clock makes the paper later."""


# What hinders a paper and is none of its faults: the seal, a full disk, a store out of reach, a file to be restored.
PASSING = (SealAway, OSError, blobs.BlobMissing, blobs.BlobDamaged)


NOT_MADE = (
    NeverPrintable,
    *PASSING,
)  # the person is told to wait; the clock makes the paper or voids the number


def draw(snapshot: Mapping[str, Any], *, draft: bool = False) -> pdf.Paper:
    """Render a snapshot (see fixtures/papers/README.md) and nothing but the snapshot: no database is read.

    Files whose pages it shows lie in the store under their hashes (documents.leaves).
    """
    try:
        key = snapshot["template"], snapshot["edition"]
        template = TEMPLATES.get(key) or ADDED[key]
        number, data = snapshot["number"], snapshot["data"]
        shown = {**data, "number": number, "date": snapshot["date"], "case_number": data["case_number"]}
        if "check" in snapshot:
            shown["check"] = snapshot["check"]
        title = f"{snapshot['title']} № {number}" if number else snapshot["title"]
        leaves = sheets.collect(snapshot.get("sources", ()))
        paper = pdf.render(
            template.path,
            {**shown, "leaves": leaves.drawn},
            title=title,
            author=data["organisation"]["name"],
            keywords=snapshot.get("keywords", ()),
            made_at=datetime.fromisoformat(snapshot["made_at"]),
            data=shown,
            data_name=template.data_name,
            draft=draft,
            leaves=leaves.pictures,
            files=leaves.files,
        )
        return pdf.Paper(leaves.laid_in(paper.content), paper.pages)
    except KeyError as error:
        raise SnapshotInvalid(f"the snapshot lacks {error}") from error


def preview(snapshot: Mapping[str, Any]) -> bytes:
    """The paper as it would look, marked as a draft; number and date may still be missing."""
    return draw({"number": "", "date": None, **snapshot}, draft=True).content


def make(entry: Entry) -> Made:
    """Render the entry's paper, seal it and store it durably. May be repeated: of two files the committed one counts.

    NeverPrintable means that trying again will not help: void the number with the reason. SealAway: try again later.
    """
    return press(entry.snapshot)


def press(snapshot: Mapping[str, Any]) -> Made:
    """Draw what a snapshot says, seal it, store it durably. NeverPrintable, SealAway."""
    paper = draw(snapshot)
    sealed = _sealed(paper.content)
    made = Made(blobs.put(sealed), paper.pages, len(sealed))
    faults.reach("paper_stored")
    return made


def _sealed(content: bytes) -> bytes:
    try:
        return sealing.seal(content)
    except ImproperlyConfigured as error:
        log.error("a paper waits for its seal: %s", error)
        raise SealAway(str(error)) from error


def commit(
    entry: Entry,
    made: Made,
    *,
    document: Document | None = None,
    origin: str = Document.Origin.ISSUED,
) -> Version:
    """Record the stored paper and end the reservation, inside the caller's transaction.

    A new document, or the next version of `document`, whose earlier version is then superseded. The status is
    "issued", or "awaits signature" when the snapshot names another signing than the system's. NotReserved: another
    was first.
    """
    numbering.issue(entry, made.sha256)
    snapshot = entry.snapshot
    earlier = document.versions.order_by("number").last() if document else None
    if document is None:
        document = Document.objects.create(
            case_number=entry.case_number,
            kind=entry.kind,
            title=f"{snapshot['title']} № {entry.number}",
            origin=origin,
        )
    number = earlier.number + 1 if earlier else 1
    version = record(document, entry, made, snapshot, number=number, actor_id=entry.actor_id)
    if earlier:
        set_status(earlier, Status.SUPERSEDED, actor_id=entry.actor_id, reason=f"№ {entry.number}")
    begin(version, snapshot, entry.actor_id)
    return version


def begin(version: Version, snapshot: Mapping[str, Any], actor_id: int | None) -> None:
    """The first status of a version: "issued", or "awaits signature" where the snapshot says that it is signed."""
    set_status(version, Status.RESERVED if waits(snapshot) else Status.ISSUED, actor_id=actor_id)


def waits(snapshot: Mapping[str, Any]) -> bool:
    """Whether the paper of a snapshot is not in force before somebody signs it."""
    return snapshot["data"].get("signing") in SIGNED


def set_status(version: Version, status: str, *, actor_id: int | None, reason: str = "") -> VersionStatus:
    """Add a row to the life of a version; the journal vouches for it in the same transaction."""
    return set_statuses([version.pk], status, actor_id=actor_id, reason=reason)[0]


def set_statuses(
    versions: Sequence[int], status: str, *, actor_id: int | None, reason: str = ""
) -> list[VersionStatus]:
    """The same for several versions, by their keys, in one go."""
    now, actor = timezone.now(), User(pk=actor_id) if actor_id else None
    with transaction.atomic(savepoint=False):
        rows = VersionStatus.objects.bulk_create(
            VersionStatus(version_id=each, status=status, at=now, actor_id=actor_id, reason=reason[:500])
            for each in versions
        )
        if rows:
            journal.append("status", f"version {versions[0]}", {"status": status}, actor, rows=rows)
    return rows


def file_name(snapshot: Mapping[str, Any]) -> str:
    """ "Решение № 118-зч-Р от 25.11.2026.pdf": what the addressee's folder shows."""
    words = [snapshot.get("filename") or snapshot["title"]]
    if snapshot.get("number"):
        words.append(f"№ {snapshot['number'].replace('/', '-')}")
    if snapshot.get("date"):
        words.append(f"от {date.fromisoformat(snapshot['date']):%d.%m.%Y}")
    if correction := snapshot.get("data", {}).get("correction"):
        words.append(f"версия {correction['version']}")
    return clean(f"{' '.join(words)}.pdf")


def record(
    document: Document,
    entry: Entry | None,
    made: Made,
    snapshot: Mapping[str, Any],
    *,
    number: int,
    actor_id: int | None,
) -> Version:
    """The row of a stored paper, without a status yet; inside the caller's transaction."""
    return Version.objects.create(
        document=document,
        number=number,
        sha256=made.sha256,
        size=made.size,
        media_type=PDF,
        filename=file_name(snapshot),
        pages=made.pages,
        made_at=timezone.now(),
        made_by_id=actor_id,
        entry=entry,
        data_sha256=hashlib.sha256(pdf.canonical(snapshot)).hexdigest(),
    )
