"""Files that come from outside: checked by content, named safely, stored as documents whose bytes never change."""

import json

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import journal
import sandbox
from documents.filenames import clean
from documents.models import Document, Version
from organisation.models import User
from storage import blobs

INSPECT = "documents.inspection:inspect"
DERIVE = "documents.inspection:derive"

# What a person is told about each problem that the inspection names, and what they can do about it.
WORDS: dict[str, Promise] = {
    "kind": gettext_lazy("Files of this kind are not taken. Send a PDF, a photo, or a Word or Excel file."),
    "damaged": gettext_lazy("The file cannot be opened: it is damaged. Save it again and send it once more."),
    "encrypted": gettext_lazy("The file is locked with a password. Send it without the password."),
    "active": gettext_lazy("The PDF has a program inside. Print it to a new PDF and send that one."),
    "macros": gettext_lazy("The file has macros inside. Save it as a PDF and send that one."),
    "pixels": gettext_lazy("The picture is too large: at most 60 megapixels."),
    "bomb": gettext_lazy("The archive unpacks to too much. Send the files one by one."),
}


class Refused(Exception):
    """The file is not taken; the message says why, in words for the person who sent it."""

    def __init__(self, words: str, code: str = "") -> None:
        super().__init__(words)
        self.code = code


def store_upload(data: bytes, name: str, case_number: str, actor: User | None) -> Document:
    """An uploaded file as a document of a case. Refused when it is empty, too large, harmful or not of our kinds."""
    return store(data, name, checked(data), case_number, origin=Document.Origin.UPLOADED, actor=actor)


def checked(data: bytes) -> str:
    """The media type by content, if such a file is taken. The file is opened in a child process with limits."""
    if not data:
        raise Refused(_("The file is empty."), "empty")
    if len(data) > settings.MAX_UPLOAD_BYTES:
        largest = settings.MAX_UPLOAD_BYTES // 1024**2
        raise Refused(_("The file is larger than %(mb)d MB.") % {"mb": largest}, "size")
    try:
        finding = json.loads(sandbox.run(INSPECT, data))
    except sandbox.SandboxError as error:
        # It did not survive the look: what a look kills is not kept.
        raise Refused(str(WORDS["damaged"]), error.code) from error
    if finding["problem"]:
        raise Refused(str(WORDS[finding["problem"]]), finding["problem"])
    return str(finding["media_type"])


def store(
    data: bytes, name: str, media_type: str, case_number: str, *, origin: str, actor: User | None = None
) -> Document:
    """One file as a document with its first version; the same bytes in the same case are stored once."""
    sha256 = blobs.put(data)
    known = Document.objects.filter(case_number=case_number, versions__sha256=sha256).first()
    if known is not None:
        return known
    filename = clean(name)
    with transaction.atomic():
        document = Document.objects.create(
            case_number=case_number, kind="file", title=filename, origin=origin
        )
        version = Version.objects.create(
            document=document,
            number=1,
            sha256=sha256,
            size=len(data),
            media_type=media_type[:120],
            filename=filename,
            made_at=timezone.now(),
            made_by=actor,
        )
        journal.append("file", case_number, {"sha256": sha256, "origin": origin}, actor, rows=[version])
    return document


def derivative(version: Version) -> bytes:
    """A JPEG of an image for showing, without its EXIF; the original is untouched. SandboxError when it cannot be."""
    return sandbox.run(DERIVE, blobs.get(version.sha256))
