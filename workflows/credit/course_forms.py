"""Claimed courses as rows of a form: one filled row at least, rows that were added and left empty are no errors."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_COURSES = 40
FIELDS = ("title", "hours", "assessment_form", "result")
HOURS = re.compile(r"(\d{1,6})\s*(?:ак(?:ад)?(?:ем\w*)?\.?\s*)?(?:ч\.?|час(?:а|ов)?\.?)?", re.IGNORECASE)


class HoursField(forms.IntegerField):
    """Whole academic hours. «72 ч» and «72 академических часа» are taken, «2 часа в неделю» is not."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})

    def to_python(self, value: Any) -> int | None:
        """The number before the word; everything else is Django's to judge."""
        written = str(value or "").strip()
        found = HOURS.fullmatch(written)
        return super().to_python(found.group(1) if found else written)


class CourseForm(forms.Form):
    """One course that was studied elsewhere: the four things the regulation asks for (4.3)."""

    title = forms.CharField(
        label=gettext_lazy("Name of the course"),
        max_length=400,
        help_text=gettext_lazy("As it stands in the certificate, the mark sheet or the contract"),
    )
    hours = HoursField(
        label=gettext_lazy("How many academic hours"),
        min_value=1,
        max_value=9999,
        help_text=gettext_lazy("For the whole course, not for a week"),
        error_messages={"invalid": gettext_lazy("Write a whole number, for example 72.")},
    )
    assessment_form = forms.CharField(
        label=gettext_lazy("How the course ended"),
        max_length=160,
        help_text=gettext_lazy("Pass, examination, test, defence of a project"),
    )
    result = forms.CharField(
        label=gettext_lazy("Which result"), max_length=120, help_text=gettext_lazy("A mark, or «passed»")
    )

    heading = ""  # "Course 2": stands before the name of a field in the list of errors


class CourseRows(forms.BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    """The rows. Nothing but the number of rows is taken from the hidden fields, and that within bounds."""

    @cached_property
    def forms(self) -> list[CourseForm]:
        """Every row may stay empty, unless all of them are."""
        made: list[CourseForm] = super().forms
        for position, form in enumerate(made, start=1):
            form.heading = _("Course %(position)d") % {"position": position}
            form.empty_permitted = True
            form.use_required_attribute = position == 1 and not self.is_bound
        if made and not any(form.has_changed() for form in made):
            made[0].empty_permitted = False
        return made

    default_error_messages: ClassVar[dict[str, Any]] = {
        "too_many_forms": gettext_lazy("At most %(num)d courses in one application.")
    }

    def courses(self) -> list[dict[str, Any]]:
        """The filled rows of a valid set, in order."""
        return [dict(form.cleaned_data) for form in self.forms if form.has_changed()]

    @property
    def full(self) -> bool:
        """Whether no row can be added."""
        return len(self.forms) >= self.max_num


def rows_class(most: int) -> Any:
    """A set of at most `most` rows; one row more is read, so that it is refused rather than dropped."""
    return forms.formset_factory(
        CourseForm,
        formset=CourseRows,
        extra=0,
        min_num=1,
        max_num=most,
        absolute_max=most + 1,
        validate_max=True,
    )


def blank(given: Sequence[Mapping[str, Any]] = ()) -> Any:
    """Rows to be filled in: those that are known already, or a first empty one."""
    return rows_class(max(MOST_COURSES, len(given)))(initial=list(given))


def typed(data: QueryDict, most: int = MOST_COURSES) -> Any:
    """The rows as they were sent. A spoilt count of rows counts as one row."""
    rows = data.copy()
    rows["form-TOTAL_FORMS"], rows["form-INITIAL_FORMS"] = str(_total(data, most)), "0"
    return rows_class(most)(rows)


def one_more(data: QueryDict, most: int = MOST_COURSES) -> Any:
    """The same rows as typed and an empty one after them; nothing is judged yet."""
    return rows_class(most)(initial=[*_rows(data, most), {}][:most])


def same(data: QueryDict, most: int = MOST_COURSES) -> Any:
    """The same rows as typed, unjudged."""
    return rows_class(most)(initial=_rows(data, most)[:most])


def _rows(data: QueryDict, most: int) -> list[dict[str, str]]:
    indices = range(_total(data, most))
    return [{name: data.get(f"form-{index}-{name}", "") for name in FIELDS} for index in indices]


def _total(data: QueryDict, most: int) -> int:
    written = data.get("form-TOTAL_FORMS", "")
    return max(1, min(int(written), most + 1)) if re.fullmatch(r"[0-9]{1,6}", written) else 1
