"""How the answer gets its signature and its way out."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workflows.cases.forms.base import ActionForm


class Sign(ActionForm):
    """The paper was signed by hand."""

    action = "sign"
    title = _("Record the signature")
    verb = _("Record and send")
    consequence = _("The letter leaves now.")

    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    file = forms.FileField(label=_("Scan"), required=False, help_text=_("PDF or a picture, up to 20 MB"))

    def clean_signed_on(self) -> Any:
        """Not a day to come."""
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def move_data(self) -> dict[str, Any]:
        """ISO date; the view stores the scan and names it."""
        return {"signed_on": self.cleaned_data["signed_on"].isoformat()}


class HandOver(ActionForm):
    """Against signature, or by post with a number."""

    action = "hand_over"
    title = _("Record the handing-over")
    verb = _("Record")
    consequence = _("Only this counts as sent for an answer on paper. The case is closed.")

    how = forms.CharField(
        label=_("How it was handed over"),
        max_length=300,
        help_text=_("For example: against signature to the mother; registered letter and its number"),
    )


class Readdress(ActionForm):
    """Letters to the old address come back."""

    action = "readdress"
    title = _("Give another address")
    verb = _("Send again")
    consequence = _("The returned letter goes out once more.")

    email = forms.EmailField(label=_("New e-mail"))
