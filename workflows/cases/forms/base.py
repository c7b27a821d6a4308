"""The form of an action: what a person sends with it, and nothing else reaches the door."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from workflows.cases.models import Case


class ActionForm(forms.Form):
    """Fields of one action. Only `move_data` goes on: an extra field in a request is never seen by anybody."""

    action: ClassVar[str] = ""
    title: ClassVar[str | Promise] = ""
    verb: ClassVar[str | Promise] = ""
    consequence: str | Promise = ""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: Any, actor: User, **kwargs: Any) -> None:
        self.case, self.actor = case, actor
        kwargs.setdefault("auto_id", f"{self.action}-%s")
        kwargs["initial"] = {"version": case.version, **self.start(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def start(self) -> dict[str, Any]:
        """What the fields hold at first."""
        return {}

    def move_data(self) -> dict[str, Any]:
        """What the door gets."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def typed(self) -> str:
        """The words a person wrote, to be given back when their action could not be carried out."""
        words = []
        for bound in self:
            value = bound.data if self.is_bound else None
            if isinstance(value, str) and value.strip() and not bound.is_hidden:
                words.append(f"{bound.label}: {value.strip()}")
        return "\n".join(words)

    def keep(self, actor: User) -> dict[str, Any]:
        """Store what came beside the fields, in the transaction of the move; what the door gets besides."""
        return {}

    def notices(self) -> list[str]:
        """What to look at although the action was done, in sentences."""
        return []

    def take_errors(self, errors: Mapping[str, Any], words: Mapping[str, Any]) -> None:
        """Put the errors of a refused move beside their fields; those of no field stand above the form."""
        for field, code in errors.items():
            text = str(words.get(str(code), code))
            self.add_error(field if field in self.fields else None, text)


class NoteForm(ActionForm):
    """An action with words of its own."""

    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


def version_of(case: Case, given: object) -> int:
    """The version that a page carried; a missing or mangled one is as good as stale."""
    return int(given) if isinstance(given, str) and given.isdigit() and len(given) < 10 else case.version - 1
