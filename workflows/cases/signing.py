"""How issued papers are put in force: by the system, by hand (date and scan), by a detached qualified signature.

The papers of one decision are one packet: one signature, one handing-over.
"""

from collections.abc import Sequence
from typing import Any

import journal
from documents import making
from documents.detached import keeping
from documents.models import Document, Entry, Version, VersionStatus
from organisation.models import User

Status = VersionStatus.Status


def paper(entry_number: str, case_number: str) -> Version | None:
    """The newest version of the paper with this number; None while it is not made."""
    versions = packet(entry_number, case_number)
    return versions[0] if versions else None


def packet(entry_number: str, case_number: str) -> list[Version]:
    """The newest versions of the papers of the decision with this number, that of the number first; no revoked one."""
    entries = Entry.objects.filter(case_number=case_number).order_by("-pk")
    known = list(entries.values_list("pk", "number", "action"))
    lead = next((each for each in known if each[1] == entry_number), None)
    if lead is None:
        return []
    together = [pk for pk, _number, action in known if pk >= lead[0] and action == lead[2]]
    documents = Document.objects.filter(versions__entry__in=together)
    standing = documents.exclude(versions__statuses__status=Status.REVOKED)
    versions = Version.objects.filter(document__in=standing.values("pk")).order_by("document_id", "number")
    return list({each.document_id: each for each in versions}.values())


def just_made(case: Any) -> list[Version]:
    """The papers of the decision while it is being committed, that of its number first; at any other time none."""
    made: list[Version] = list(case.just_made)
    number = made[0].entry.number if made and made[0].entry else ""
    return made if number and number == case.decision_number else []


def awaits_signature(version: Version | None) -> bool:
    """A paper that is made, and whose signature is not there yet."""
    return version is not None and version.status == Status.RESERVED


def by_hand(version: Version) -> bool:
    """Whether a paper that awaits its signature gets it on paper; else a detached one lies beside it."""
    return version.entry is None or version.entry.snapshot["data"].get("signing") != "qualified"


def ever_waited(case_number: str) -> bool:
    """Whether any paper of the case ever waited to be signed: cheaper to ask than what became of each."""
    return VersionStatus.objects.filter(
        version__document__case_number=case_number, status=Status.RESERVED
    ).exists()


def sign(versions: Sequence[Version], signed_on: str, scan: Document | None, actor: User | None) -> None:
    """Put in force what awaits its signature: by the date on paper, or by the detached signature beside it.

    With a scan, its bytes become the next version of the first paper. KeyError: a detached signature is not there.
    """
    waiting = [each for each in versions if awaits_signature(each)]
    detached = keeping.of(waiting)
    for version in waiting:
        if by_hand(version):
            _sign(version, signed_on, scan if version == versions[0] else None, actor)
        else:
            actor_id, signer = actor.pk if actor else None, detached[version.pk][-1].signer
            making.set_status(version, Status.SIGNED, actor_id=actor_id, reason=signer)
            making.set_status(version, Status.ISSUED, actor_id=actor_id)


def enclosed(versions: Sequence[Version]) -> list[dict[str, str]]:
    """Papers as a letter takes them, each with its detached signatures behind."""
    return as_files(keeping.beside(versions))


def as_files(versions: Sequence[Version]) -> list[dict[str, str]]:
    """Papers as a letter takes them, alone: one that never waited for a signature has none beside it."""
    return [
        {"sha256": each.sha256, "filename": each.filename, "media_type": each.media_type} for each in versions
    ]


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
    told = {"sha256": signed.sha256, "signed_on": signed_on}
    journal.append("signed_scan", version.document.case_number, told, actor, rows=[signed])
    making.set_status(version, Status.SUPERSEDED, actor_id=actor_id)
    making.set_status(signed, Status.ISSUED, actor_id=actor_id, reason=signed_on)


def hand_over(versions: Sequence[Version], how: str, actor: User | None) -> None:
    """Against signature, or by registered post: only that counts as sent for a paper answer."""
    for version in versions:
        making.set_status(version, Status.HANDED_OVER, actor_id=actor.pk if actor else None, reason=how)
