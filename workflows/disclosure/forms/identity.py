"""Who asks, how that was made sure, and by which right. A scan is neither asked for nor kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.cases.forms import ActionForm, NoteForm
from workflows.disclosure import rules
from workflows.disclosure.choices import CAPACITIES, HOW_CHECKED
from workflows.disclosure.forms.request import day
from workflows.disclosure.labels import GROUNDS

ELSE = "0"


class IdentityFields(forms.Form):
    """What was seen."""

    applicant_name = forms.CharField(label=_("Name of who asks"), max_length=300)
    identity_document = forms.CharField(
        label=_("Document"), max_length=120, help_text=_("Passport, for example; no scan is kept")
    )
    identity_digits = forms.CharField(
        label=_("Last 4 digits"),
        max_length=4,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    identity_how = forms.ChoiceField(label=_("How it was checked"), choices=[("", "–"), *HOW_CHECKED])


class Identify(IdentityFields, ActionForm):
    """Identity and right."""

    action = "identify"
    title = _("Who asks, and by which right")
    verb = _("Identity and right are confirmed")

    capacity = forms.ChoiceField(label=_("Who asks"), choices=CAPACITIES, widget=forms.RadioSelect)
    representative = forms.ChoiceField(label=_("Which representative"), required=False)
    authority = forms.CharField(
        label=_("What proves the right"),
        max_length=300,
        required=False,
        help_text=_("Birth certificate, guardianship act, power of attorney, written consent"),
    )
    authority_from = day(_("The document counts from"))
    authority_to = day(_("until"))
    ground = forms.CharField(
        label=_("Law or contract"),
        max_length=400,
        required=False,
        help_text=_("For authorities and customers: the clause that the request names"),
    )
    request_number = forms.CharField(label=_("Number of their letter"), max_length=80, required=False)
    request_date = day(_("Date of their letter"))

    field_order = ("capacity", "representative", "applicant_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(self.case.student.representatives.all()) if self.case.student else []
        choices = [(str(each.pk), f"{each.full_name}, {each.relation}") for each in known]
        self.fields["representative"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (ELSE, _("another one, or none")),
            *choices,
        ]

    def start(self) -> dict[str, Any]:
        """What the request says; who wrote from an address on file is known by that."""
        names = ("capacity", "applicant_name", "authority", "ground", "request_number", "request_date")
        known = {name: getattr(self.case, name) for name in names}
        student = self.case.student
        writer = (
            student.representatives.filter(full_name=self.case.applicant_name).first() if student else None
        )
        if self.case.sender_confirmed:
            known["identity_how"] = "contact"
        return {**known, "representative": str(writer.pk) if writer else ELSE}


class Decline(IdentityFields, NoteForm):
    """Identified, and without the right."""

    action = "decline"
    title = _("Refuse with the ground")
    verb = _("Refuse")
    consequence = _("For somebody who was identified: the paper names the ground in full.")

    refusal = forms.ChoiceField(label=_("Ground"), choices=[("", "–"), *GROUNDS.items()])

    field_order = ("refusal", "applicant_name")

    def start(self) -> dict[str, Any]:
        """Who asks, and the ground that the rules find, if they do."""
        return {"applicant_name": self.case.applicant_name}

    def clean_refusal(self) -> str:
        """One of the grounds there are."""
        code: str = self.cleaned_data["refusal"]
        if not rules.may_refuse(code):
            raise forms.ValidationError(_("Choose the ground of the refusal."))
        return code


class TurnAway(ActionForm):
    """Nobody was identified."""

    action = "turn_away"
    title = _("Answer that nobody was identified")
    verb = _("Send the uniform answer")
    consequence = _("The same words for everybody: they tell nothing of what our records hold.")
