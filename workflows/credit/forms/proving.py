"""The documents that prove the courses, and the reason why there is none."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation import profile
from workflows.cases.forms import ActionForm


class AddEvidence(ActionForm):
    """A document with its particulars, and what the reviewer saw on it."""

    action = "add_evidence"
    title = _("Note a document that proves the courses")
    verb = _("Note the document")
    consequence = _("The same kind and number again mends what is noted. The director sees what was ticked.")

    kind = forms.ChoiceField(label=_("Kind of document"))
    number = forms.CharField(label=_("Number"), max_length=100)
    on = forms.DateField(
        label=_("Date of issue"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    issued_by = forms.CharField(label=_("Who issued it"), required=False, max_length=300)
    seal = forms.BooleanField(label=_("The seal is there"), required=False)
    signature = forms.BooleanField(label=_("The signature of the head is there"), required=False)

    language = forms.CharField(
        label=_("Language, if not Russian"),
        required=False,
        max_length=60,
        help_text=_("A document in another language needs its translation before anything is credited."),
    )
    translation = forms.CharField(
        label=_("Translation: by whom, number and date"), required=False, max_length=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.code, each.title) for each in profile.current().evidence_kinds]
        self.fields["kind"].choices = [("", _("choose")), *kinds]  # type: ignore[attr-defined]

    def move_data(self) -> dict[str, Any]:
        """The date as text: the step keeps it."""
        return {**super().move_data(), "on": self.cleaned_data["on"].isoformat()}


class GoWithoutEvidence(ActionForm):
    """Nothing on paper proves the courses, and the reviewer credits them all the same."""

    action = "go_without_evidence"
    title = _("Credit without a document")
    verb = _("Keep the reason")
    consequence = _("The director reads the reason before the decision.")

    reason = forms.CharField(
        label=_("By what you know that the courses were mastered"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
