"""The form of the upload page."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mailroom import importing

_MOST_LETTERS = 500


class SavedMailForm(forms.Form):
    """A saved letter (.eml) or a folder of them (mbox). `letters` holds the raw letters after is_valid()."""

    file = forms.FileField(
        label=_("Saved mail"),
        help_text=_("An .eml file with one letter, or an mbox file with several."),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """Anything with header lines is a letter; what it means is found out later."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(_("The file is too large."))
        self.letters = importing.split(upload.read())
        if not self.letters or not all(importing.looks_like_mail(each) for each in self.letters):
            raise ValidationError(_("This is not a saved letter: it does not begin with mail headers."))
        if len(self.letters) > _MOST_LETTERS:
            raise ValidationError(_("There are too many letters in the file, send it in parts."))
        return upload
