"""What belongs to a case, what to another, and what to none any more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.cases.forms.base import ActionForm, NoteForm


class AddLetter(NoteForm):
    """A call, a note, a file."""

    action = "add_letter"
    title = _("Add a note or a file")
    verb = _("Add")

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, DOCX, XLSX or a picture, up to 20 MB")
    )

    def clean(self) -> dict[str, Any]:
        """At least one of the two."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("note", "").strip() and not cleaned.get("file"):
            self.add_error("note", _("Write a note or choose a file."))
        return cleaned

    def move_data(self) -> dict[str, Any]:
        """The note; the view stores the file and names it."""
        return {"note": self.cleaned_data["note"].strip()}


class Join(ActionForm):
    """The same child and course is open under another number."""

    action = "join"
    title = _("Join to the case that is open already")
    verb = _("Join")
    consequence = _("The letters go to that case; this number ends.")

    into = forms.CharField(label=_("Number of that case"), max_length=40)

    def start(self) -> dict[str, Any]:
        """The number that was noticed."""
        return {"into": self.case.hint}


class Withdraw(NoteForm):
    """The applicant takes it back."""

    action = "withdraw"
    title = _("Withdraw the application")
    verb = _("Withdraw")
    consequence = _("Nothing that waits for a decision will leave. The applicant gets a letter.")

    note = forms.CharField(
        label=_("How the applicant said so"), max_length=600, widget=forms.Textarea(attrs={"rows": 2})
    )
