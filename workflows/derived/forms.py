"""What is asked before a paper leaves: who wants it, by which right, for what, and what of it."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from workflows.derived.models import Derived
from workflows.derived.papers import Asked
from workflows.derived.parts import Line, Person, Point

LONGEST = 300
CHANNELS = [
    (Derived.Channel.IN_HAND.value, _("Handed over to the person")),
    (Derived.Channel.POST.value, _("Sent by post")),
    (Derived.Channel.EMAIL.value, _("Sent by e-mail, on the next page")),
    (Derived.Channel.OWN.value, _("Stays at the school")),
]


class AskedForm(forms.Form):
    """Fields that every derived paper has. What leaves needs a name and a right; they go into the ledger."""

    once = forms.UUIDField(initial=uuid.uuid4, required=False, widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("How it leaves"), choices=CHANNELS, widget=forms.RadioSelect)
    asked_by = forms.CharField(
        label=_("Who asked for it"),
        max_length=LONGEST,
        required=False,
        help_text=_("Needed when it leaves the school."),
    )
    ground = forms.CharField(
        label=_("By which right, and how it was made sure"),
        max_length=LONGEST,
        required=False,
        help_text=_("For example: the student's mother, passport shown."),
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        max_length=LONGEST,
        required=False,
        help_text=_("It is printed on the paper."),
    )
    kept_at = forms.CharField(
        label=_("Where the original lies"),
        max_length=LONGEST,
        help_text=_("It is printed beside the mark of certification."),
    )

    def clean(self) -> dict[str, Any]:
        """Whoever gets it is named, unless it stays here."""
        given = super().clean() or {}
        if given.get("channel") not in (None, Derived.Channel.OWN):
            for name, words in (
                ("asked_by", say("Say who gets it: the ledger names everybody.")),
                ("ground", say("Say by which right it is given out.")),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return given

    def asked(self) -> Asked:
        """The cleaned words."""
        given = self.cleaned_data
        return Asked(
            given["asked_by"],
            given["ground"],
            given.get("purpose", ""),
            given["channel"],
            given.get("kept_at", ""),
            self._once(),
        )

    def _once(self) -> str:
        """Changes with everything that is typed: who goes back and asks for something else gets that."""
        given = self.cleaned_data
        typed = json.dumps(given, default=str, sort_keys=True).encode()
        return hashlib.sha256(typed).hexdigest() if given.get("once") else ""


class DuplicateForm(AskedForm):
    """Why the certificate has to be made once more. Nothing is printed of purpose or place."""

    field_order = ("why",)

    why = forms.ChoiceField(
        label=_("Reason"),
        widget=forms.RadioSelect,
        choices=[
            ("подлинник утрачен", _("the original is lost")),
            ("подлинник испорчен", _("the original is damaged")),
        ],
    )
    external_number = forms.CharField(
        label=_("Number"), max_length=100, help_text=_("As it stands in the other system.")
    )

    def __init__(self, *args: Any, external: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("purpose", "kept_at", *(() if external else ("external_number",))):
            del self.fields[name]


class CaseFileForm(AskedForm):
    """Nothing is printed of the place: the whole case is inside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kept_at"]


class ExtractForm(AskedForm):
    """Of a paper of many one person is chosen, of a table its lines."""

    field_order = ("person", "points", "lines")

    person = forms.ChoiceField(label=_("About whom"))
    points = forms.MultipleChoiceField(
        label=_("Points"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose a point.")},
    )
    lines = forms.MultipleChoiceField(
        label=_("Lines of the table"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        points: Sequence[Point],
        people: Sequence[Person],
        lines: Sequence[Line],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.all_points, self.people, self.all_lines = points, people, lines
        self.fields["points"].choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
            (f"p{each.n}", f"{each.n}. {_shortened(each.text)}") for each in points
        ]
        self.fields["points"].initial = [f"p{each.n}" for each in points]
        self._offer("person", [(each.key, _named(each)) for each in people])
        self._offer("lines", [(each.key, each.words) for each in lines])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        else:
            del self.fields[name]

    def chosen_points(self) -> list[Point]:
        """In the order of the paper."""
        return [each for each in self.all_points if f"p{each.n}" in self.cleaned_data["points"]]

    def chosen_lines(self) -> list[Line]:
        """In the order of the paper."""
        return [each for each in self.all_lines if each.key in self.cleaned_data.get("lines", ())]

    def chosen_person(self) -> Person | None:
        """None in a paper about one student."""
        key = self.cleaned_data.get("person")
        return next((each for each in self.people if each.key == key), None)


def _named(person: Person) -> str:
    return ", ".join(part for part in (person.full_name, person.group) if part)


def _shortened(text: str, most: int = 160) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
