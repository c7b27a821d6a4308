"""Forms of an import: the file and what it is, what its columns hold, the word to take it over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from records.imports import headings
from records.imports.headings import Head
from records.imports.kinds import KINDS, Kind
from records.imports.words import FAULTS, FILE_FAULTS
from records.models import Programme, Result

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
NOT_HERE = ""
MOST_BYTES = 20 * 1024 * 1024


class FileForm(forms.Form):
    """Which list it is. Programme, day and period say what a list of results does not say itself."""

    kind = forms.ChoiceField(
        label=_("What the list holds"), choices=[(e.code, e.title) for e in KINDS.values()]
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, as the other system saved it. Up to 60,000 rows and 20 MB."),
    )
    whole = forms.BooleanField(
        label=_("The list names everybody of its classes: who is missing has left (students only)"),
        required=False,
    )
    programme = forms.ModelChoiceField(
        label=_("Programme of the results"),
        required=False,
        queryset=Programme.objects.filter(archived=False),
        empty_label=_("not needed for other lists"),
    )
    on = forms.DateField(label=_("Day of the results, where the list names none"), required=False, widget=DAY)
    period = forms.CharField(
        label=_("Period of the results, where the list names none"), required=False, max_length=60
    )
    result_kind = forms.ChoiceField(
        label=_("Kind of the results, where the list names none"),
        required=False,
        choices=Result.Kind.choices,
        initial=Result.Kind.INTERIM,
    )

    def clean_file(self) -> bytes:
        """The bytes."""
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(str(FILE_FAULTS["too_big"]))
        self.file_name = upload.name or ""
        data: bytes = upload.read()
        return data

    def clean(self) -> dict[str, Any]:
        """Results need their programme."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == "results" and not given.get("programme"):
            self.add_error("programme", _("Say of which programme the results are."))
        return given

    def options(self) -> dict[str, Any]:
        """What the run keeps, as JSON."""
        given = self.cleaned_data
        return {
            "whole": given["whole"],
            "programme": given["programme"].pk if given["programme"] else None,
            "on": (given["on"] or timezone.localdate()).isoformat(),
            "period": given["period"],
            "result_kind": given["result_kind"],
        }


class ColumnsForm(forms.Form):
    """One choice for each field of the kind: in which column it is, or that it is not in the file."""

    def __init__(
        self, *args: Any, kind: Kind, head: Head, sample: Sequence[Sequence[str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        choices = [(NOT_HERE, _("not in the file")), *columns(head, sample)]
        for each in kind.fields:
            self.fields[each.code] = forms.ChoiceField(label=each.title, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        """Every column once, and what is needed chosen."""
        given = super().clean() or self.cleaned_data
        chosen = [value for value in given.values() if value]
        for code, value in list(given.items()):
            if value and chosen.count(value) > 1:
                self.add_error(code, _("This column is already taken by another field."))
        for code in headings.agreed(self.columns(), self.kind):
            self.add_error(code, str(FAULTS["missing"]))
        return given

    def columns(self) -> dict[str, int]:
        """Field to column, for those that are in the file."""
        return {code: int(value) for code, value in self.cleaned_data.items() if value}


def columns(head: Head, sample: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    """Each column by its heading and its first value."""
    found = []
    for index, title in enumerate(head.titles):
        first = next((row[index] for row in sample if index < len(row) and row[index]), "")
        if title or first:
            words = title or _("column %(number)d") % {"number": index + 1}
            found.append((str(index), f"{words}: {first[:40]}" if first else str(words)))
    return found


class ConfirmForm(forms.Form):
    """The word to take over what was shown, without the rows that cannot be used."""

    plan = forms.CharField(widget=forms.HiddenInput, max_length=64)
    without = forms.BooleanField(label=_("Take it over without the rows that cannot be used"))

    def __init__(self, *args: Any, errors_in_file: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not errors_in_file:
            del self.fields["without"]
