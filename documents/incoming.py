"""Files that come from outside: checked by content, named safely, stored as documents whose bytes never change."""

import magic
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.filenames import clean
from documents.models import Document, Version
from organisation.models import User
from storage import blobs

ALLOWED = frozenset(
    {
        "application/pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.text",
        "image/jpeg",
        "image/png",
        "image/heic",
        "image/tiff",
        "text/plain",
        "application/zip",
    }
)


class Refused(Exception):
    """The file is not taken; the message says why, in words for the person who sent it."""


def store_upload(data: bytes, name: str, case_number: str, actor: User | None) -> Document:
    """An uploaded file as a document of a case. Refused when it is empty, too large or of a kind not taken."""
    return store(data, name, checked(data), case_number, origin=Document.Origin.UPLOADED, actor=actor)


def checked(data: bytes) -> str:
    """The media type by content, if such a file is taken."""
    if not data:
        raise Refused(_("The file is empty."))
    if len(data) > settings.MAX_UPLOAD_BYTES:
        raise Refused(_("The file is larger than %(mb)d MB.") % {"mb": settings.MAX_UPLOAD_BYTES // 1024**2})
    media_type = magic.from_buffer(data[:65536], mime=True)
    if media_type not in ALLOWED:
        raise Refused(_("Files of this kind are not taken. Send a PDF, a photo, or a Word or Excel file."))
    return media_type


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
