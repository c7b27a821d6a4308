"""Courses that belong to another case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.cases.forms import ActionForm
from workflows.credit import labels


class Split(ActionForm):
    """Some courses belong to another child or another request."""

    action = "split"
    title = _("Move courses to a case of their own")
    verb = _("Split")
    consequence = _("The new case gets its own number and the same day of arrival.")

    lines = forms.MultipleChoiceField(label=_("Courses that move"), widget=forms.CheckboxSelectMultiple)
    student_written = forms.CharField(label=_("Whose they are"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(line.position), line.title or _("Course not named")) for line in self.case.lines.all()
        ]
        self.fields["lines"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Something moves and something stays."""
        cleaned = super().clean() or {}
        if len(cleaned.get("lines", ())) == len(self.case.lines.all()):
            self.add_error("lines", labels.ERRORS["split_all"])
        return cleaned
