"""Forms of the calendar's pages: choosing a file, loading what was shown, confirming a year."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from deadlines import calendar_file
from deadlines.calendar_file import CalendarFile
from deadlines.words import FAULTS


class ParticularsForm(forms.Form):
    """Where the days come from."""

    source = forms.CharField(
        label=_("Source act"),
        max_length=300,
        help_text=_("The act that moves the days off, with its date and number."),
    )


class FileForm(ParticularsForm):
    """Step one: a file. What is wrong with all of it stands at the field; bad rows stand in the preview."""

    file = forms.FileField(
        label=_("Calendar file"),
        help_text=_("CSV with the columns date, kind, moved_from, note: only the days that differ."),
    )
    field_order = ("file", "source")

    def clean_file(self) -> "UploadedFile[bytes]":
        """Read the file once; `self.read` is what it says."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        data = upload.read(calendar_file.MAX_BYTES + 1)
        self.read: CalendarFile = calendar_file.read(data)
        whole = [FAULTS[error.fault] for error in self.read.errors if error.line == 0]
        if whole:
            raise forms.ValidationError([str(words) for words in whole])
        self.text = data.decode("utf-8-sig")
        return upload


class LoadForm(ParticularsForm):
    """Step two: the text of the file that was shown, sent back unseen and checked again."""

    text = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=calendar_file.MAX_BYTES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].widget = forms.HiddenInput()

    def clean_text(self) -> CalendarFile:
        """The rows; any error means that the text is not the one that was shown."""
        read = calendar_file.read(self.cleaned_data["text"].encode())
        if read.errors:
            raise forms.ValidationError(_("The file is not the one that was shown. Choose it again."))
        return read


class ConfirmForm(forms.Form):
    """A second source is named: that is what confirming means."""

    second_source = forms.CharField(
        label=_("Second source"),
        max_length=300,
        help_text=_("What you compared the days with: another published calendar, the text of the act."),
    )
