"""Files of a case: the attachments of its letters and what is uploaded, as documents of the case."""

from django.core.files.uploadedfile import UploadedFile

from documents import incoming
from documents.models import Document
from mailroom import parsing
from mailroom.models import Message
from organisation.models import User
from storage import blobs


def store_attachments(message: Message, case_number: str) -> list[Document]:
    """Every attached file of a letter as a document of the case, once; pictures of a signature are left out.

    Nothing is refused here: what came by mail is kept as it came, whatever its kind.
    """
    raw = blobs.get(message.sha256)
    stored = []
    for each in (message.parsed or {}).get("attachments", []):
        data = None if each["inline"] else parsing.part_bytes(raw, each["index"])
        if data:
            name = each["filename"] or f"attachment-{each['index']}"
            media_type = each["detected"] or each["media_type"]
            origin = Document.Origin.INCOMING
            stored.append(incoming.store(data, name, media_type, case_number, origin=origin))
    return stored


def store_upload(upload: "UploadedFile[bytes]", case_number: str, actor: User | None) -> Document:
    """An uploaded file; documents.incoming.Refused says why one is not taken."""
    return incoming.store_upload(upload.read(), upload.name or "", case_number, actor)
