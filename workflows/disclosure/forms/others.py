"""Whom the letter of an authority means where several of ours have the name."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from records import contacts
from workflows.cases.forms import ActionForm
from workflows.cases.forms.people import told_apart

NOBODY = "-"


class NameOthers(ActionForm):
    """One question a name: which of ours, or none of them."""

    action = "name_others"
    title = _("Say whom the letter means")
    verb = _("Save")
    consequence = _("Whoever is none of ours is named in the answer as not in our records.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in self.case.others.all():
            if each.open:
                found = [(str(one.pk), told_apart(one)) for one in contacts.candidates(each.written)]
                choices = [*found, (NOBODY, _("none of them"))]
                self.fields[f"other_{each.pk}"] = forms.ChoiceField(
                    label=each.written, choices=choices, widget=forms.RadioSelect
                )

    def move_data(self) -> dict[str, Any]:
        """{"others": {key of the line: key of the student or ""}}."""
        given = {name: value for name, value in self.cleaned_data.items() if name.startswith("other_")}
        return {
            "others": {
                name.removeprefix("other_"): "" if value == NOBODY else value for name, value in given.items()
            }
        }
