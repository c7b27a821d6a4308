"""The head's page: one decision, one signature for the whole packet, and the real first page beside it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents import making
from workflows.cases import answers, deciding, decisions, door
from workflows.cases.deciding import Choice, Deciding
from workflows.cases.description import Description
from workflows.cases.finding import find, person
from workflows.cases.forms.deciding import DecisionForm
from workflows.cases.timing import Timing
from workflows.cases.views.case import MEND, still_being_made
from workflows.cases.views.preview import as_pdf, as_picture


def page_of(about: Description) -> Deciding:
    """How this kind is decided; routes of the page exist only where there is such a thing."""
    if about.deciding is None:
        raise Http404
    return about.deciding


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, number: str, about: Description) -> HttpResponse:
    """Show what is proposed; a POST decides."""
    case, page = find(request, number, about), page_of(about)
    choices = page.choices(case, person(request), Timing.read())
    if request.method == "POST":
        return decide(request, case, about, choices)
    if case.state != page.state:
        return redirect(about.route("case"), number=number)
    return show(request, case, about, choices, form_for(request, case, page, choices))


def form_for(request: HttpRequest, case: Any, page: Deciding, choices: Sequence[Choice]) -> DecisionForm:
    """The form, bound when something was sent."""
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        case=case,
        actor=person(request),
        actions=[choice.action for choice in choices],
        needs_words=page.needs_words,
    )


def decide(request: HttpRequest, case: Any, about: Description, choices: Sequence[Choice]) -> HttpResponse:
    """Decide, and lead on to the next case of the queue."""
    user, page = person(request), page_of(about)
    form = form_for(request, case, page, choices)
    actions = [choice.action for choice in choices]
    action = form.data.get("decision", "")
    try:
        if not form.is_valid():
            door.check(case, action if action in actions else actions[-1], user, None)
            return show(request, case, about, choices, form)
        following = deciding.after(case.number, deciding.queue(user, about.kind, page.state))
        note = form.cleaned_data["note"].strip()
        case = decisions.act(case, action, user, version=form.cleaned_data["version"], note=note)
    except door.Invalid as error:
        errors = {"decision" if key == "action" else key: code for key, code in error.errors.items()}
        form.take_errors(errors, about.errors)
        return show(request, case, about, choices, form)
    except making.NOT_MADE:
        messages.warning(request, still_being_made())
        return redirect(about.route("case"), number=case.number)
    except door.MoveRefused as error:
        url = about.url("case", case.number)
        return answers.refused(request, case, error, table=about.steps, url=url, typed=form.typed())
    messages.success(request, done(case, about))
    return redirect(about.route("decision"), number=following) if following else redirect("desk")


def done(case: Any, about: Description) -> str:
    """What has just happened, in a sentence."""
    if case.state not in about.decided:
        return str(page_of(about).sent_back) % {"number": case.number}
    return _("%(number)s is decided: %(paper)s.") % {"number": case.number, "paper": case.decision_number}


def show(
    request: HttpRequest, case: Any, about: Description, choices: Sequence[Choice], form: DecisionForm
) -> HttpResponse:
    """The page; with a form that has to be mended, what was typed stays (422)."""
    user, timing, page = person(request), Timing.read(), page_of(about)
    numbers = deciding.queue(user, about.kind, page.state)
    following = deciding.after(case.number, numbers)
    context = {
        "about": about,
        "case": case,
        "case_url": about.url("case", case.number),
        "form": form,
        "heading": page.heading(case),
        "choices": choices,
        "chosen": form.data.get("decision", "") if form.is_bound else "",
        "term": timing.term(case),
        "place": numbers.index(case.number) + 1 if case.number in numbers else 0,
        "waiting": len(numbers),
        "following_url": about.url("decision", following) if following else "",
        "by_hand": timing.ours.signing.get(page.signing) == "hand",
        "by_signature": timing.ours.signing.get(page.signing) == "qualified",
        "preview_url": about.url("preview", case.number) if page.drawable(case) else "",
        "picture_url": about.url("preview_page", case.number),
        **page.more(case, user, timing),
    }
    return render(request, page.template, context, status=MEND if form.is_bound else 200)


def _draft(request: HttpRequest, number: str, about: Description) -> bytes:
    """The first paper as it would be signed now, marked as a draft. Http404 while there is nothing to show."""
    case, page = find(request, number, about), page_of(about)
    if not page.drawable(case):
        raise Http404
    return making.preview(page.draft(case, person(request)))


@require_safe
def preview(request: HttpRequest, number: str, about: Description) -> HttpResponse:
    """The whole draft as PDF."""
    return as_pdf(_draft(request, number, about))


@require_safe
def preview_page(request: HttpRequest, number: str, about: Description) -> HttpResponse:
    """The draft's real first page as a picture."""
    return as_picture(_draft(request, number, about))
