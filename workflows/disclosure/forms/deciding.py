"""The head's decision, the office's own on the counter paper, and the one extension."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.cases.forms import ActionForm, NoteForm
from workflows.disclosure.labels import GROUNDS


class Disclose(ActionForm):
    """What was chosen leaves."""

    action = "disclose"
    title = _("Approve and disclose")
    verb = _("Approve, the papers leave")
    consequence = _("One decision for all papers: numbers, ledger and letter at once.")


class Issue(ActionForm):
    """The daily counter paper."""

    action = "issue"
    title = _("Issue the certificate")
    verb = _("Issue")


class SendBack(NoteForm):
    """The office prepares it anew."""

    action = "send_back"
    title = _("Send back to preparation")
    verb = _("Send back")
    consequence = _("The term does not stop.")

    note = forms.CharField(
        label=_("What has to be mended"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class Refuse(NoteForm):
    """The ground in full."""

    action = "refuse"
    title = _("Refuse with the ground")
    verb = _("Refuse")
    consequence = _("The paper names the ground, the ledger keeps it.")

    refusal = forms.ChoiceField(label=_("Ground"), choices=[("", "–"), *GROUNDS.items()])

    field_order = ("refusal",)


class Extend(ActionForm):
    """Once, within the first term."""

    action = "extend"
    title = _("Extend the term")
    verb = _("Extend and send the notice")
    consequence = _("The date moves once; the notice leaves now.")

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def move_data(self) -> dict[str, Any]:
        """The reason as it is printed."""
        return {"reason": self.cleaned_data["reason"].strip()}
