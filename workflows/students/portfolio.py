"""Documents of the portfolio, and the learning conditions of a student: forms and what they store."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import journal
from documents import incoming
from organisation.models import User
from organisation.profile import Profile
from records.models import PortfolioItem, Student
from workflows.students.forms import DatedForm


class PortfolioForm(DatedForm):
    """A document or work of the student, by the kinds of the profile (file 000, 4.7 and 4.8; file 003, 2.2)."""

    evidence_kind = forms.ChoiceField(label=_("Kind of document"))
    title = forms.CharField(label=_("What it is"), max_length=300)
    number = forms.CharField(label=_("Number"), required=False, max_length=100)
    carrier = forms.ChoiceField(label=_("Carrier"), choices=PortfolioItem.Carrier.choices)
    place = forms.CharField(
        label=_("Where the paper lies"), required=False, max_length=200, help_text=_("Cabinet, folder")
    )
    duplicate_of = forms.ModelChoiceField(
        label=_("Duplicate of"),
        required=False,
        queryset=PortfolioItem.objects.none(),
        empty_label=_("no duplicate"),
    )
    file = forms.FileField(label=_("Electronic copy"), required=False)
    field_order = ("evidence_kind", "title", "number", "on", "carrier", "place", "duplicate_of", "file")

    def __init__(self, *args: Any, student: Student, ours: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.copied = {each.code for each in ours.evidence_kinds if each.copy_needed}
        kinds = [(each.code, each.title) for each in ours.evidence_kinds]
        self.fields["evidence_kind"].choices = [("", _("choose")), *kinds]  # type: ignore[attr-defined]
        originals = student.portfolio.exclude(evidence_kind="").filter(duplicate_of=None)
        self.fields["duplicate_of"].queryset = originals  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Paper says where it lies; some kinds are kept with a copy; a duplicate is of the same kind."""
        given = super().clean() or self.cleaned_data
        if given.get("carrier") == PortfolioItem.Carrier.PAPER and not given.get("place"):
            self.add_error("place", _("Say where the paper lies."))
        if given.get("evidence_kind") in self.copied and not given.get("file"):
            self.add_error("file", _("Documents of this kind are kept with an electronic copy."))
        original = given.get("duplicate_of")
        if original is not None and original.evidence_kind != given.get("evidence_kind"):
            self.add_error("duplicate_of", _("A duplicate is of the same kind as the document itself."))
        return given


class ConditionsForm(forms.Form):
    """Which learning conditions the student needs; empty when none."""

    special_conditions = forms.CharField(
        label=_("Special learning conditions"),
        required=False,
        max_length=300,
        help_text=_("Shown to the office, the director and deputies alone. Empty: none are needed."),
    )


@transaction.atomic
def add(
    student: Student, author: User, given: dict[str, Any], copy: "UploadedFile[bytes] | None"
) -> PortfolioItem:
    """Store the document with its copy. incoming.Refused when the copy is not taken; nothing is stored then."""
    document = incoming.store_upload(copy.read(), copy.name or "", "", author) if copy else None
    item = PortfolioItem.objects.create(
        student=student, author=author, document_sha256=document.latest.sha256 if document else "", **given
    )
    journal.append("portfolio", f"student {student.pk}", {"item": item.pk}, author)
    return item


@transaction.atomic
def set_conditions(student: Student, author: User, words: str) -> None:
    """Mark or take away special conditions. The journal keeps that it was done, not the words."""
    student.special_conditions = words
    student.save(update_fields=["special_conditions"])
    journal.append("conditions", f"student {student.pk}", {"marked": bool(words)}, author)
