"""The life of one paper: every version with its statuses, what was corrected and why, and who is told of a change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from documents import correctable
from documents.correctable import Change, Told
from documents.models import Correction, Document, Version, VersionStatus
from organisation.models import User
from workflows.cases import amended, door

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Status = VersionStatus.Status
LOOKS = {
    Status.DRAFT: "queued",
    Status.RESERVED: "attention",
    Status.SIGNED: "done",
    Status.ISSUED: "done",
    Status.HANDED_OVER: "done",
    Status.SUPERSEDED: "queued",
    Status.REVOKED: "refused",
    Status.DESTROYED: "refused",
}


@dataclass(frozen=True)
class Happened:
    """One status of a version: when, by whom, why."""

    at: datetime
    status: "StrOrPromise"
    who: str
    reason: str


@dataclass(frozen=True)
class VersionRow:
    """A version as the history shows it."""

    number: int
    url: str
    made_at: datetime
    sha256: str
    look: str
    status: "StrOrPromise"
    life: Sequence[Happened]
    changes: Sequence[Told]
    why: "StrOrPromise"
    destroyed: bool


def history(document: Document) -> list[VersionRow]:
    """All versions, the newest first; five queries at most."""
    versions = document.versions.prefetch_related("statuses__actor").order_by("-number")
    made = Correction.objects.filter(replaces__document=document, status=Correction.Status.MADE)
    corrections = {each.number: each for each in made}
    return [_row(each, corrections.get(each.number)) for each in versions]


def _row(version: Version, correction: Correction | None) -> VersionRow:
    statuses = list(version.statuses.all())
    last = statuses[-1] if statuses else None
    return VersionRow(
        number=version.number,
        url=reverse("documents:version", args=[version.pk]),
        made_at=version.made_at,
        sha256=version.sha256,
        look=LOOKS[Status(last.status)] if last else "done",
        status=last.get_status_display() if last else "",
        life=[
            Happened(
                each.at,
                each.get_status_display(),
                each.actor.display_name if each.actor else "",
                each.reason,
            )
            for each in statuses
        ],
        changes=changes(correction) if correction else (),
        why=amended.WHY_CORRECTED.get(correction.code, "") if correction else "",
        destroyed=any(each.status == Status.DESTROYED for each in statuses),
    )


def changes(correction: Correction) -> list[Told]:
    """What a correction changed."""
    return correctable.told(correction.snapshot, [Change(**each) for each in correction.changes])


def told(case: Any) -> str:
    """Who hears of a correction or a revocation."""
    if not case.applicant_email:
        return _("There is no e-mail address: hand the paper over, or post it.")
    return _("A letter leaves for %(to)s at once.") % {"to": case.applicant_email}


def open_to(case: Any, user: User, version: Version) -> set[str]:
    """Which of the two this person may do with the paper now."""
    allowed = {amended.CORRECT, amended.REVOKE}.intersection(door.allowed(case, user))
    if amended.CORRECT in allowed and not amended.is_correctable(version):
        allowed.discard(amended.CORRECT)
    if amended.REVOKE in allowed and not amended.stands(version):
        allowed.discard(amended.REVOKE)
    return allowed
