"""Which version of a paper counts, whether it stands, and what it says: looked up, nothing drawn or written."""

from collections.abc import Mapping
from typing import Any

from documents.correction import Correction
from documents.models import Document, Version, VersionStatus

ENDED = (VersionStatus.Status.SUPERSEDED, VersionStatus.Status.REVOKED)


def newest(document: Document) -> Version | None:
    """The version that counts; None when the document was not issued under a number."""
    return document.versions.filter(entry__isnull=False).select_related("entry").order_by("number").last()


def stands(version: Version) -> bool:
    """Neither superseded nor revoked, whatever became of it besides."""
    return not version.statuses.filter(status__in=ENDED).exists()


def snapshot_of(version: Version) -> Mapping[str, Any]:
    """What a version was made from: the last correction up to it, else the register line; {} for a mere file."""
    if version.number > 1:
        corrections = Correction.objects.filter(
            replaces__document=version.document_id, status=Correction.Status.MADE, number__lte=version.number
        )
        found: Correction | None = corrections.order_by("number").last()
        if found is not None:
            return dict(found.snapshot)
    return version.entry.snapshot if version.entry else {}
