"""Writing the ledger of disclosures, inside the transaction of what it records."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from django.db import transaction
from django.utils import timezone

import journal
from documents import making, numbering, pdf
from documents.models import Version
from organisation import profile
from organisation.models import User
from storage import blobs
from workflows.cases.models import Case
from workflows.disclosure import wording
from workflows.disclosure.ledger_model import LedgerEntry
from workflows.disclosure.models import RecordRequest

SERIES = "ledger.disclosure"


@dataclass(frozen=True)
class Left:
    """What a row of the ledger says; empty where nothing is known. `case` is of any kind."""

    case: Case
    student: str
    who: str
    ground: str
    scope: str
    channel: str
    officer: User | None
    versions: Sequence[Version] = ()
    decision: str = LedgerEntry.Decision.DISCLOSED
    capacity: str = ""
    identified: str = ""


def enter(
    case: RecordRequest, decision: str, officer: User | None, versions: Sequence[Version] = ()
) -> LedgerEntry:
    """Add the row of a disclosure, a refusal or an opening. `versions`: the papers that left."""
    return write(
        Left(
            case=case,
            student=", ".join(each.full_name for each in case.subjects()) or case.student_written,
            who=case.applicant_name,
            capacity=case.capacity,
            identified=identified(case),
            ground=ground(case, decision),
            scope=wording.papers(case.papers),
            decision=decision,
            channel=case.delivery,
            officer=officer,
            versions=versions,
        )
    )


def write(left: Left) -> LedgerEntry:
    """One row with its number and its entry in the journal, in the caller's transaction."""
    ours = profile.current()
    now = timezone.now()
    papers = [of_version(each) for each in left.versions]
    entry = numbering.register(
        SERIES,
        ours.series[SERIES],
        on=timezone.localtime(now, ours.tz).date(),
        case_number=left.case.number,
        kind="ledger",
        actor_id=left.officer.pk if left.officer else None,
    )
    row = LedgerEntry.objects.create(
        number=_unique(entry.number, now.year),
        at=now,
        case_id=left.case.pk,
        student=left.student,
        who=left.who,
        capacity=left.capacity,
        identified=left.identified,
        ground=left.ground,
        scope=left.scope,
        decision=left.decision,
        channel=left.channel,
        officer=left.officer,
        papers=papers,
        content_sha256=hashlib.sha256(pdf.canonical({"papers": papers})).hexdigest() if papers else "",
    )
    journal.append("disclosure", row.number, {"decision": left.decision}, left.officer, rows=[entry, row])
    return row


def record(case: RecordRequest, decision: str, officer: User | None, versions: Sequence[Version]) -> None:
    """The same in a transaction of its own, for what no move does."""
    with transaction.atomic():
        enter(case, decision, officer, versions)


def of_version(version: Version) -> dict[str, Any]:
    """A paper as the ledger keeps it: number, title, hash of the file and of the content of each page."""
    return {
        "number": version.entry.number if version.entry else "",
        "title": version.document.title,
        "sha256": version.sha256,
        # A scan that came back signed may be a picture: then the hash of the file is all there is.
        "pages": page_hashes(blobs.get(version.sha256)) if version.media_type == making.PDF else [],
    }


def page_hashes(content: bytes) -> list[str]:
    """SHA-256 of what each page draws, in order: a page that was exchanged is told from the others."""
    with pikepdf.open(BytesIO(content)) as opened:
        return [hashlib.sha256(_drawn(page)).hexdigest() for page in opened.pages]


def identified(case: RecordRequest) -> str:
    """«паспорт …4471, лично, Марина Седова, 25.11.2026»."""
    if case.identified_at is None:
        return wording.NOT_IDENTIFIED
    seen = (
        f"{case.identity_document} …{case.identity_digits}"
        if case.identity_digits
        else case.identity_document
    )
    by = case.identified_by.display_name if case.identified_by else ""
    day = timezone.localtime(case.identified_at, profile.current().tz)
    how = wording.HOW_CHECKED.get(case.identity_how, "")
    return ", ".join(part for part in (seen, how, by, f"{day:%d.%m.%Y}") if part)


def ground(case: RecordRequest, decision: str) -> str:
    """The right that was found, or the ground of the refusal."""
    if decision == LedgerEntry.Decision.REFUSED:
        return wording.GROUNDS.get(case.refusal, wording.NOT_IDENTIFIED)
    number = f"запрос № {case.request_number}" if case.request_number else ""
    words = (wording.CAPACITIES.get(case.capacity, ""), case.authority, case.ground, number)
    return ", ".join(part for part in words if part)


def _drawn(page: pikepdf.Page) -> bytes:
    page.contents_coalesce()
    content = page.obj.get("/Contents")
    return content.read_bytes() if content is not None else b""


def _unique(number: str, year: int) -> str:
    """A series that restarts yearly gets the year added where the bare number is taken."""
    return f"{number}/{year}" if LedgerEntry.objects.filter(number=number).exists() else number
