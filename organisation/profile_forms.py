"""The form that makes the next edition of the profile: one labelled field for each rule, by its own type."""

import copy
from collections.abc import Mapping
from datetime import date, timedelta
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.forms import ZONES
from organisation.models import Edition
from organisation.profile import Profile, ProfileInvalid, parse
from organisation.profile_words import CODES, LABELS, SECTIONS, value

REQUIRED = frozenset({"name", "zone", "head_name", "email"})


def kind_of(path: str) -> Any:
    """The annotation at a path of the profile."""
    found: Any = Profile
    for name in path.split("."):
        found = get_type_hints(found)[name]
    return found


def field_of(path: str) -> forms.Field:
    """The form field for one value: text, number, tick, choice, or a list with one entry a line."""
    kind, label = kind_of(path), LABELS[path]
    optional = path not in REQUIRED
    if path == "zone":
        return forms.ChoiceField(label=label, choices=ZONES)
    if kind is bool:
        return forms.BooleanField(label=label, required=False)
    if kind is int:
        return forms.IntegerField(label=label, min_value=0, max_value=9999)
    if get_origin(kind) is UnionType:
        return forms.IntegerField(label=label, min_value=0, max_value=9999, required=False)
    if get_origin(kind) is Literal:
        choices = [(each, CODES.get(each, each)) for each in get_args(kind)]
        return forms.TypedChoiceField(label=label, choices=choices, coerce=int if path == "week" else str)
    if get_origin(kind) is tuple:
        lines = forms.Textarea(attrs={"rows": 3})
        return forms.CharField(label=label, required=False, widget=lines, help_text=_("One in each line."))
    return forms.CharField(label=label, required=not optional, max_length=500)


class NextEdition(forms.Form):
    """The newest edition as it stands, to be changed; `edition()` is the JSON of the next one."""

    valid_from = forms.DateField(
        label=_("In force from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Papers made before that day keep what they say."),
    )

    def __init__(self, newest: Edition, data: Mapping[str, Any] | None = None) -> None:
        self.newest, self.before = newest, parse(newest.data)
        super().__init__(data, initial={"valid_from": timezone.localdate() + timedelta(days=1)})
        for path in LABELS:
            self.fields[path] = field_of(path)
            given = value(self.before, path)
            self.initial[path] = "\n".join(given) if isinstance(given, tuple) else given

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < timezone.localdate():
            raise forms.ValidationError(
                _("An edition cannot begin in the past: papers were made under another one.")
            )
        if day <= self.newest.valid_from:
            raise forms.ValidationError(
                _("The newest edition begins on %(day)s: choose a later day."),
                params={"day": f"{self.newest.valid_from:%d.%m.%Y}"},
            )
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            try:
                self.after = parse(self.edition())
            except ProfileInvalid as error:
                raise forms.ValidationError(str(error)) from error
        return given

    def edition(self) -> dict[str, Any]:
        """The JSON of the newest edition with what was typed; what the page does not show stays as it was."""
        made: dict[str, Any] = copy.deepcopy(self.newest.data)
        for path in LABELS:
            given = self.cleaned_data[path]
            if get_origin(kind_of(path)) is tuple:
                given = [line.strip() for line in given.splitlines() if line.strip()]
            if given != _plain(value(self.before, path)):
                _put(made, path, given)
        return made

    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by their headings."""
        return [(title, [self[path] for path in labels]) for title, labels in SECTIONS.items()]


def _plain(given: Any) -> Any:
    return list(given) if isinstance(given, tuple) else given


def _put(data: dict[str, Any], path: str, given: Any) -> None:
    *groups, name = path.split(".")
    for group in groups:
        data = data.setdefault(group, {})
    data[name] = given
