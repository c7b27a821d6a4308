"""An application at the counter or on paper: the office types it, the applicant gets a receipt."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workflows.cases.finding import person
from workflows.cases.links import READ_AND_SEND
from workflows.credit import by_form, course_forms
from workflows.credit.public_forms import CounterForm
from workflows.credit.views.public import MEND, once


@require_http_methods(READ_AND_SEND)
def counter(request: HttpRequest) -> HttpResponse:
    """The counter's form; a POST opens the case and leads to its page."""
    if request.method != "POST":
        return show(request, CounterForm(), course_forms.blank())
    if request.POST.get("act") == "more":
        again = _("Choose the files again: a browser does not keep them.") if request.FILES else ""
        form = CounterForm(initial=request.POST.dict())
        return show(request, form, course_forms.one_more(request.POST), {"note": again})
    form, courses = CounterForm(request.POST, request.FILES), course_forms.typed(request.POST)
    if not all([form.is_valid(), courses.is_valid()]):
        form.choose_again()
        surplus = " ".join(courses.non_form_errors())
        return show(request, form, courses, {"wrong": [form, *courses.forms], "note": surplus}, status=MEND)
    given = form.cleaned_data
    case, fresh = by_form.open_once(
        {**given, "courses": courses.courses()},
        given["attached"],
        once(request),
        channel=given["channel"],
        actor=person(request),
    )
    if fresh:
        messages.success(request, _("The application has number %(number)s.") % {"number": case.number})
    return redirect("credit_case", number=case.number)


def show(
    request: HttpRequest,
    form: CounterForm,
    courses: Any,
    words: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page; `words` may bring a note and the forms with errors."""
    context = {"form": form, "courses": courses, "once": once(request), **(words or {})}
    return render(request, "credit/counter.html", context, status=status)
