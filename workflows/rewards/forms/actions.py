"""The forms of the actions on the page of a nomination. Which of them a person sees, the door says (door.allowed)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation import profile
from workflows.cases import forms as forms_of_cases
from workflows.cases.forms import ActionForm, NoteForm
from workflows.rewards.forms.terms import TWO_ROWS, day_field
from workflows.rewards.states import NOMINATORS


class Submit(NoteForm):
    action = "submit"
    title = _("Nominate")
    verb = _("Nominate")
    consequence = _("The office checks the nomination, the director decides.")


class Accept(NoteForm):
    action = "accept"
    title = _("Pass to the director")
    verb = _("Pass to the director")


class Order(ActionForm):
    action = "order"
    title = _("Make the order")
    verb = _("Give the number and make the order")
    consequence = _("The number is given now; with the order the rewards stand in the records.")

    external_number = forms.CharField(
        label=_("Number of the order"), max_length=100, help_text=_("Numbers come from another system")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series = profile.current().series.get("order.reward")
        if series is None or series.kind == "own":
            del self.fields["external_number"]


class Sign(forms_of_cases.Sign):
    title = _("The order is signed")
    verb = _("Record the signature")
    consequence = _("Then the certificates are made.")


class Assign(forms_of_cases.Assign):
    title = _("Name who nominates")
    roles = NOMINATORS
    label = _("Teacher or deputy director")


class RecordAnswer(ActionForm):
    action = "record_answer"
    title = _("Answer of the outside body")
    verb = _("Record the answer")

    answered_on = day_field(_("Received on"))
    answer = forms.CharField(label=_("What it says"), max_length=1000, widget=TWO_ROWS)


class Close(NoteForm):
    action = "close"
    title = _("Close")
    verb = _("Close the nomination")


class Withdraw(ActionForm):
    action = "withdraw"
    title = _("Withdraw")
    verb = _("Withdraw the nomination")

    reason = forms.CharField(label=_("Why"), max_length=400, required=False, widget=TWO_ROWS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case.decision_number:
            self.fields["reason"].required = True
            self.fields["reason"].help_text = _(
                "The rewards leave the records, numbers that were not used are voided, papers are marked as revoked"
            )
