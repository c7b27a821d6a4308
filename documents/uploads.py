"""Several files sent with a form: looked at, kept, and stored as documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from documents import incoming
from documents.models import Document
from organisation.models import User
from storage import blobs

MOST_FILES = 10
TAKEN = "application/pdf,image/*,.pdf,.docx,.xlsx,.odt,.ods,.txt,.heic"


@dataclass(frozen=True)
class CheckedFile:
    """An upload whose content was looked at, with the media type that was found."""

    upload: "UploadedFile[bytes]"
    media_type: str


class FileInput(forms.FileInput):
    """Several files in one field. Templates know it by its name."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by content; the error names the file."""

    widget = FileInput(attrs={"accept": TAKEN})

    def clean(self, data: Any, initial: Any = None) -> list[CheckedFile]:
        """The files, rewound. ValidationError says which one is not taken and why."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("At most %(most)d files.") % {"most": MOST_FILES})
        return [self.checked(each) for each in given]

    @staticmethod
    def checked(upload: "UploadedFile[bytes]") -> CheckedFile:
        """One file, after a look at its content."""
        try:
            media_type = incoming.checked(upload.read())
        except incoming.Refused as error:
            raise forms.ValidationError(f"«{upload.name}»: {error}") from error
        upload.seek(0)
        return CheckedFile(upload, media_type)


def keep_bytes(uploads: Sequence[CheckedFile]) -> None:
    """Write the files before the transaction begins: nobody waits for the database while a disk is busy."""
    for each in uploads:
        each.upload.seek(0)
        blobs.put(each.upload.read())


def attach(case_number: str, uploads: Sequence[CheckedFile], actor: User | None) -> list[Document]:
    """The uploads as documents of a case, in their order; of none with an empty number."""
    return [_stored(each, case_number, actor) for each in uploads]


def _stored(checked: CheckedFile, case_number: str, actor: User | None) -> Document:
    checked.upload.seek(0)
    data, name = checked.upload.read(), checked.upload.name or ""
    origin = Document.Origin.UPLOADED
    return incoming.store(data, name, checked.media_type, case_number, origin=origin, actor=actor)
