"""The head's page: one decision, one signature for the whole packet, and the real first page beside it."""

from io import BytesIO
from threading import Lock
from typing import Any

import pypdfium2
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from documents import making
from documents.pdf import NeverPrintable
from workflows.cases import answers, decisions, door
from workflows.cases.forms import ActionForm
from workflows.cases.timing import Timing
from workflows.credit import compare_page, decision_page, labels, papers, rules
from workflows.credit.models import CreditApplication, State
from workflows.credit.views.finding import find, person

ACTIONS = ("approve", "approve_partly", "refuse", "send_back")
PREVIEW_SCALE = 1.6  # about 950 px across an A4 page: sharp at twice the column's width
_pdfium = Lock()
PREVIEW_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}


class DecisionForm(ActionForm):
    """What the head decides, with a remark."""

    action = "decide"
    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=[(each, each) for each in ACTIONS],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you decide.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        """Sending back without a word helps nobody."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "send_back" and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say what has to be mended."))
        return cleaned


@require_http_methods(["GET", "HEAD", "POST"])
def credit_decision(request: HttpRequest, number: str) -> HttpResponse:
    """Show what is proposed; a POST decides."""
    case, user = find(request, number), person(request)
    if request.method != "POST":
        if case.state != State.DECISION:
            return redirect("credit_case", number=number)
        return show(request, case, DecisionForm(case=case, actor=user))
    form = DecisionForm(request.POST, case=case, actor=user)
    action = form.data.get("decision", "")
    try:
        if not form.is_valid():
            door.check(case, action if action in ACTIONS else "send_back", user, None)
            return show(request, case, form)
        following = decision_page.after(number, decision_page.queue(user))
        note = form.cleaned_data["note"].strip()
        case = decisions.act(case, action, user, version=form.cleaned_data["version"], note=note)
    except door.Invalid as error:
        errors = {"decision" if key == "action" else key: code for key, code in error.errors.items()}
        form.take_errors(errors, labels.ERRORS)
        return show(request, case, form)
    except NeverPrintable:
        messages.warning(
            request,
            _("The number is reserved, the paper is still being made. The case says when it is ready."),
        )
        return redirect("credit_case", number=number)
    except door.MoveRefused as error:
        url = reverse("credit_case", args=[number])
        return answers.refused(request, case, error, table=labels.STEPS, url=url, typed=form.typed())
    messages.success(request, done(case))
    return redirect("credit_decision", number=following) if following else redirect("desk")


def done(case: CreditApplication) -> str:
    """What has just happened, in a sentence."""
    if case.state == State.COMPARISON:
        return _("%(number)s is back at comparison.") % {"number": case.number}
    return _("%(number)s is decided: %(paper)s.") % {"number": case.number, "paper": case.decision_number}


def show(request: HttpRequest, case: CreditApplication, form: DecisionForm) -> HttpResponse:
    """The page; with a form that has to be mended, what was typed stays (422)."""
    user, timing = person(request), Timing.read()
    lines = list(case.lines.all())
    numbers = decision_page.queue(user)
    threshold = timing.ours.credit.threshold_percent
    context = {
        "case": case,
        "form": form,
        "heading": decision_page.heading(case, lines),
        "lines": [decision_page.proposed(line, threshold) for line in lines],
        "balance": compare_page.balance(case, lines),
        "choices": decision_page.choices(case, lines, user, timing.ours),
        "chosen": form.data.get("decision", "") if form.is_bound else "",
        "term": timing.term(case),
        "place": numbers.index(case.number) + 1 if case.number in numbers else 0,
        "waiting": len(numbers),
        "following": decision_page.after(case.number, numbers),
        "by_hand": timing.ours.signing.get("decision.credit") == "hand",
        "may_preview": _previewable(case),
    }
    return render(request, "credit/decide.html", context, status=422 if form.is_bound else 200)


def _previewable(case: CreditApplication) -> bool:
    return case.programme_id is not None and all(line.verdict for line in case.lines.all())


def _draft(request: HttpRequest, number: str) -> bytes:
    """The packet as it would be signed now, marked as a draft. Http404 before the comparison is whole."""
    case = find(request, number)
    lines = list(case.lines.all())
    if not lines or not _previewable(case):
        raise Http404
    action = rules.outcome([line.verdict for line in lines])
    return making.preview(papers.decision_snapshot(case, action, person(request)))


@require_safe
def credit_preview(request: HttpRequest, number: str) -> HttpResponse:
    """The whole packet as PDF."""
    return HttpResponse(
        _draft(request, number),
        content_type="application/pdf",
        headers={**PREVIEW_HEADERS, "Content-Disposition": 'inline; filename="draft.pdf"'},
    )


@require_safe
def credit_preview_page(request: HttpRequest, number: str) -> HttpResponse:
    """The packet's real first page as a picture; our own bytes, so no child process is needed."""
    return HttpResponse(
        first_page(_draft(request, number)), content_type="image/png", headers=PREVIEW_HEADERS
    )


def first_page(paper: bytes) -> bytes:
    """The first page of a PDF as PNG. PDFium is not safe for threads: one page at a time."""
    out = BytesIO()
    with _pdfium, pypdfium2.PdfDocument(paper) as opened:
        opened[0].render(scale=PREVIEW_SCALE, grayscale=True).to_pil().save(out, "PNG")
    return out.getvalue()
