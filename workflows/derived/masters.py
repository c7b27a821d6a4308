"""What a paper of a case can be turned into, by its kind and by what it is worth today."""

from dataclasses import dataclass

from documents.models import Document, Version
from documents.scanning import copies
from documents.verification import known
from documents.verification.known import Standing
from workflows.derived import parts

DUPLICATED = ("reward_certificate", "study_certificate", "progress_certificate")


@dataclass(frozen=True)
class Master:
    """The newest version of a document of a case, and what may be made of it."""

    version: Version
    extract: bool
    copy: bool
    duplicate: bool


def of_case(number: str) -> list[Master]:
    """Papers and files of the case in their order; what was derived before is no master."""
    documents = Document.objects.filter(case_number=number).exclude(
        origin=Document.Origin.DERIVED, versions__entry__isnull=False
    )
    found = []
    for document in documents.prefetch_related("versions__entry", "versions__statuses"):
        versions = list(document.versions.all())
        if versions:
            found.append(of_version(versions[-1]))
    return found


def of_version(version: Version) -> Master:
    """What may be made of this version."""
    return Master(
        version,
        extract=may_extract(version),
        copy=may_copy(version),
        duplicate=may_duplicate(version),
    )


def may_extract(version: Version) -> bool:
    """An order or decision of ours in force: neither replaced nor revoked, and signed if it has to be."""
    entry = version.entry
    return (
        entry is not None
        and entry.snapshot.get("template") in parts.EXTRACTED
        and known.standing(version) == Standing.VALID
    )


def may_copy(version: Version) -> bool:
    """What can be shown page by page, unless it is a paper of ours that still waits for its signature."""
    if not copies.is_scan(version.media_type):
        return False
    return version.entry is None or known.standing(version) != Standing.AWAITS_SIGNATURE


def may_duplicate(version: Version) -> bool:
    """A certificate in force; a revoked one gives no duplicate, and a replaced one lives on in its successor."""
    entry = version.entry
    return (
        entry is not None
        and entry.snapshot.get("template") in DUPLICATED
        and known.standing(version) == Standing.VALID
    )
