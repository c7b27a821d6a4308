"""Pages for families: the form, the pre-filled form behind a link, and where the application stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from deadlines import calendar
from deadlines.workdays import count
from documents.views import as_download
from organisation import profile
from storage import blobs
from workflows.cases import clock, door, signing, tracking
from workflows.cases.models import Channel, Link
from workflows.credit import intake, tracking_page, wording
from workflows.credit.models import CreditApplication, State
from workflows.credit.public_forms import ApplicationForm, MessageForm, course_forms

READ_AND_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_SEND)
def public_apply(request: HttpRequest) -> HttpResponse:
    """The public form. A POST opens a case, or shows the form again with the errors and everything typed."""
    if request.method != "POST":
        return show_form(request, ApplicationForm(), course_forms(1)())
    form, courses = ApplicationForm(request.POST, request.FILES), course_forms(0)(request.POST)
    if request.POST.get("act") == "more":
        return show_form(request, form, one_more(request), mend=False)
    if not (form.is_valid() and courses.is_valid()):
        return show_form(request, form, courses, status=422)
    data = {**form.cleaned_data, "courses": courses.courses()}
    case = intake.open_from_form(data, form.cleaned_data["attached"], channel=Channel.WEB)
    token = tracking.new_url(case, Link.Purpose.TRACK).rstrip("/").rpartition("/")[2]
    return redirect("public_track", token=token)


def one_more(request: HttpRequest) -> Any:
    """The same courses as typed, and an empty row after them."""
    data = request.POST.copy()
    total = (
        min(int(data.get("form-TOTAL_FORMS") or 0) + 1, 40)
        if data.get("form-TOTAL_FORMS", "").isdigit()
        else 1
    )
    data["form-TOTAL_FORMS"] = str(total)
    return course_forms(0)(data)


def show_form(
    request: HttpRequest,
    form: Any,
    courses: Any,
    words: dict[str, Any] | None = None,
    *,
    status: int = 200,
    mend: bool = True,
) -> HttpResponse:
    """The form page; `mend` lists the errors above it."""
    bound = courses.is_bound and mend
    context = {
        "title": _("Application for credit of earlier study"),
        "lead": _("Name every course that you want credited. The answer comes to your e-mail."),
        "form_title": _("Who applies, and for whom"),
        "form": form,
        "courses": courses,
        "wrong": [each for each in (form, *courses.forms) if each is not None] if bound else None,
        "verb": _("Send the application"),
        **answer_by(),
        **(words or {}),
    }
    return render(request, "public/form.html", context, status=status)


def answer_by() -> dict[str, Any]:
    """Until when the answer comes if it is sent now."""
    ours = profile.current()
    days = ours.credit.term_working_days
    term = count(timezone.now(), clock.rule(days, ours), calendar.current())
    words = _("Working days are counted from the day after it arrives; days off do not count.")
    return {"answer_by": term.due, "answer_words": words}


@require_http_methods(READ_AND_SEND)
def public_form(request: HttpRequest, token: str) -> HttpResponse:
    """The form with everything that was read already filled in; the link came with the request."""
    case = of_link(token, Link.Purpose.FORM)
    if case is None or case.state not in (State.INCOMPLETE, State.LAPSED):
        return gone(request)
    words = {
        "title": _("Application %(number)s: add what is missing") % {"number": case.number},
        "lead": _("Still needed: %(what)s.") % {"what": "; ".join(wording.missing_words(case.asked_for))},
        "verb": _("Send what was missing"),
    }
    if request.method != "POST":
        given = [tracking_page.claim(line) for line in case.lines.all()]
        return show_form(request, None, course_forms(0 if given else 1)(initial=given), words)
    courses = course_forms(0)(request.POST)
    if request.POST.get("act") == "more":
        return show_form(request, None, one_more(request), words, mend=False)
    if not courses.is_valid():
        return show_form(request, None, courses, words, status=422)
    given = [{**form.cleaned_data} for form in courses.forms if form.cleaned_data]
    try:
        intake.answer_form(case, given, [])
    except door.MoveRefused:
        return gone(request)
    return sent(request, CreditApplication.objects.get(pk=case.pk))


def sent(request: HttpRequest, case: CreditApplication) -> HttpResponse:
    """Right after sending."""
    context = {
        "number": case.number,
        "due": case.due_on,
        "address": tracking_page.masked(case.applicant_email),
        "tracking_url": tracking.new_url(case, Link.Purpose.TRACK),
    }
    return render(request, "public/sent.html", context)


@require_http_methods(READ_AND_SEND)
def public_track(request: HttpRequest, token: str) -> HttpResponse:
    """Where the application stands; a POST is a message to the school."""
    case = of_link(token, Link.Purpose.TRACK)
    if case is None:
        return gone(request)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        intake.take_message(case, form.cleaned_data["message"])
        return sent(request, case)
    context = {**tracking_page.context(case, token), "form": form if case.sender_confirmed else None}
    return render(request, "public/tracking.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
def public_paper(request: HttpRequest, token: str) -> HttpResponse:
    """The issued decision, for a confirmed sender."""
    case = of_link(token, Link.Purpose.TRACK)
    version = signing.paper(case.decision_number, case.number) if case and case.sender_confirmed else None
    if case is None or version is None or signing.awaits_signature(version):
        return gone(request)
    return as_download(blobs.get(version.sha256), version.filename, version.media_type)


def of_link(token: str, purpose: Link.Purpose) -> CreditApplication | None:
    """The application behind a secret link; None for every token that is not good, alike."""
    case = tracking.resolve(token, purpose)
    return CreditApplication.objects.filter(pk=case.pk).first() if case else None


def gone(request: HttpRequest) -> HttpResponse:
    """Wrong, expired, revoked and used links answer alike."""
    return render(request, "public/gone.html", status=404)
