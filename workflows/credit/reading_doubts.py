"""What the reading of a letter doubted in a claimed course, in words for the person who checks it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# code -> the field it is about ("" for the whole row) and the words
DOUBTS: "dict[str, tuple[str, StrOrPromise]]" = {
    "title_suspicious": ("title", gettext_lazy("the name looks like code or an order to a program")),
    "title_unclear": ("title", gettext_lazy("it is unclear what of this is the name of the course")),
    "title_may_be_several": ("title", gettext_lazy("this may be several courses")),
    "title_shared_by_rows": ("title", gettext_lazy("one name stands for several rows")),
    "hours_shared": ("hours", gettext_lazy("hours are given for several courses together")),
    "hours_shared_by_rows": ("hours", gettext_lazy("hours are given for several courses together")),
    "hours_approximate": ("hours", gettext_lazy("hours are given roughly")),
    "hours_range": ("hours", gettext_lazy("hours are given as «from … to …»")),
    "hours_per_period": (
        "hours",
        gettext_lazy("hours are given for a week or a term, not for the whole course"),
    ),
    "hours_partial": ("hours", gettext_lazy("hours are given for a part of the course")),
    "hours_only_in_parts_or_units": (
        "hours",
        gettext_lazy("hours are given in parts or in credit units, without a sum"),
    ),
    "hours_of_another_kind": ("hours", gettext_lazy("these are not academic hours")),
    "lessons_not_hours": ("hours", gettext_lazy("lessons are counted, not hours")),
    "hours_without_unit": ("hours", gettext_lazy("the number does not say that it is hours")),
    "hours_not_a_whole_number": ("hours", gettext_lazy("hours are no whole number")),
    "hours_out_of_range": ("hours", gettext_lazy("so many hours are unlikely for one course")),
    "hours_contradictory": ("hours", gettext_lazy("different hours are named")),
    "hours_differs_between_sources": ("hours", gettext_lazy("letter and file name different hours")),
    "hours_unclear": ("hours", gettext_lazy("it is unclear how many hours are meant")),
    "hours_unread": ("hours", gettext_lazy("hours of the letter belong to no course")),
    "form_contradictory": ("assessment_form", gettext_lazy("different forms of assessment are named")),
    "form_unclear": ("assessment_form", gettext_lazy("it is unclear which form of assessment is meant")),
    "form_shared": ("assessment_form", gettext_lazy("one form of assessment stands for several courses")),
    "form_shared_by_rows": (
        "assessment_form",
        gettext_lazy("one form of assessment stands for several courses"),
    ),
    "result_contradictory": ("result", gettext_lazy("different results are named")),
    "result_uncertain": ("result", gettext_lazy("the writer is not sure of the result")),
    "result_unclear": ("result", gettext_lazy("it is unclear which result is meant")),
    "result_shared": ("result", gettext_lazy("one result stands for several courses")),
    "result_shared_by_rows": ("result", gettext_lazy("one result stands for several courses")),
    "result_differs_between_sources": ("result", gettext_lazy("letter and file name different results")),
    "not_yet_assessed": ("result", gettext_lazy("the course seems not to have ended yet")),
    "title_differs_between_sources": ("title", gettext_lazy("letter and file name the course differently")),
    "assessment_form_differs_between_sources": (
        "assessment_form",
        gettext_lazy("letter and file name different forms of assessment"),
    ),
    "values_may_be_shared": (
        "",
        gettext_lazy("it is unclear whether the values belong to this course alone"),
    ),
    "student_unclear": ("", gettext_lazy("it is unclear whose course it is")),
    "choice_unclear": ("", gettext_lazy("it is unclear which rows of the file are asked for")),
    "table_unclear": ("", gettext_lazy("the table could not be taken apart")),
    "credit_units_without_hours": (
        "hours",
        gettext_lazy("credit units are given without the hours they stand for"),
    ),
    "plan_of_the_reader": ("hours", gettext_lazy("this number is of our own plan")),
    "value_corrected": ("", gettext_lazy("the letter corrects a value later")),
    "values_missing": ("", gettext_lazy("other courses of this letter say more")),
    "words_left": ("", gettext_lazy("something stands in the row that was not understood")),
}


def sentence(codes: Sequence[str]) -> str:
    """«The machine doubts: … Check it against the letter.»; the general words where no reason is known."""
    told = list(dict.fromkeys(str(DOUBTS[code][1]) for code in codes if code in DOUBTS))
    if not told:
        return _("The machine is not sure of what it read here: check it against the letter.")
    return _("Check against the letter: %(doubts)s.") % {"doubts": "; ".join(told)}


def of_row(codes: Sequence[str]) -> str:
    """What stands above the fields of a course: what is doubted of the whole row, or no field can be named."""
    fields = of_fields(codes)
    rest = [code for code in codes if DOUBTS.get(code, ("", ""))[0] not in fields]
    return sentence(rest) if rest or not fields else ""


def of_fields(codes: Sequence[str]) -> dict[str, str]:
    """What is doubted of each field."""
    told: dict[str, list[str]] = {}
    for code in codes:
        field, words = DOUBTS.get(code, ("", ""))
        if field and str(words) not in told.setdefault(field, []):
            told[field].append(str(words))
    return {field: "; ".join(words) for field, words in told.items()}
