"""Credit transfer as its pages describe it: path, facts, what may be said on the telephone, what is offered when."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation import profile
from organisation.models import User
from organisation.roles import Role
from workflows.cases import facts
from workflows.cases.description import Description, Fact, NextPage, Station
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing
from workflows.credit import class_order, labels, proof, scans
from workflows.credit.decision_page import DECIDING
from workflows.credit.forms import FORMS
from workflows.credit.models import DECIDED, CourseLine, CreditApplication, State
from workflows.credit.tracking_page import TRACKING


def lead(case: CreditApplication) -> str:
    """«Credit transfer, 2 courses.»"""
    count = len(case.lines.all())
    if not count:
        return _("Credit transfer, no course written down yet.")
    words = ngettext("Credit transfer, %(count)d course.", "Credit transfer, %(count)d courses.", count)
    return words % {"count": count}


def stations(case: CreditApplication) -> list[Station]:
    """Waiting for the missing is a station only where it happened."""
    asked = case.state in labels.WAITING or bool(case.pauses.all())
    return [each for each in labels.PATH if asked or each[0] != labels.WAITING]


def term_note(case: CreditApplication, timing: Timing) -> str:
    """From when the term counts, in a sentence."""
    if case.complete_at is None and timing.ours.credit.trigger == "completeness":
        return _("The term starts when the application names everything needed.")
    days = timing.ours.credit.term_working_days
    if timing.ours.credit.trigger == "receipt":
        return _("%(days)d working days from the day of arrival.") % {"days": days}
    return _(
        "%(days)d working days from the day on which the application named everything needed. "
        "Days on which we waited for the family do not count."
    ) % {"days": days}


def known(case: CreditApplication) -> list[Fact]:
    """Who and what, as far as it is known."""
    programme, comparing = case.programme, case.compared_by or case.reviewer
    words = programme and _("%(title)s, %(hours)d h") % {"title": programme.title, "hours": programme.hours}
    return [
        *facts.student(case),
        (_("Programme"), words),
        (_("Studied at"), case.earlier_school),
        *facts.arrival(case),
        (_("Compares"), comparing.display_name if comparing else ""),
        *facts.decision(case),
        *facts.places(case),
        *proven(case),
        *((_("Scan"), f"{name}: {state}") for name, state in scans.states(case)),
    ]


def proven(case: CreditApplication) -> list[Fact]:
    """The documents that prove the courses, or the reason why there is none."""
    found: list[Fact] = [
        (each.title, f"{each.issued_by or '–'}. {seen(each)}")
        for each in proof.shown(case, profile.current())
    ]
    return [*found, (_("Credited without a document"), case.no_evidence_reason)]


def seen(each: proof.Proof) -> str:
    """What was ticked, and by whom."""
    marks = [
        _("seal: seen") if each.seal else _("seal: not seen"),
        _("signature of the head: seen") if each.signature else _("signature of the head: not seen"),
    ]
    if each.language:
        marks.append(
            _("%(language)s, translation: %(translation)s")
            % {"language": each.language, "translation": each.translation or _("none yet")}
        )
    return ", ".join([*marks, each.checked_by] if each.checked_by else marks)


def by_phone(case: CreditApplication) -> str:
    """What may be said to whoever calls: never marks, never reasons."""
    due = _("The answer comes by %(day)s.") % {"day": wording.day_in_words(case.due_on)}
    if case.state == State.RECEIVED:
        return _("The application has arrived and is being looked at.")
    if case.state in (State.INCOMPLETE, State.LAPSED):
        return _("We wait for an answer to our letter; it says what is missing.")
    if case.state in (State.COMPARISON, State.DECISION) and case.due_on:
        stage = (
            _("The courses are being compared.")
            if case.state == State.COMPARISON
            else _("The director decides.")
        )
        return f"{stage} {due}"
    if case.state in DECIDED:
        return _("The decision is made, the answer is on its way.")
    return _("The answer has been sent.") if case.state == State.CLOSED else ""


def next_page(case: CreditApplication, user: User) -> NextPage | None:
    """The page on which this person goes on, with its verb."""
    if case.state == State.COMPARISON and user.has_role(Role.REVIEWER):
        return NextPage(reverse("credit_compare", args=[case.number]), _("Compare the courses"))
    if case.state == State.DECISION and user.has_role(Role.HEAD):
        return NextPage(reverse("credit_decision", args=[case.number]), _("Decide"))
    return None


def more(case: CreditApplication, user: User) -> dict[str, Any]:
    """The comparison, for those who may read it."""
    if not user.has_role(Role.REVIEWER, Role.HEAD, Role.OFFICE):
        return {}
    return {"side_page": NextPage(reverse("credit_compare", args=[case.number]), _("Courses side by side"))}


def shown(case: CreditApplication) -> dict[str, Any]:
    """The lines, for `show_case`."""
    return {"lines": [shown_line(each) for each in case.lines.select_related("unit")]}


def shown_line(each: CourseLine) -> dict[str, Any]:
    """A claimed course beside ours."""
    return {
        "position": each.position,
        "title": each.title,
        "hours": each.hours,
        "assessment_form": each.assessment_form,
        "result": each.result,
        "needs_human": each.needs_human,
        "unit": each.unit.title if each.unit else None,
        "unit_code": each.unit.code if each.unit else None,
        "unit_key": each.unit_id,
        "verdict": each.verdict or None,
        "reason_code": each.reason_code or None,
        "reason_words": each.reason_words or None,
        "our_result": each.our_result or None,
    }


def always(case: CreditApplication) -> bool:
    """The case waits for this whenever it is possible."""
    return True


CREDIT = Description(
    model=CreditApplication,
    title=gettext_lazy("Credit transfer"),
    states=State,
    path=labels.PATH,
    stations=stations,
    decided=DECIDED,
    waiting=labels.WAITING,
    lead=lead,
    facts=known,
    term_note=term_note,
    by_phone=by_phone,
    forms=FORMS,
    offered={
        "split": lambda case: len(case.lines.all()) > 1,
        "remind": lambda case: case.reminded_at is None,
        "add_evidence": lambda case: bool(profile.current().evidence_kinds),
        "sign_order": lambda case: bool(class_order.waiting(case)),
        "go_without_evidence": lambda case: profile.current().credit.evidence_required,
    },
    pressing={"sign_order": always, "accept": always, "complete": always, "reopen": always},
    next_page=next_page,
    more=more,
    steps=labels.STEPS,
    letters=labels.LETTERS,
    doubts=labels.DOUBTS,
    errors=labels.ERRORS,
    grants={
        Role.OFFICE: ("credit.register_credit",),
        Role.REVIEWER: ("credit.compare_credit",),
        Role.HEAD: ("credit.decide_credit",),
    },
    related=("programme", "compared_by", "decided_by"),
    prefetched=("lines__unit", "scans__document"),
    deciding=DECIDING,
    tracking=TRACKING,
    shown=shown,
    receipt="Заявление о зачёте результатов обучения",
)
