"""How an issued paper is put in force: by the system, by hand (date and scan), or handed over on paper."""

from documents import making
from documents.models import Document, Entry, Version, VersionStatus
from organisation.models import User

Status = VersionStatus.Status


def paper(entry_number: str, case_number: str) -> Version | None:
    """The newest version of the paper with this number; None while it is not made."""
    entry = Entry.objects.filter(number=entry_number, case_number=case_number).order_by("-pk").first()
    made = entry.versions.first() if entry else None
    return made.document.latest if made else None


def awaits_signature(version: Version | None) -> bool:
    """A hand-signed kind whose signed scan is not there yet."""
    return version is not None and version.status == Status.RESERVED


def sign(version: Version, signed_on: str, scan: Document | None, actor: User | None) -> Version:
    """Record the date of the signature; with a scan, its bytes become the next version of the paper."""
    actor_id = actor.pk if actor else None
    making.set_status(version, Status.SIGNED, actor_id=actor_id, reason=signed_on)
    if scan is None:
        making.set_status(version, Status.ISSUED, actor_id=actor_id)
        return version
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
    return signed


def hand_over(version: Version, how: str, actor: User | None) -> None:
    """Against signature, or by registered post: only that counts as sent for a paper answer."""
    making.set_status(version, Status.HANDED_OVER, actor_id=actor.pk if actor else None, reason=how)
