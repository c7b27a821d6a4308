"""The head's page: everybody at once or student by student, and the order as it would be signed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from documents import making
from organisation.models import User
from workflows.cases import answers, decisions, door
from workflows.cases.finding import find, person
from workflows.cases.forms import ActionForm
from workflows.cases.timing import Timing
from workflows.cases.views.preview import as_pdf, as_picture
from workflows.rewards import case_page, labels, nominee_rows, papers
from workflows.rewards.description import REWARD
from workflows.rewards.models import Nominee, RewardNomination, State

APPROVE, APPROVE_AND_ORDER, DECLINE, SEND_BACK = "approve", "approve_and_order", "decline", "send_back"
CHOICES = {
    APPROVE_AND_ORDER: gettext_lazy("Approve and make the order at once"),
    APPROVE: gettext_lazy("Approve, the order comes later"),
    DECLINE: gettext_lazy("Decline the whole nomination"),
    SEND_BACK: gettext_lazy("Send back to the nominator"),
}


class DecisionForm(ActionForm):
    """What the head decides; who is left out is a checkbox and a reason in each row."""

    action = "decide"
    decision = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        choices=list(CHOICES.items()),
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
        """Declining and sending back without a word helps nobody."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") in (DECLINE, SEND_BACK) and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why, or what has to be mended."))
        return cleaned

    def declined(self) -> dict[str, str]:
        """Left out: key of the nominee → reason."""
        keys = [key for key in self.data.getlist("out") if key.isdigit()]  # type: ignore[attr-defined]  # a QueryDict
        return {key: self.data.get(f"reason-{key}", "").strip()[:500] for key in keys}


@require_http_methods(["GET", "HEAD", "POST"])
def reward_decision(request: HttpRequest, number: str) -> HttpResponse:
    """Show who is nominated; a POST decides."""
    case, user = find(request, number, REWARD), person(request)
    if request.method != "POST":
        if case.state != State.CONSIDERATION:
            return redirect("reward_case", number=number)
        return show(request, case, DecisionForm(case=case, actor=user))
    form = DecisionForm(request.POST, case=case, actor=user)
    try:
        door.check(case, SEND_BACK, user, None)
        if not form.is_valid():
            return show(request, case, form)
        case = decide(case, user, form)
    except door.Invalid as error:
        for field, code in error.errors.items():
            form.add_error(None, row_words(case, field, code))
        return show(request, case, form)
    except making.NOT_MADE:
        messages.warning(request, _("The number is reserved, the order is still being made."))
        return redirect("reward_case", number=number)
    except door.MoveRefused as error:
        url = reverse("reward_case", args=[number])
        return answers.refused(request, case, error, table=labels.STEPS, url=url, typed=form.typed())
    messages.success(
        request, _("%(number)s: %(state)s.") % {"number": number, "state": State(case.state).label}
    )
    return redirect("reward_case", number=number)


def decide(case: RewardNomination, user: User, form: DecisionForm) -> RewardNomination:
    """One move, or two: approval stands even when the order cannot be made at once."""
    given, version = form.cleaned_data, form.cleaned_data["version"]
    note = given["note"].strip()
    if given["decision"] == SEND_BACK:
        return door.move(case, SEND_BACK, user, version=version, note=note)
    if given["decision"] == DECLINE:
        return door.move(case, DECLINE, user, version=version, reason=note)
    case = door.move(case, APPROVE, user, version=version, declined=form.declined(), note=note)
    return decisions.act(case, "order", user) if given["decision"] == APPROVE_AND_ORDER else case


def row_words(case: RewardNomination, field: str, code: object) -> str:
    """An error with the student it is about."""
    name, _sep, key = field.rpartition("_")
    words = str(labels.error(code))
    if not key.isdigit():
        return words
    found = case.nominees.select_related("student")
    nominee = found.filter(pk=key).first() if name == "reason" else found.filter(position=key).first()
    return f"{nominee.student.short}: {words}" if nominee else words


def show(request: HttpRequest, case: RewardNomination, form: DecisionForm) -> HttpResponse:
    """The page; with a form that has to be mended, what was typed stays (422)."""
    user, timing = person(request), Timing.read()
    nominees = list(nominee_rows.chosen(case, {}))
    left_out = form.declined() if form.is_bound else {}
    rows = [
        (row, str(row.nominee.pk) in left_out, form.data.get(f"reason-{row.nominee.pk}", ""))
        for row in nominee_rows.described(case, nominees, timing)
    ]
    kind = case.kind_in(timing.ours)
    context = {
        "case": case,
        "form": form,
        "kind": kind,
        "heading": case_page.heading(case, kind, len(nominees)),
        "lead": case_page.lead(case),
        "rows": rows,
        "term": timing.term(case),
        "choices": choices(case, user, timing),
        "picked": form.data.get("decision", "") if form.is_bound else "",
        "by_hand": timing.ours.signing.get("order.reward") == "hand",
        "by_signature": timing.ours.signing.get("order.reward") == "qualified",
    }
    return render(request, "rewards/decide.html", context, status=422 if form.is_bound else 200)


def choices(case: RewardNomination, user: User, timing: Timing) -> list[dict[str, Any]]:
    """Every way to decide, nothing chosen beforehand; an impossible one says why."""
    allowed = set(door.allowed(case, user))
    series = timing.ours.series.get("order.reward")
    own = _("impossible: you nominated yourself, another head has to decide")
    typed = _("impossible: the number of the order is typed on the page of the nomination")
    offered = []
    for code, title in CHOICES.items():
        move = APPROVE if code == APPROVE_AND_ORDER else code
        external = code == APPROVE_AND_ORDER and (series is None or series.kind == "external")
        about = own if move not in allowed else typed if external else ""
        offered.append({"code": code, "title": title, "about": about, "possible": not about})
    return offered


def _draft(request: HttpRequest, number: str) -> bytes:
    """The order as it would be made now, marked as a draft; undecided nominees count as approved."""
    case = find(request, number, REWARD)
    kind = case.kind_in(Timing.read().ours)
    if kind is None or not case.nominees.exists():
        raise Http404
    undecided = case.nominees.filter(decision=Nominee.Decision.OPEN)
    return making.preview(papers.order_snapshot(case, kind, person(request), undecided))


@require_safe
def reward_preview(request: HttpRequest, number: str) -> HttpResponse:
    """The whole order as PDF."""
    return as_pdf(_draft(request, number))


@require_safe
def reward_preview_page(request: HttpRequest, number: str) -> HttpResponse:
    """The order's real first page as a picture."""
    return as_picture(_draft(request, number))
