"""What the head decides, with a remark."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflows.cases.forms.base import ActionForm


class DecisionForm(ActionForm):
    """One of the actions, and words; `needs_words` says which actions need them, and what to ask for."""

    action = "decide"

    decision = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, actions: Sequence[str], needs_words: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needs_words = needs_words
        choices = [(each, each) for each in actions]
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Sending back without a word helps nobody."""
        cleaned = super().clean() or {}
        wanted = self.needs_words.get(cleaned.get("decision", ""))
        if wanted and not cleaned.get("note", "").strip():
            self.add_error("note", wanted)
        return cleaned
