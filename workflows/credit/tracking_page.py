"""What a family sees of its application: words without codes, and only what the sender may know."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.cases import clock, signing
from workflows.cases.history import happenings
from workflows.cases.shown import AnsweredLine
from workflows.credit import labels, rules, wording
from workflows.credit.models import DECIDED, CourseLine, CreditApplication, State

ANSWERED = {*DECIDED, State.CLOSED}
# Steps that concern the family; who compared and how often is the school's own matter.
TOLD = {
    "receive",
    "accept",
    "ask",
    "request_missing",
    "complete",
    "reopen",
    "remind",
    "lapse",
    "submit",
    "close",
}
TOLD |= {"approve", "approve_partly", "refuse", "hand_over", "withdraw", "join"}

HEADLINES = {
    State.RECEIVED: gettext_lazy("The application is received, a person reads it"),
    State.INCOMPLETE: gettext_lazy("We wait for what is missing"),
    State.LAPSED: gettext_lazy("Closed without consideration: we have not got what was missing"),
    State.COMPARISON: gettext_lazy("The school compares the courses"),
    State.DECISION: gettext_lazy("The director decides"),
    State.APPROVED: gettext_lazy("All courses are credited"),
    State.PARTLY_APPROVED: gettext_lazy("Some of the courses are credited"),
    State.REFUSED: gettext_lazy("The courses are not credited"),
    State.WITHDRAWN: gettext_lazy("The application is withdrawn"),
}
WORDS = {
    rules.CREDITED: gettext_lazy("Credited"),
    rules.REFUSED: gettext_lazy("Not credited"),
    rules.ASSESSMENT: gettext_lazy("An assessment is needed"),
}


def context(case: CreditApplication, token: str) -> dict[str, Any]:
    """The context of templates/public/tracking.html. A stranger gets number, date and the bare state."""
    shown: dict[str, Any] = {
        "number": case.number,
        "received": case.received_at,
        "open_details": case.sender_confirmed,
        "headline": headline(case),
    }
    if not case.sender_confirmed:
        return shown
    lines = list(case.lines.select_related("unit"))
    answered = case.state in ANSWERED
    return {
        **shown,
        "lead": lead(case),
        "verdicts": [line.verdict for line in lines if line.verdict] if answered else [],
        "clock": None if answered or case.closed_at else clock.term(case),
        "answered": [answered_line(line) for line in lines if line.verdict] if answered else [],
        "happenings": happenings(case.steps.filter(action__in=TOLD).select_related("actor"), labels.STEPS),
        **paper(case, token, answered=answered),
    }


def headline(case: CreditApplication) -> Any:
    """The state in a sentence; a closed case keeps the sentence of its decision."""
    state = case.state
    if state == State.CLOSED:
        decided = case.steps.filter(to_state__in=DECIDED).order_by("-pk").first()
        state = decided.to_state if decided else state
    return HEADLINES.get(state, "")


def lead(case: CreditApplication) -> str:
    """What the family has to do, if anything."""
    if case.state in (State.INCOMPLETE, State.LAPSED):
        return _("Still needed: %(what)s.") % {"what": "; ".join(wording.missing_words(case.asked_for))}
    if case.state in ANSWERED:
        return _("The decision is number %(number)s.") % {"number": case.decision_number}
    return _("You need not send anything now.")


def answered_line(line: CourseLine) -> AnsweredLine:
    """One course: what became of it and why."""
    if line.verdict == rules.CREDITED and line.unit is not None:
        values = {"mark": line.our_result, "hours": line.unit.hours, "title": line.unit.title}
        detail = _("Counts as «%(title)s», %(hours)d h, %(mark)s. It need not be studied again.") % values
    else:
        detail = wording.reason_sentence(line)
    return AnsweredLine(line.title, line.verdict, WORDS[line.verdict], detail)  # type: ignore[arg-type]  # one of three


def paper(case: CreditApplication, token: str, *, answered: bool) -> dict[str, Any]:
    """The download of the issued decision."""
    version = signing.paper(case.decision_number, case.number) if answered else None
    if version is None or signing.awaits_signature(version):
        return {}
    pages = _("%(pages)d p., %(size)d KB.") % {"pages": version.pages or 1, "size": version.size // 1024 + 1}
    return {"pdf_url": reverse("public_paper", args=[token]), "pdf_words": pages}


def claim(line: CourseLine) -> dict[str, Any]:
    """A line as the pre-filled form starts with it."""
    return {name: getattr(line, name) for name in ("title", "hours", "assessment_form", "result")}


def masked(address: str) -> str:
    """«t•••va.em@pochta.example»: enough to know it by, too little to learn it."""
    name, _at, host = address.partition("@")
    if not host:
        return ""
    return f"{name[:1]}•••{name[-2:] if len(name) > 4 else ''}@{host}"
