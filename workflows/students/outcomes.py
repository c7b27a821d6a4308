"""Planned results beside the actual ones, and where they differ (files 000, 2.2; 001, 4.1; 002, 2.2; 004, 2.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import journal
from organisation.models import User
from records.models import CourseUnit, OutcomeMark, Result, Student

Reached = OutcomeMark.Reached


@dataclass(frozen=True)
class Judged:
    """One planned result with its judgement; `mark` is None while nobody judged it."""

    text: str
    field: str
    mark: OutcomeMark | None

    @property
    def differs(self) -> bool:
        """Whether the actual result is known and is not the planned one."""
        return self.mark is not None and self.mark.reached != Reached.YES


@dataclass(frozen=True)
class Planned:
    """A course unit: planned results with judgements, its marks, and orientations that nobody judges."""

    unit: CourseUnit
    outcomes: Sequence[Judged]
    marks: Sequence[Result]

    @property
    def differing(self) -> int:
        """How many planned results were not reached, or only in part."""
        return sum(each.differs for each in self.outcomes)


def planned(student: Student) -> list[Planned]:
    """Units of the student's programmes that plan something; three queries."""
    programmes = set(student.enrolments.values_list("programme", flat=True)) | {student.programme_id}
    units = CourseUnit.objects.filter(programme__in=programmes - {None}).select_related("programme")
    judged = {(each.unit_id, each.outcome): each for each in student.outcomes.select_related("author")}
    marks: dict[int, list[Result]] = {}
    for result in student.results.standing().select_related("author", "withdrawal").order_by("on", "pk"):
        marks.setdefault(result.unit_id, []).append(result)
    return [
        Planned(unit, _judged(unit, judged), marks.get(unit.pk, ()))
        for unit in units.order_by("programme__title", "position", "pk")
        if unit.outcomes or unit.orientations
    ]


def _judged(unit: CourseUnit, known: Mapping[tuple[int, str], OutcomeMark]) -> list[Judged]:
    return [
        Judged(text, f"reached-{unit.pk}-{place}", known.get((unit.pk, text[:500])))
        for place, text in enumerate(unit.outcomes, start=1)
    ]


class OutcomesForm(forms.Form):
    """One choice for every planned result; one that is left open stays as it is."""

    def __init__(self, *args: Any, rows: Sequence[Planned], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            for each in row.outcomes:
                self.fields[each.field] = forms.ChoiceField(
                    label=each.text,
                    required=False,
                    choices=[("", _("not judged")), *Reached.choices],
                    initial=each.mark.reached if each.mark else "",
                )

    def changed(self) -> list[tuple[CourseUnit, str, str]]:
        """(unit, planned result, judgement) of what is judged anew."""
        return [
            (row.unit, each.text[:500], given)
            for row in self.rows
            for each in row.outcomes
            if (given := self.cleaned_data.get(each.field)) and (not each.mark or each.mark.reached != given)
        ]


@transaction.atomic
def judge(student: Student, author: User, changed: Sequence[tuple[CourseUnit, str, str]]) -> None:
    """Keep the judgements with author and time; the journal keeps how many."""
    for unit, text, reached in changed:
        OutcomeMark.objects.update_or_create(
            student=student, unit=unit, outcome=text, defaults={"reached": reached, "author": author}
        )
    if changed:
        journal.append("outcomes", f"student {student.pk}", {"judged": len(changed)}, author)
