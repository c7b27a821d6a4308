"""The students of a class to whom a comparison is applied: for each the marks and the document that proves them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation import profile
from records.models import Student
from workflows.cases.forms import ActionForm
from workflows.credit.classes import Member
from workflows.credit.models import CourseLine

CHOSEN = re.compile(r"student-(\d{1,9})-chosen")  # names of the boxes of MemberForm


class ClassForm(ActionForm):
    """What is the same for all: the kind of document and who issued it."""

    action = "apply_to_class"

    kind = forms.ChoiceField(label=_("Kind of document"))
    issued_by = forms.CharField(label=_("Who issued it"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.code, each.title) for each in profile.current().evidence_kinds]
        self.fields["kind"].choices = [("", _("choose")), *kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Verdicts that nobody saw on this page are not applied to a class."""
        cleaned = super().clean() or {}
        if cleaned.get("version") != self.case.version:
            self.add_error(None, _("The comparison was changed meanwhile: look at it, then send again."))
        return cleaned


class MemberForm(forms.Form):
    """One student: nothing is asked of those who are not chosen."""

    chosen = forms.BooleanField(label=_("Make a case"), required=False)
    number = forms.CharField(label=_("Number of the document"), required=False, max_length=100)
    on = forms.DateField(
        label=_("Date of issue"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    seen = forms.BooleanField(label=_("Seal and signature are there, I looked"), required=False)

    def __init__(self, *args: Any, student: Student, lines: Sequence[CourseLine], **kwargs: Any) -> None:
        self.student, self.heading = student, student.full_name
        kwargs["prefix"] = f"student-{student.pk}"
        super().__init__(*args, **kwargs)
        self.marks = {line.position: f"mark_{line.position}" for line in lines}
        for line in lines:
            label = _("Result: %(title)s") % {"title": line.title}
            self.fields[self.marks[line.position]] = forms.CharField(
                label=label, required=False, max_length=120
            )

    def clean(self) -> dict[str, Any]:
        """Of a chosen student every mark and the document are asked."""
        cleaned = super().clean() or {}
        if cleaned.get("chosen"):
            for name in ("number", "on", "seen", *self.marks.values()):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Needed for a chosen student."))
        return cleaned

    def mark_fields(self) -> list[forms.BoundField]:
        """The fields of the marks in the order of the lines."""
        return [self[name] for name in self.marks.values()]

    def member(self, kind: str, issued_by: str) -> Member:
        """The student as the class takes one."""
        given: Mapping[str, Any] = self.cleaned_data
        return Member(
            self.student,
            {position: given[name] for position, name in self.marks.items()},
            {
                "kind": kind,
                "number": given["number"],
                "on": given["on"].isoformat(),
                "issued_by": issued_by,
                "seal": given["seen"],
                "signature": given["seen"],
            },
        )


def typed_of(rows: Sequence[MemberForm]) -> str:
    """What was typed for the chosen students, a line for each, to be given back."""
    lines = []
    for row in rows:
        words = [str(field.value() or "").strip() for field in (*row.mark_fields(), row["number"], row["on"])]
        if row["chosen"].value():
            lines.append(f"{row.heading}: {', '.join(filter(None, words))}")
    return "\n".join(lines)
