"""What leaves: every row that could, with a box; only ticked ones reach the paper, whose first page stands beside."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from documents import making
from organisation.profile import current
from workflows.cases import case_page, door
from workflows.cases.finding import find, person
from workflows.cases.forms import ActionForm
from workflows.cases.timing import Timing
from workflows.cases.views.preview import as_pdf, as_picture
from workflows.disclosure import judging, papers, sections
from workflows.disclosure.choices import PAPERS
from workflows.disclosure.description import DISCLOSURE, asked
from workflows.disclosure.models import RecordRequest, State
from workflows.disclosure.views.acting import MEND, carried_out, to_case


class Choose(ActionForm):
    """A field for each paper, a box for each row that may leave."""

    action = "choose"
    title = gettext_lazy("Choose what leaves")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, rows in judging.available(self.case, current()).items():
            if rows:
                self.fields[code] = forms.MultipleChoiceField(
                    label=PAPERS[code],
                    choices=[(row.key, row.title) for row in rows],
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                    initial=self.case.scope.get(code, []),
                )

    def move_data(self) -> dict[str, Any]:
        """Keys of the ticked rows, by paper."""
        return {"scope": {code: self.cleaned_data[code] for code in self.case.papers if code in self.fields}}


@require_http_methods(["GET", "HEAD", "POST"])
def scope(request: HttpRequest, number: str) -> HttpResponse:
    """The boxes; a POST keeps the choice, and hands it over for approval when that button was pressed."""
    case, user = find(request, number, DISCLOSURE), person(request)
    if request.method != "POST":
        if case.state != State.PREPARATION:
            return to_case(case)
        return show(request, case, Choose(case=case, actor=user))
    form = Choose(request.POST, case=case, actor=user)
    hands_over = request.POST.get("act") == "submit"

    def move(data: dict[str, Any]) -> None:
        with transaction.atomic():  # what cannot be handed over is not kept either: the page stands as it was
            chosen = door.move(case, "choose", user, version=form.cleaned_data["version"], **data)
            if hands_over:
                door.move(chosen, "submit", user, version=chosen.version)

    answer = carried_out(request, case, form, move, lambda: show(request, case, form))
    if answer is not None:
        return answer
    if hands_over:
        messages.success(request, _("Handed over for approval."))
        return to_case(case)
    messages.success(request, _("The choice is kept."))
    return redirect("disclosure_scope", number=number)


def show(request: HttpRequest, case: RecordRequest, form: Choose) -> HttpResponse:
    """The page; what was ticked stays (422)."""
    context = {
        "case": case,
        "form": form,
        "asked": asked(case),
        "empty": [
            PAPERS[code] for code in case.papers if code in sections.TABLES and code not in form.fields
        ],
        "steps": case_page.path(case, DISCLOSURE),
        "term": Timing.read().term(case),
        "may_preview": bool(case.papers),
    }
    return render(request, "disclosure/scope.html", context, status=MEND if form.is_bound else 200)


@require_safe
def preview(request: HttpRequest, number: str, position: int = 1) -> HttpResponse:
    """One of the papers as it would leave now, as PDF."""
    return as_pdf(_draft(request, number, position))


@require_safe
def preview_page(request: HttpRequest, number: str) -> HttpResponse:
    """The first page of the first paper as a picture."""
    return as_picture(_draft(request, number, 1))


def _draft(request: HttpRequest, number: str, position: int) -> bytes:
    case = find(request, number, DISCLOSURE)
    if case.state not in (State.PREPARATION, State.APPROVAL):
        raise Http404
    planned = papers.packet(case, person(request))
    if not 1 <= position <= len(planned):
        raise Http404
    return making.preview(planned[position - 1].snapshot)
