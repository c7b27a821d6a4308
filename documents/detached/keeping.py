"""A signature kept unchanged beside the version that it signs, as a file of its own and a row that stands."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

import journal
from documents.detached import judging
from documents.detached.findings import Detached, Revocation, Standing
from documents.models import Document, Version
from documents.signature_model import DetachedSignature
from organisation.models import User
from storage import blobs

KIND = "signature"  # of the document
MEDIA_TYPE = "application/pkcs7-signature"
SUFFIX = ".sig"
# What a person may vouch for in words: the product says that it cannot tell.
VOUCHABLE = frozenset({Standing.UNKNOWN_ISSUER, Standing.NO_LIST, Standing.NOT_NAMED_QUALIFIED})


def meets(found: Detached, assured: str) -> bool:
    """Whether a paper that needs a qualified signature may leave with this one."""
    return found.is_qualified or (found.is_valid and found.standing in VOUCHABLE and bool(assured.strip()))


def doubts(found: Detached, head_name: str) -> list[str]:
    """Codes of what a person should look at: "other_name" when somebody else than the head signed."""
    return [] if _folded(found.signer) == _folded(head_name) else ["other_name"]


def _unchecked(found: Detached) -> list[str]:
    return ["revocation_not_checked"] if found.revocation is Revocation.NOT_CHECKED else []


def keep(
    version: Version, signature: bytes, found: Detached, *, assured: str, head_name: str, by: User | None
) -> DetachedSignature:
    """Store the bytes, and the row with what was found; in the caller's transaction. ValueError: it does not hold."""
    if not meets(found, assured):
        raise ValueError(found.mathematics)
    row = DetachedSignature.objects.create(
        version=version,
        file=_file(version, signature, by),
        standing=found.standing or "",
        signer=found.signer,
        issuer=found.issuer,
        serial=found.serial[:80],
        fingerprint=found.fingerprint,
        algorithm=found.algorithm[:60],
        valid_from=datetime.fromisoformat(found.valid_from),
        valid_to=datetime.fromisoformat(found.valid_to),
        signed_at=datetime.fromisoformat(found.signed_at) if found.signed_at else None,
        assured=assured.strip()[:300],
        doubts=[*doubts(found, head_name), *_unchecked(found)],
        by=by,
    )
    told = {"version": version.pk, "sha256": row.file.sha256, "signer": row.signer, "standing": row.standing}
    journal.append("signature", version.document.case_number, told, by, rows=[row.file, row])
    return row


def judged(content: bytes, signature: bytes) -> Detached:
    """What a signature is of a file that somebody brings; of a paper of ours it is known since when it exists."""
    ours = Version.objects.filter(sha256=hashlib.sha256(content).hexdigest(), entry__isnull=False).first()
    own = DetachedSignature.objects.filter(version=ours, file__sha256=hashlib.sha256(signature).hexdigest())
    row = own.order_by("at").first() if ours else None
    return judging.judge(
        content, signature, made=ours.made_at if ours else None, kept=row.at if row else None
    )


def of(versions: Iterable[Version]) -> dict[int, list[DetachedSignature]]:
    """The signatures of versions, by the key of the version, oldest first; one query."""
    found: dict[int, list[DetachedSignature]] = {}
    keys = [each.pk for each in versions]
    for row in DetachedSignature.objects.filter(version__in=keys).select_related("file__document"):
        found.setdefault(row.version_id, []).append(row)
    return found


def beside(versions: Sequence[Version]) -> list[Version]:
    """The versions, each followed by the files of its signatures: what leaves together."""
    signed = of(versions)
    return [file for each in versions for file in (each, *(row.file for row in signed.get(each.pk, ())))]


def _file(version: Version, signature: bytes, by: User | None) -> Version:
    document = Document.objects.create(
        case_number=version.document.case_number,
        kind=KIND,
        title=f"Подпись: {version.document.title}"[:300],
        origin=Document.Origin.UPLOADED,
    )
    return Version.objects.create(
        document=document,
        number=1,
        sha256=blobs.put(signature),
        size=len(signature),
        media_type=MEDIA_TYPE,
        filename=f"{version.filename}{SUFFIX}",
        made_at=timezone.now(),
        made_by=by,
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("ё", "е").split())
