"""Taking an application in, and waiting for what it lacks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.cases.forms import ActionForm
from workflows.credit import labels, rules


class Accept(ActionForm):
    """The office says that everything is there."""

    action = "accept"
    title = _("Accept the application")
    verb = _("Accept")
    consequence = _("The term runs from the day of arrival; number and date go to the applicant.")

    def move_data(self) -> dict[str, Any]:
        """Complete on arrival means from arrival."""
        return {"complete_at": self.case.received_at}


class Ask(ActionForm):
    """One letter names exactly what is missing."""

    action = "ask"
    title = _("Ask for what is missing")
    verb = _("Send the request")
    consequence = _(
        "The letter names exactly this and links to the form with everything else filled in. The clock stands."
    )

    missing = forms.MultipleChoiceField(
        label=_("What is missing"),
        required=False,
        choices=list(labels.MANDATORY.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("One request in a line, as the letter shall print it"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def start(self) -> dict[str, Any]:
        """What the rules find missing is ticked."""
        return {"missing": rules.missing([line.claim for line in self.case.lines.all()])}

    def clean(self) -> dict[str, Any]:
        """At least one of the two."""
        cleaned = super().clean() or {}
        if not cleaned.get("missing") and not cleaned.get("words", "").strip():
            self.add_error("missing", labels.ERRORS["missing_empty"])
        return cleaned

    def move_data(self) -> dict[str, Any]:
        """Codes first, own words after them."""
        own = [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
        return {"missing": [*self.cleaned_data["missing"], *own]}


class RequestMissing(Ask):
    """The same from comparison."""

    action = "request_missing"


class Complete(ActionForm):
    """The office or the reviewer has everything now."""

    action = "complete"
    title = _("Go on: the missing is there")
    verb = _("Go on")
    consequence = _("The clock runs again.")


class Reopen(Complete):
    """The same after the closing letter."""

    action = "reopen"
    title = _("Reopen the case")
    verb = _("Reopen")


class Remind(ActionForm):
    """The one reminder."""

    action = "remind"
    title = _("Remind the applicant")
    verb = _("Send a reminder")


class Lapse(ActionForm):
    """The closing letter."""

    action = "lapse"
    title = _("End the waiting")
    verb = _("Send the closing letter")
    consequence = _("A late answer reopens the case under the same number.")
