"""Files of a case: attachments of its letters and uploads, each a document whose bytes never change."""

from django.utils import timezone

from documents.filenames import clean
from documents.models import Document, Version
from mailroom import parsing
from mailroom.models import Message
from organisation.models import User
from storage import blobs


def store_attachments(message: Message, case_number: str) -> list[Document]:
    """Every attached file of a letter as a document of the case, once; pictures of a signature are left out."""
    raw = blobs.get(message.sha256)
    stored = []
    for each in (message.parsed or {}).get("attachments", []):
        if each["inline"]:
            continue
        data = parsing.part_bytes(raw, each["index"])
        if data:
            name = each["filename"] or f"attachment-{each['index']}"
            media_type = each["detected"] or each["media_type"]
            stored.append(store(data, name, media_type, case_number, origin=Document.Origin.INCOMING))
    return stored


def store(
    data: bytes, name: str, media_type: str, case_number: str, *, origin: str, actor: User | None = None
) -> Document:
    """One file as a document with its first version; the same bytes in the same case are stored once."""
    sha256 = blobs.put(data)
    known = Document.objects.filter(case_number=case_number, versions__sha256=sha256).first()
    if known is not None:
        return known
    filename = clean(name)
    document = Document.objects.create(case_number=case_number, kind="file", title=filename, origin=origin)
    Version.objects.create(
        document=document,
        number=1,
        sha256=sha256,
        size=len(data),
        media_type=media_type,
        filename=filename,
        made_at=timezone.now(),
        made_by=actor,
    )
    return document
