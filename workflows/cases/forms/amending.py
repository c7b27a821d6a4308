"""Correcting and revoking an issued paper: every particular that may be corrected, the reason, who is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents import correctable, in_force
from documents.models import Version
from workflows.cases import amended
from workflows.cases.forms.base import ActionForm

TWO_ROWS = forms.Textarea(attrs={"rows": 2})


class Particular(forms.CharField):
    """A printed particular. Whether it may be empty, and what it may hold, documents.typed says."""

    def validate(self, value: Any) -> None:
        """Nothing here."""


@dataclass(frozen=True)
class Group:
    """Particulars that stand together: those of one line under its title, the rest under none."""

    title: str
    fields: list[BoundField]

    @property
    def bad(self) -> bool:
        """Whether one of them has to be mended."""
        return any(field.errors for field in self.fields)


class AmendingForm(ActionForm):
    """Over which version, and why."""

    use_required_attribute = False

    over = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, paper: Version, **kwargs: Any) -> None:
        self.paper = paper
        kwargs["initial"] = {"over": paper.pk, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def move_data(self) -> dict[str, Any]:
        """The paper is that of the page, whatever was sent."""
        return {"paper": self.paper.document_id, **super().move_data()}


class Correct(AmendingForm):
    action = amended.CORRECT
    title = _("Correct the paper")

    code = forms.ChoiceField(
        label=_("What kind of mistake"), choices=[("", "–"), *amended.WHY_CORRECTED.items()]
    )
    note = forms.CharField(
        label=_("Why it is corrected"),
        max_length=amended.REASON,
        widget=TWO_ROWS,
        help_text=_("Stands on the new version and in the letter."),
    )

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.particulars = correctable.fields(in_force.snapshot_of(self.paper))
        for each in self.particulars:
            self.fields[each.path] = _field(each, known.get(each.path, ""))

    def groups(self) -> Iterable[Group]:
        """The particulars as the page shows them."""
        held: dict[str, list[BoundField]] = {}
        for each in self.particulars:
            place = next((step for step in each.path.split(".") if step.isdecimal()), "")
            held.setdefault(f"{each.path.partition(f'.{place}')[0]} {place}" if place else "", []).append(
                self[each.path]
            )
        for key, fields in held.items():
            line = key.rpartition(" ")[2]
            words = {"line": int(line) + 1, "what": fields[0].initial or "–"} if key else {}
            yield Group(gettext("Line %(line)d: %(what)s") % words if key else "", fields)

    def move_data(self) -> dict[str, Any]:
        """The particulars by their paths; those that stayed as they are change nothing."""
        given = super().move_data()
        typed = {each.path: given.pop(each.path) for each in self.particulars}
        return {**given, "fields": typed}


class Revoke(AmendingForm):
    action = amended.REVOKE
    title = _("Revoke the paper")

    code = forms.ChoiceField(label=_("Ground"), choices=[("", "–"), *amended.WHY_REVOKED.items()])
    reason = forms.CharField(
        label=_("Why it is revoked"),
        max_length=amended.REASON,
        widget=TWO_ROWS,
        help_text=_("Stands in the letter, in the history and with everything that is undone."),
    )


def _field(each: correctable.Field, now: str) -> forms.Field:
    widgets: Mapping[str, forms.Widget] = {
        "words": forms.Textarea(attrs={"rows": 2}),
        "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        "whole": forms.TextInput(attrs={"inputmode": "numeric"}),
    }
    differs = now and now != each.value
    return Particular(
        label=each.label,
        initial=each.value,
        widget=widgets.get(each.kind, forms.TextInput()),
        help_text=gettext("The records say by now: %(value)s")
        % {"value": correctable.printed(each.kind, now)}
        if differs
        else "",
    )
