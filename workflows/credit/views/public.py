"""The public form and the pre-filled form behind a secret link. A page of ours answers every garbage."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from deadlines import calendar
from deadlines.workdays import count
from mailroom.models import Outgoing
from organisation import profile
from workflows.cases import clock, door, public_limits, sent_once
from workflows.cases.links import READ_AND_SEND, gone, private
from workflows.cases.templatetags.wording import masked
from workflows.credit import by_form, course_forms, tracking_page, wording
from workflows.credit.models import CreditApplication
from workflows.credit.public_forms import AnswerForm, ApplicationForm, EvidenceForm
from workflows.credit.rules import MANDATORY
from workflows.credit.views.links import behind

TOO_MANY = 429
MEND = 422


@require_http_methods(READ_AND_SEND)
def public_apply(request: HttpRequest) -> HttpResponse:
    """The public form. A POST opens a case, or shows the form again with the errors and everything typed."""
    if request.method != "POST":
        return show(request, ApplicationForm(), course_forms.blank(), EvidenceForm())
    place = public_limits.place(request)
    if request.POST.get("act") == "more":
        return one_more(request, ApplicationForm(initial=request.POST.dict()), EvidenceForm())
    if public_limits.reached(CreditApplication, place) and not sent_once.sent_before(
        CreditApplication, once(request)
    ):
        words = _(
            "As many applications came from your place today as one place may send. Write to us by e-mail."
        )
        form, courses = ApplicationForm(initial=request.POST.dict()), course_forms.same(request.POST)
        return show(request, form, courses, EvidenceForm(), {"note": words}, status=TOO_MANY)
    form, courses = ApplicationForm(request.POST), course_forms.typed(request.POST)
    evidence = EvidenceForm(request.POST, request.FILES)
    if not all([form.is_valid(), courses.is_valid(), evidence.is_valid()]):
        return mend(request, form, courses, evidence)
    data = {**form.cleaned_data, "courses": courses.courses(), "sent_from": place}
    case, fresh = by_form.open_once(data, evidence.cleaned_data["attached"], once(request))
    return sent(request, case, fresh=fresh)


@private
@require_http_methods(READ_AND_SEND)
def public_form(request: HttpRequest, token: str) -> HttpResponse:
    """The form with everything that was read already filled in; a tracking link of the same case opens it too."""
    case = behind(token)
    if case is None:
        return gone(request)
    if case.state not in tracking_page.WAITING:
        seen = request.method == "POST" and by_form.answered_by(case, once(request))
        return sent(request, case, fresh=False) if seen else gone(request)
    words = {
        "title": _("Application %(number)s: add what is missing") % {"number": case.number},
        "lead": _("Still needed: %(what)s.") % {"what": "; ".join(wording.missing_words(case.asked_for))},
        "verb": _("Send what was missing"),
    }
    given = [tracking_page.claim(line) for line in case.lines.all()]
    if request.method != "POST":
        return show(request, None, course_forms.blank(given), AnswerForm(), words)
    most = max(course_forms.MOST_COURSES, len(given))
    if request.POST.get("act") == "more":
        return one_more(request, None, AnswerForm(initial=request.POST.dict()), words, most=most)
    asks_more = any(each not in MANDATORY for each in case.asked_for)
    courses = course_forms.typed(request.POST, most)
    answer = AnswerForm(request.POST, request.FILES, asks_more=asks_more)
    if not all([courses.is_valid(), answer.is_valid()]):
        return mend(request, None, courses, answer, words)
    return complete(request, case, courses.courses(), answer.cleaned_data)


def complete(
    request: HttpRequest, case: CreditApplication, courses: list[dict[str, Any]], given: dict[str, Any]
) -> HttpResponse:
    """Put the answer into the case. A faster answer, or a second click, reads what there is now."""
    try:
        moved = by_form.answer_form(
            case, courses, given["attached"], words=given["words"], once=once(request)
        )
    except door.MoveRefused:
        seen = by_form.answered_by(case, once(request))
        return (
            sent(request, CreditApplication.objects.get(pk=case.pk), fresh=False) if seen else gone(request)
        )
    return sent(request, moved, fresh=True)


def one_more(
    request: HttpRequest,
    form: Any,
    rest: Any,
    words: dict[str, Any] | None = None,
    most: int = course_forms.MOST_COURSES,
) -> HttpResponse:
    """Everything as typed and one more row; nothing is judged yet."""
    again = {"note": _("Choose the files again: a browser does not keep them.")} if request.FILES else {}
    return show(request, form, course_forms.one_more(request.POST, most), rest, {**(words or {}), **again})


def mend(
    request: HttpRequest, form: Any, courses: Any, rest: EvidenceForm, words: dict[str, Any] | None = None
) -> HttpResponse:
    """The form with its errors, in a list above and beside each field."""
    rest.choose_again()
    wrong = [each for each in (form, *courses.forms, rest) if each is not None]
    surplus = " ".join(courses.non_form_errors())
    return show(request, form, courses, rest, {**(words or {}), "note": surplus, "wrong": wrong}, status=MEND)


def show(
    request: HttpRequest,
    form: Any,
    courses: Any,
    rest: Any,
    words: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The form page. `words` replace title, lead and verb, and may bring a note or the forms with errors."""
    context = {
        "title": _("Application for credit of earlier study"),
        "lead": _("Name every course that you want credited. The answer comes to your e-mail."),
        "form_title": _("Who applies, and for whom"),
        "verb": _("Send the application"),
        "form": form,
        "courses": courses,
        "rest": rest,
        "once": once(request),
        **answer_by(),
        **(words or {}),
    }
    return render(request, "public/form.html", context, status=status)


def once(request: HttpRequest) -> uuid.UUID:
    """The form's own random key, kept over errors; a fresh one where none was sent."""
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid.uuid4()


def answer_by() -> dict[str, Any]:
    """Until when the answer comes if everything is sent now."""
    ours = profile.current()
    days = ours.credit.term_working_days
    term = count(timezone.now(), clock.rule(days, ours), calendar.current())
    words = ngettext(
        "That is %(days)d working day after the day of arrival; days off do not count.",
        "That is %(days)d working days after the day of arrival; days off do not count.",
        days,
    )
    return {"answer_by": term.due, "answer_words": words % {"days": days}}


def sent(request: HttpRequest, case: CreditApplication, *, fresh: bool) -> HttpResponse:
    """Right after sending. The link goes by letter alone: an address that was typed proves nobody's name."""
    written = Outgoing.objects.filter(case_number=case.number).exists()
    context = {
        "number": case.number,
        "due": case.due_on,
        "fresh": fresh,
        "address": masked(case.applicant_email) if written else "",
        "apply_url": reverse("public_apply"),
    }
    return render(request, "public/sent.html", context)
