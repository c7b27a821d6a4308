"""What a family sees of its application: words without codes, and only what the sender may know."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mailroom.models import Outgoing
from records.models import StudyPlan
from workflows.cases import clock, signing
from workflows.cases.shown import AnsweredLine, Happening
from workflows.cases.templatetags.wording import day_full, masked, moment, size, until_day
from workflows.credit import rules, wording
from workflows.credit.models import DECIDED, CourseLine, CreditApplication, State

WAITING = (State.INCOMPLETE, State.LAPSED)

HEADLINES = {
    State.RECEIVED: gettext_lazy("The application is received, a person reads it"),
    State.INCOMPLETE: gettext_lazy("We wait for what is missing"),
    State.LAPSED: gettext_lazy("Closed without consideration: we have not got what was missing"),
    State.COMPARISON: gettext_lazy("The school compares the courses"),
    State.DECISION: gettext_lazy("The director decides"),
    State.APPROVED: gettext_lazy("All courses are credited"),
    State.REFUSED: gettext_lazy("The courses are not credited"),
    State.WITHDRAWN: gettext_lazy("The application is withdrawn"),
}
WORDS = {
    rules.CREDITED: gettext_lazy("Credited"),
    rules.REFUSED: gettext_lazy("Not credited"),
    rules.ASSESSMENT: gettext_lazy("An assessment is needed"),
}
# Steps that concern the family, without names of the staff; how often somebody compared is the school's matter.
TOLD = {
    "receive": gettext_lazy("The application has come."),
    "accept": gettext_lazy("Everything needed is there; the term of the answer runs."),
    "ask": gettext_lazy("We asked for what is missing; the term does not run while we wait."),
    "request_missing": gettext_lazy("We asked for what is missing; the term does not run while we wait."),
    "complete": gettext_lazy("Your answer has come; the term of the answer runs."),
    "reopen": gettext_lazy("Your answer has come; we go on under the same number."),
    "remind": gettext_lazy("We reminded you of what is missing."),
    "lapse": gettext_lazy("No answer came; we closed the application without considering it."),
    "submit": gettext_lazy("The courses are compared; the director decides."),
    "approve": gettext_lazy("The director decided: all courses are credited."),
    "approve_partly": gettext_lazy("The director decided: some of the courses are credited."),
    "refuse": gettext_lazy("The director decided: the courses are not credited."),
    "close": gettext_lazy("The decision has been sent."),
    "hand_over": gettext_lazy("The decision has been handed over."),
    "withdraw": gettext_lazy("The application was withdrawn."),
    "join": gettext_lazy("The application was joined to another one of yours."),
}
DECIDING = ("approve", "approve_partly", "refuse")


def context(case: CreditApplication, token: str) -> dict[str, Any]:
    """The context of templates/public/tracking.html. Nobody but a confirmed sender gets more than number and date."""
    shown = {"number": case.number, "received": case.received_at, "open_details": case.sender_confirmed}
    if not case.sender_confirmed:
        return {**shown, "headline": stranger_headline(case)}
    lines = list(case.lines.select_related("unit"))
    shown["happenings"] = told(case, is_answered(case))
    return shown | (answer(case, lines, token) if is_answered(case) else progress(case, token))


def is_answered(case: CreditApplication) -> bool:
    """Whether there is a decision in force: a printed one that nobody has signed yet is none."""
    if not case.decision_number or case.state not in {*DECIDED, State.CLOSED}:
        return False
    return not signing.awaits_signature(signing.paper(case.decision_number, case.number))


def stranger_headline(case: CreditApplication) -> str:
    """Neither what was asked for nor what was decided."""
    return _("The application is answered") if case.closed_at else _("The application is received")


def progress(case: CreditApplication, token: str) -> dict[str, Any]:
    """While the answer is not there."""
    state = State.DECISION if case.state in DECIDED else State(case.state)
    waiting = state in WAITING
    return {
        "headline": HEADLINES.get(state, ""),
        "lead": lead(case, state),
        "clock": None if waiting or case.closed_at else clock.term(case),
        "form_url": reverse("public_form", args=[token]) if waiting else "",
    }


def lead(case: CreditApplication, state: State) -> str:
    """What the family has to do, if anything."""
    if state in WAITING:
        return _("Still needed: %(what)s.") % {"what": "; ".join(wording.missing_words(case.asked_for))}
    if state == State.WITHDRAWN:
        joined = case.steps.filter(action="join").last()
        if joined is not None:
            number = joined.data.get("into", "")
            return _("It is considered together with application %(number)s.") % {"number": number}
        return _("We do nothing more with it. You may apply anew at any time.")
    return _("You need not send anything now.")


def answer(case: CreditApplication, lines: list[CourseLine], token: str) -> dict[str, Any]:
    """The decision: headline, courses, paper, and what follows."""
    decided = case.steps.filter(action__in=DECIDING).last()
    outcome = State(decided.to_state if decided else case.state)
    note = decided.note if decided and outcome == State.REFUSED else ""
    answered = [answered_line(line, outcome, note) for line in lines if line.verdict]
    on = localtime(case.decided_at) if case.decided_at else None
    values = {"number": case.decision_number, "day": day_full(on)}
    return {
        "headline": outcome_headline(outcome, lines),
        "lead": _("Decision %(number)s of %(day)s.") % values,
        "verdicts": [line.verdict for line in answered],
        "answered": answered,
        "next_steps": next_steps(case, lines, outcome),
        **paper(case, token),
    }


def outcome_headline(outcome: State, lines: list[CourseLine]) -> str:
    """«Зачтены 2 курса из 4»."""
    credited = sum(line.verdict == rules.CREDITED for line in lines)
    if outcome == State.PARTLY_APPROVED and not credited:
        return _("The courses can be credited after an assessment")
    if outcome == State.PARTLY_APPROVED:
        words = ngettext(
            "%(credited)d course of %(total)d is credited",
            "%(credited)d courses of %(total)d are credited",
            credited,
        )
        return words % {"credited": credited, "total": len(lines)}
    if len(lines) == 1:
        return _("The course is credited") if outcome == State.APPROVED else _("The course is not credited")
    return str(HEADLINES[outcome])


def answered_line(line: CourseLine, outcome: State, note: str = "") -> AnsweredLine:
    """One course: what became of it and why. A head may refuse what was compared otherwise: `note` says why."""
    if outcome == State.REFUSED and line.verdict != rules.REFUSED:
        return AnsweredLine(line.title, "refused", WORDS[rules.REFUSED], note)
    if line.verdict == rules.CREDITED and line.unit is not None:
        values = {"mark": line.our_result, "hours": line.unit.hours, "title": line.unit.title}
        detail = _("Counts as our course «%(title)s», %(hours)d h, «%(mark)s». It need not be studied again.")
        return AnsweredLine(line.title, "credited", WORDS[rules.CREDITED], detail % values)
    reason = wording.reason_sentence(line)
    sentence = f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
    if line.verdict == rules.ASSESSMENT:
        until = line.assessment_until
        when = _("The assessment is until %(day)s.") % {"day": until_day(until)} if until else ""
        detail = " ".join(part for part in (sentence if line.reason_words else "", when) if part)
        return AnsweredLine(line.title, "assessment", WORDS[rules.ASSESSMENT], detail)
    return AnsweredLine(line.title, "refused", WORDS[rules.REFUSED], sentence)


def next_steps(case: CreditApplication, lines: list[CourseLine], outcome: State) -> list[str]:
    """What follows, in the order in which it comes."""
    if outcome == State.REFUSED:
        return [_("Study goes on by the common programme. You may apply again with other documents.")]
    steps = []
    plan = StudyPlan.objects.filter(case_number=case.number).order_by("-number").first()
    if plan is not None:
        rows = list(plan.lines.all())
        hours = {"left": sum(row.remaining for row in rows), "total": sum(row.total for row in rows)}
        steps.append(
            _("Study goes on by an individual plan, %(left)d h of %(total)d are left. It is in the decision.")
            % hours
        )
    if any(line.verdict == rules.ASSESSMENT for line in lines):
        until = last_day(lines)
        steps.append(
            _("Arrange the assessment with the school until %(day)s.") % {"day": until_day(until)}
            if until
            else _("Arrange the assessment with the school.")
        )
    return [*steps, _("You need not send anything more.")]


def last_day(lines: list[CourseLine]) -> date | None:
    """The soonest day of an assessment."""
    return min((line.assessment_until for line in lines if line.assessment_until), default=None)


def paper(case: CreditApplication, token: str) -> dict[str, Any]:
    """The download of the issued decision, and where it was sent."""
    version = signing.paper(case.decision_number, case.number)
    if version is None:
        return {}
    count = version.pages or 1
    pages = ngettext("%(count)d page, %(size)s.", "%(count)d pages, %(size)s.", count)
    return {
        "pdf_url": reverse("public_paper", args=[token]),
        "pdf_words": pages % {"count": count, "size": size(version.size)},
        "sent_words": sent_words(case),
    }


def sent_words(case: CreditApplication) -> str:
    """Only a letter that the mail server took has been sent."""
    letters = Outgoing.objects.filter(case_number=case.number, purpose="decision")
    letter = letters.filter(status=Outgoing.Status.SENT).order_by("-pk").first()
    if letter is None:
        return ""
    return _("We sent it to %(address)s: %(moment)s.") % {
        "address": masked(letter.to),
        "moment": moment(letter.sent_at),
    }


def told(case: CreditApplication, answered: bool) -> list[Happening]:
    """The history, newest first; while a decision waits for its signature it has not happened yet."""
    steps = case.steps.filter(action__in=TOLD).order_by("-pk")
    shown = [step for step in steps if answered or step.action not in DECIDING]
    newest = [Happening(step.at, "", lead=TOLD[step.action], mark="now") for step in shown[:1]]
    return newest + [Happening(step.at, TOLD[step.action]) for step in shown[1:]]


def claim(line: CourseLine) -> dict[str, Any]:
    """A line as the pre-filled form starts with it."""
    return {name: getattr(line, name) for name in ("title", "hours", "assessment_form", "result")}
