"""A whole case as one paper: cover, inventory, steps, letters, every document page by page with the original inside.

Nothing from outside goes in unseen: a file is attached only when its inspection found no program in it, and pages of
others' files are pictures. What is left out is named in the inventory with its hash and the reason.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from documents import incoming
from documents.leaves import sheets
from documents.models import Document, Version
from documents.scanning import copies
from mailroom.models import Message, Outgoing
from organisation import profile
from organisation.models import User
from storage import blobs
from workflows import catalogue
from workflows.cases import history
from workflows.cases.models import Case
from workflows.derived import papers
from workflows.derived.papers import Asked

MOST_FILES = 250
MOST_STEPS = 300
MOST_LETTERS = 100
LONGEST_LETTER = 3_000  # characters of one letter that are printed
LINK = re.compile(r"https?://\S+")  # a letter of ours holds secret links
TOO_LARGE = "слишком велик для вложения"
GONE = "файла больше нет в хранилище"


def snapshot(case: Case, asked: Asked, by: User) -> dict[str, Any]:
    """The case as it stands now. Reads and inspects every file of it: seconds for a large one."""
    with translation.override("ru"):
        return _snapshot(catalogue.concrete(case), asked, by)


def is_large(made: dict[str, Any]) -> bool:
    """Whether the paper takes longer to make than a person should wait."""
    return len(made["sources"]) > 8 or sum(each["size"] for each in made["data"]["files"]) > 8 * 1024**2


def _snapshot(case: Any, asked: Asked, by: User) -> dict[str, Any]:
    about = catalogue.description(case.kind)
    files = [*_files(case.number)]
    steps = history.happenings(case.steps.select_related("actor"), about.steps)[:MOST_STEPS]
    name = case.student.full_name if case.student else case.student_written
    ours = profile.current()
    data = {
        "case_number": case.number,
        "kind": str(about.title),
        "state": str(about.states(case.state).label),
        "student": {"full_name": name},
        "applicant": case.applicant_name,
        "received_at": _local(case.received_at),
        "closed_at": _local(case.closed_at) if case.closed_at else "",
        "facts": [{"name": str(key), "value": str(value)} for key, value in about.facts(case) if value],
        "steps": [
            {"at": _local(each.at), "words": f"{each.lead} {each.words}".strip()} for each in reversed(steps)
        ],
        "letters": _letters(case),
        "files": [told for told, _leaf in files],
        "purpose": asked.purpose,
        "made_by": {"name": by.initials, "position": by.position},
        "made_at": papers.now(ours),
    }
    title = "Дело одним файлом"
    made = papers.frame(
        "case_file", title, data, of={}, about=name or case.number, filename=f"Дело {case.number}"
    )
    return {**made, "sources": [leaf for _told, leaf in files]}


def _files(number: str) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    """Every version of every document, as the inventory tells it and as the sheets take it."""
    versions = Version.objects.filter(document__case_number=number).exclude(
        document__origin=Document.Origin.DERIVED, entry__isnull=False
    )
    found = versions.select_related("document", "entry").prefetch_related("statuses")
    room = sheets.MOST_ATTACHED
    for n, version in enumerate(
        found.order_by("document__created_at", "document", "number")[:MOST_FILES], start=1
    ):
        left_out = _left_out(version, room)
        room -= 0 if left_out else version.size
        statuses = list(version.statuses.all())
        drawable = copies.is_scan(version.media_type)
        told = {
            "n": n,
            "title": version.document.title,
            "filename": version.filename,
            "version": version.number,
            "origin": version.document.get_origin_display(),
            "status": str(statuses[-1].get_status_display()) if statuses else "",
            "date": _local(version.made_at)[:10],
            "size": version.size,
            "sha256": version.sha256,
            "left_out": left_out,
            "drawable": drawable,
        }
        yield told, papers.leaf_of(version, attached=not left_out, must=False, shown=drawable)


def _left_out(version: Version, room: int) -> str:
    """Why a file is not attached; "" when it is. Files of others are looked through in a child process."""
    if version.size > room:
        return TOO_LARGE
    try:
        data = blobs.get(version.sha256)
    except blobs.BlobMissing:
        return GONE
    if papers.is_own(version):
        return ""
    if version.size > settings.MAX_UPLOAD_BYTES:
        return TOO_LARGE
    try:
        incoming.checked(data)
    except incoming.Refused as error:
        return str(error)
    return ""


def _letters(case: Any) -> list[dict[str, str]]:
    """Letters in and out by time. The files of letters are not attached: what they brought stands in the inventory."""
    came = Message.objects.filter(in_cases__case=case).distinct()
    left = Outgoing.objects.filter(case_number=case.number).exclude(status=Outgoing.Status.CANCELLED)
    found = [
        _letter(
            each.received_at,
            "входящее",
            each.sender,
            each.subject,
            (each.parsed or {}).get("text", ""),
            each.sha256,
        )
        for each in came
    ]
    found += [
        _letter(
            each.sent_at or each.queued_at, "исходящее", each.to, each.subject, each.text, each.mime_sha256
        )
        for each in left
    ]
    return sorted(found, key=lambda each: each["at"])[-MOST_LETTERS:]


def _letter(at: Any, way: str, who: str, subject: str, text: str, sha256: str) -> dict[str, str]:
    words = LINK.sub("[ссылка]", text).strip()
    cut = words if len(words) <= LONGEST_LETTER else f"{words[:LONGEST_LETTER]}…"
    return {"at": _local(at), "way": way, "who": who, "subject": subject, "text": cut, "sha256": sha256}


def _local(moment: Any) -> str:
    return timezone.localtime(moment, profile.current().tz).isoformat(timespec="seconds")
