"""Who asks, and by which right: the page on which the office says what was seen."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from records import ages
from workflows.cases import case_page, door
from workflows.cases.finding import find, person
from workflows.cases.timing import Timing
from workflows.disclosure import judging, labels
from workflows.disclosure.description import DISCLOSURE, asked
from workflows.disclosure.forms.identity import Identify
from workflows.disclosure.models import LedgerEntry, RecordRequest, State
from workflows.disclosure.views.acting import MEND, carried_out, to_case


@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is known; a POST confirms identity and right, or says beside the field why there is none."""
    case, user = find(request, number, DISCLOSURE), person(request)
    if request.method != "POST":
        if case.state != State.IDENTIFICATION or case.student is None:
            return to_case(case)
        return show(request, case, Identify(case=case, actor=user))
    form = Identify(request.POST, case=case, actor=user)

    def move(data: dict[str, Any]) -> None:
        version = form.cleaned_data["version"]
        door.move(case, "identify", user, version=version, **data)

    answer = carried_out(request, case, form, move, lambda: show(request, case, form))
    if answer is not None:
        return answer
    messages.success(request, _("Identity and right are confirmed."))
    return redirect("disclosure_scope", number=number)


def show(request: HttpRequest, case: RecordRequest, form: Identify) -> HttpResponse:
    """The page; with a form that has to be mended, what was typed stays (422)."""
    timing = Timing.read()
    context = {
        "case": case,
        "form": form,
        "asked": asked(case),
        "steps": case_page.path(case, DISCLOSURE),
        "term": timing.term(case),
        "of_age_on": comes_of_age_in_time(case, timing.today),
        "earlier": LedgerEntry.objects.filter(case__student=case.student).order_by("-pk")[:5],
        "asked_before": judging.asked_before(case, timing.ours),
        "letter": (case.message.parsed or {}).get("text", "")[:2000] if case.message else "",
        "grounds": labels.GROUNDS,
    }
    return render(request, "disclosure/identity.html", context, status=MEND if form.is_bound else 200)


def comes_of_age_in_time(case: RecordRequest, today: date) -> date | None:
    """The day of majority, when it comes before the term ends: then a parent's access stops by itself."""
    if case.student is None or case.due_on is None:
        return None
    day = ages.comes_of_age(case.student.birth_date)
    return day if today < day <= case.due_on else None
