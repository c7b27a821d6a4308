"""Requests that no letter brings: the public form, what the office types, and the daily counter paper."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents import making
from mailroom.models import Outgoing
from organisation.profile import current
from workflows.cases import door, public_limits, sent_once, signing
from workflows.cases.finding import person
from workflows.cases.links import READ_AND_SEND
from workflows.cases.models import Channel
from workflows.cases.templatetags.wording import masked
from workflows.cases.views.case import still_being_made
from workflows.disclosure import counter_paper, intake
from workflows.disclosure.description import DISCLOSURE
from workflows.disclosure.forms.opening import Express, OfficeRequest, PublicRequest
from workflows.disclosure.models import RecordRequest
from workflows.disclosure.views.acting import MEND

TOO_MANY = 429


@require_http_methods(READ_AND_SEND)
def apply(request: HttpRequest) -> HttpResponse:
    """The public form. A POST opens a case, or shows the form again with the errors and everything typed."""
    refuse_where_off()
    if request.method != "POST":
        return public(request, PublicRequest(initial={"delivery": "email"}))
    place, key = public_limits.place(request), once(request)
    if public_limits.reached(RecordRequest, place) and not sent_once.sent_before(RecordRequest, key):
        note = _("As many requests came from your place today as one place may send. Write to us by e-mail.")
        return public(request, PublicRequest(initial=request.POST.dict()), note=note, status=TOO_MANY)
    form = PublicRequest(request.POST)
    if not form.is_valid():
        return public(request, form, status=MEND)
    given = {**form.cleaned_data, "once": key, "sent_from": place}
    given["capacity"] = intake.capacity_of(given["applicant_role"])

    def opened() -> RecordRequest:
        return intake.open_from_form(given, channel=Channel.WEB)

    case, fresh = sent_once.open_once(RecordRequest, key, opened)
    context = {
        "number": case.number,
        "due": case.due_on,
        "fresh": fresh,
        "address": masked(case.applicant_email)
        if Outgoing.objects.filter(case_number=case.number).exists()
        else "",
    }
    return render(request, "disclosure/sent.html", context)


def public(request: HttpRequest, form: PublicRequest, *, note: str = "", status: int = 200) -> HttpResponse:
    """The form page."""
    context = {"form": form, "once": once(request), "note": note, "policy": current()}
    return render(request, "disclosure/apply.html", context, status=status)


@require_http_methods(READ_AND_SEND)
def new(request: HttpRequest) -> HttpResponse:
    """What the office types; a POST opens the case and leads to its page."""
    refuse_where_off()
    form = OfficeRequest(request.POST or None, initial={"channel": "counter", "delivery": "hand"})
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "once": once(request)}
        return render(request, "disclosure/new.html", context, status=MEND if form.is_bound else 200)
    given = {**form.cleaned_data, "once": once(request)}
    officer = person(request)

    def opened() -> RecordRequest:
        return intake.open_from_form(given, channel=given["channel"], actor=officer)

    case, _fresh = sent_once.open_once(RecordRequest, given["once"], opened)
    messages.success(request, _("The request has number %(number)s.") % {"number": case.number})
    return redirect(DISCLOSURE.route("case"), number=case.number)


@require_http_methods(READ_AND_SEND)
def express(request: HttpRequest) -> HttpResponse:
    """Find, tick, issue: the answer is the paper to print."""
    refuse_where_off()
    words = str(request.POST.get("find") or request.GET.get("find", ""))[:100]
    form = Express(request.POST if request.method == "POST" else None, words=words)
    if request.method != "POST" or not form.is_valid():
        return counter(request, form, words, status=MEND if form.is_bound else 200)
    try:
        opening = {**form.opening(), "once": once(request)}
        case = counter_paper.issue(opening, form.identity(), person(request))
    except door.Invalid as error:
        for field, code in error.errors.items():
            form.add_error(field if field in form.fields else None, str(DISCLOSURE.errors.get(code, code)))
        return counter(request, form, words, status=MEND)
    except making.NOT_MADE:
        messages.warning(request, still_being_made())
        return redirect("disclosure_express")
    return redirect(f"{reverse('disclosure_express')}?done={case.number}")


def counter(request: HttpRequest, form: Express, words: str, *, status: int = 200) -> HttpResponse:
    """The page, with the paper that was just made on top."""
    number = request.GET.get("done", "")
    done = RecordRequest.objects.filter(number=number).first() if number else None
    context: dict[str, Any] = {"form": form, "words": words, "once": once(request), "done": done}
    if done is not None:
        paper = signing.paper(done.decision_number, done.number) if done.decision_number else None
        context["paper"], context["unsigned"] = paper, signing.awaits_signature(paper)
    return render(request, "disclosure/express.html", context, status=status)


def refuse_where_off() -> None:
    """Http404 in an organisation whose rules know no disclosure."""
    if not current().disclosure.enabled:
        raise Http404


def once(request: HttpRequest) -> uuid.UUID:
    """The form's own random key, kept over errors; a fresh one where none was sent."""
    try:
        return uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return uuid.uuid4()
