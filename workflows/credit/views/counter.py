"""An application at the counter or on paper: the office types it, the applicant gets a receipt."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import making
from documents.views import as_download
from workflows.cases import door
from workflows.credit import intake, papers
from workflows.credit.public_forms import CounterForm, course_forms
from workflows.credit.views.finding import find, person
from workflows.credit.views.public import READ_AND_SEND, one_more


@require_http_methods(READ_AND_SEND)
def counter(request: HttpRequest) -> HttpResponse:
    """The counter's form; a POST opens the case and leads to its page."""
    if request.method != "POST":
        return show(request, CounterForm(), course_forms(1)())
    form, courses = CounterForm(request.POST, request.FILES), course_forms(0)(request.POST)
    if request.POST.get("act") == "more":
        return show(request, form, one_more(request), mend=False)
    if not (form.is_valid() and courses.is_valid()):
        return show(request, form, courses, status=422)
    data = {**form.cleaned_data, "courses": courses.courses()}
    channel = form.cleaned_data["channel"]
    case = intake.open_from_form(data, form.cleaned_data["attached"], channel=channel, actor=person(request))
    if identity := form.cleaned_data["identity"].strip():
        case = door.move(case, "confirm_sender", person(request), how=identity)
    messages.success(request, _("The application has number %(number)s.") % {"number": case.number})
    return redirect("credit_case", number=case.number)


def show(
    request: HttpRequest, form: CounterForm, courses: object, *, status: int = 200, mend: bool = True
) -> HttpResponse:
    """The page; `mend` lists the errors above it."""
    bound = form.is_bound and mend
    context = {
        "form": form,
        "courses": courses,
        "wrong": [form, *courses.forms] if bound else None,  # type: ignore[attr-defined]  # a formset
    }
    return render(request, "credit/counter.html", context, status=status)


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt with the incoming label, made from the case as it stands; it is not a registered paper."""
    case = find(request, number)
    made = making.draw(papers.receipt_snapshot(case, person(request)))
    return as_download(made.content, f"Расписка {case.number}.pdf", making.PDF)
