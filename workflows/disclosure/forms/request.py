"""What is asked for: corrected by the office, taken up, or taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.profile import current
from workflows.cases import forms as shared
from workflows.cases.forms import ActionForm
from workflows.disclosure.choices import DELIVERIES, EXPRESS, PAPERS, offered

MOST_COPIES = 20


def day(label: Any) -> forms.DateField:
    """An optional date."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class AskedFields(forms.Form):
    """Which papers, for which period, what for, and how they are handed over."""

    papers = forms.MultipleChoiceField(
        label=_("What is asked for"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only this leaves, and nothing else"),
        error_messages={"required": _("Choose at least one paper.")},
    )
    period_from = day(_("Period from"))
    period_to = day(_("until"))
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=300,
        required=False,
        help_text=_("Printed on the paper: «for presentation to …»"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*offered(current()), (EXPRESS, PAPERS[EXPRESS])]
        self.fields["papers"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField

    def clean(self) -> dict[str, Any]:
        """A period runs forwards."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", _("The period ends before it begins."))
        return cleaned


class Amend(AskedFields, ActionForm):
    """What the letter asks for, as a person reads it."""

    action = "amend"
    title = _("Say what is asked for")
    verb = _("Save")

    delivery = forms.ChoiceField(
        label=_("How it is handed over"), choices=DELIVERIES, widget=forms.RadioSelect
    )

    def start(self) -> dict[str, Any]:
        """What is known so far."""
        names = ("papers", "period_from", "period_to", "purpose", "delivery")
        return {name: getattr(self.case, name) for name in names}


class TakeUp(ActionForm):
    """It is known what is asked."""

    action = "take_up"
    title = _("Take the request up")
    verb = _("Go on to identity and right")
    consequence = _("The applicant learns number and term.")


class Withdraw(shared.Withdraw):
    """The applicant takes it back."""

    title = _("Withdraw the request")
