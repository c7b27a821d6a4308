"""The claimed courses as a person confirms them."""

from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from organisation.models import User
from workflows.cases import answers, case_page, decisions, door, letter_rows
from workflows.cases.forms import ActionForm
from workflows.credit import labels, lines, reading_doubts, scans, sources
from workflows.credit.line_forms import CLAIMS, claims_of
from workflows.credit.models import CreditApplication
from workflows.credit.views.finding import find, person


class EditForm(ActionForm):
    """The version, and errors that belong to no course."""

    action = "edit_lines"


@require_http_methods(["GET", "HEAD", "POST"])
def credit_lines(request: HttpRequest, number: str) -> HttpResponse:
    """Show the claimed courses beside the letter; a POST replaces them."""
    case, user = find(request, number), person(request)
    if request.method != "POST":
        return show(request, case, EditForm(case=case, actor=user), CLAIMS(initial=initial(request, case)))
    whole = EditForm(request.POST, case=case, actor=user)
    courses = CLAIMS(request.POST)
    try:
        door.check(case, "edit_lines", user, int(whole.data["version"]) if whole.is_valid() else -1)
        if not courses.is_valid():
            return show(request, case, whole, courses)
        save(case, user, whole, courses)
    except door.Invalid as error:
        whole.take_errors(error.errors, labels.ERRORS)
        return show(request, case, whole, courses)
    except door.MoveRefused as error:
        url = reverse("credit_case", args=[number])
        return answers.refused(request, case, error, table=labels.STEPS, url=url, typed=typed(courses))
    messages.success(request, _("The courses are saved."))
    return redirect("credit_compare" if case.state == "comparison" else "credit_case", number=number)


def initial(request: HttpRequest, case: CreditApplication) -> list[dict[str, Any]]:
    """The lines of the case; then the rows of its scans, when a person asks for them or when there is nothing else."""
    present = claims_of(case)
    if present and "scans" not in request.GET:
        return present
    known = {each["title"] for each in present}
    return present + [
        {**{name: each.row[name] or "" for name in lines.CLAIM_FIELDS}, "place": each.place}
        for each in scans.suggested(case)
        if each.row["title"] not in known
    ]


def save(case: CreditApplication, user: User, whole: EditForm, courses: "BaseFormSet[Any]") -> None:
    """Through the door."""
    given = [course for form in courses.forms if (course := form.course()) is not None]
    decisions.act(case, "edit_lines", user, version=whole.cleaned_data["version"], lines=given)


def typed(courses: "BaseFormSet[Any]") -> str:
    """The courses as typed, given back when the page was too old."""
    rows = [
        [str(form[name].data or "") for name in ("title", "hours", "assessment_form", "result")]
        for form in courses
    ]
    return "\n".join(", ".join(part for part in row if part) for row in rows if any(row))


def show(
    request: HttpRequest, case: CreditApplication, whole: EditForm, courses: "BaseFormSet[Any]"
) -> HttpResponse:
    """The page; with forms that have to be mended, what was typed stays (422)."""
    user = person(request)
    found = sources.evidence(
        case.lines.all(), list(letter_rows.incoming(case, user).select_related("reading"))
    )
    for position, form in enumerate(courses.forms, start=1):
        form.heading = _("Course %(position)s") % {"position": position}
    for position, form in enumerate(courses.forms, start=1):
        for name, words in reading_doubts.of_fields(found.doubts.get(position, ())).items():
            form.fields[name].doubt = words
    context = {
        "case": case,
        "whole": whole,
        "version": case.version,
        "courses": courses,
        "rows": [
            (
                position,
                form,
                reading_doubts.of_row(found.doubts[position]) if position in found.doubts else "",
                form.initial.get("place"),
                {
                    each.letter: each for each in reversed(list(found.by_line.get(position, {}).values()))
                }.values(),
            )
            for position, form in enumerate(courses.forms, start=1)
        ],
        "papers": case_page.papers(case, user),
        "failed": [whole, *courses.forms] if courses.is_bound else None,
        "evidence": found,
        "scanned": scans.suggested(case),
        "may_mend": "edit_lines" in door.allowed(case, user),
    }
    return render(request, "credit/lines.html", context, status=422 if courses.is_bound else 200)
