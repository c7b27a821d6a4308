"""How issued papers are put in force: by the system, by hand (date and scan), or handed over on paper.

The papers of one decision are one packet: one signature, one handing-over.
"""

from collections.abc import Sequence

from documents import making
from documents.models import Document, Entry, Version, VersionStatus
from organisation.models import User

Status = VersionStatus.Status


def paper(entry_number: str, case_number: str) -> Version | None:
    """The newest version of the paper with this number; None while it is not made."""
    versions = packet(entry_number, case_number)
    return versions[0] if versions else None


def packet(entry_number: str, case_number: str) -> list[Version]:
    """The newest versions of all papers of the decision with this number, that of the number first."""
    lead = Entry.objects.filter(number=entry_number, case_number=case_number).order_by("-pk").first()
    if lead is None:
        return []
    entries = Entry.objects.filter(case_number=case_number, action=lead.action, pk__gte=lead.pk)
    documents = Document.objects.filter(versions__entry__in=entries.values("pk")).values("pk")
    versions = Version.objects.filter(document__in=documents).order_by("document_id", "number")
    return list({each.document_id: each for each in versions}.values())


def awaits_signature(version: Version | None) -> bool:
    """A hand-signed kind whose signed scan is not there yet."""
    return version is not None and version.status == Status.RESERVED


def sign(versions: Sequence[Version], signed_on: str, scan: Document | None, actor: User | None) -> None:
    """Record the date of the signature; with a scan, its bytes become the next version of the first paper."""
    for version in versions:
        if awaits_signature(version):
            _sign(version, signed_on, scan if version == versions[0] else None, actor)


def _sign(version: Version, signed_on: str, scan: Document | None, actor: User | None) -> None:
    actor_id = actor.pk if actor else None
    making.set_status(version, Status.SIGNED, actor_id=actor_id, reason=signed_on)
    if scan is None:
        making.set_status(version, Status.ISSUED, actor_id=actor_id)
        return
    page = scan.latest
    signed = Version.objects.create(
        document=version.document,
        number=version.number + 1,
        sha256=page.sha256,
        size=page.size,
        media_type=page.media_type,
        filename=page.filename,
        pages=page.pages,
        made_at=page.made_at,
        made_by=actor,
        entry=version.entry,
    )
    making.set_status(version, Status.SUPERSEDED, actor_id=actor_id)
    making.set_status(signed, Status.ISSUED, actor_id=actor_id, reason=signed_on)


def hand_over(versions: Sequence[Version], how: str, actor: User | None) -> None:
    """Against signature, or by registered post: only that counts as sent for a paper answer."""
    for version in versions:
        making.set_status(version, Status.HANDED_OVER, actor_id=actor.pk if actor else None, reason=how)
