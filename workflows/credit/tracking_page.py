"""What a family sees of its application: words without codes, and only what the sender may know."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records.models import StudyPlan
from workflows.cases.shown import AnsweredLine
from workflows.cases.templatetags.wording import day_full, until_day
from workflows.cases.tracking_page import Tracking
from workflows.credit import rules, wording
from workflows.credit.models import DECIDED, CourseLine, CreditApplication, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WAITING = (State.INCOMPLETE, State.LAPSED)

HEADLINES: "Mapping[str, StrOrPromise]" = {
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
    "correct": gettext_lazy("We corrected our paper; the new version is in force."),
    "revoke": gettext_lazy("We revoked our paper."),
    "withdraw": gettext_lazy("The application was withdrawn."),
    "join": gettext_lazy("The application was joined to another one of yours."),
}
DECIDING = ("approve", "approve_partly", "refuse")


def lead(case: CreditApplication, state: str) -> str:
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


def answer(case: CreditApplication) -> dict[str, Any]:
    """The decision: headline, courses, and what follows."""
    lines = list(case.lines.select_related("unit"))
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
        "answered_title": _("Course by course"),
        "next_steps": next_steps(case, lines, outcome),
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


def claim(line: CourseLine) -> dict[str, Any]:
    """A line as the pre-filled form starts with it."""
    return {name: getattr(line, name) for name in ("title", "hours", "assessment_form", "result")}


TRACKING = Tracking(
    decided=(*DECIDED, State.CLOSED),
    deciding=DECIDING,
    undecided=State.DECISION,
    headlines=HEADLINES,
    told=TOLD,
    lead=lead,
    answer=answer,
    waiting=WAITING,
    form="public_form",
)
