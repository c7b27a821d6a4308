"""What the page of a case shows: path, history, papers, letters, facts, and words for the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from documents.models import Document, VersionStatus
from organisation.models import User
from organisation.roles import ROLE_TITLES, Role
from workflows.cases import history, signing
from workflows.cases.models import Case, Channel
from workflows.cases.shown import PathStep
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing
from workflows.credit import labels, letter_rows
from workflows.credit.models import DECIDED, CreditApplication, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Status = VersionStatus.Status
PAPER_LOOKS = {
    Status.DRAFT: "queued",
    Status.RESERVED: "attention",
    Status.SIGNED: "done",
    Status.ISSUED: "done",
    Status.HANDED_OVER: "done",
    Status.SUPERSEDED: "queued",
    Status.REVOKED: "refused",
}


@dataclass(frozen=True)
class PaperRow:
    """A paper or file of the case: its newest version, its status in words, its number, where to get it."""

    title: str
    url: str
    version: int
    look: str
    status: "StrOrPromise"
    number: str


@dataclass(frozen=True)
class Fact:
    """A name and a value of "who and what"."""

    name: str
    value: "StrOrPromise"


def context(case: CreditApplication, user: User) -> dict[str, Any]:
    """Everything but the forms."""
    timing = Timing.read()
    steps = list(case.steps.select_related("actor"))
    closed = case.closed_at is not None
    return {
        "case": case,
        "heading": heading(case),
        "applicant": applicant(case),
        "steps": path(case),
        "term": None if closed else timing.term(case),
        "target": case.target_on,
        "closed": closed,
        "state_words": State(case.state).label,
        "term_note": term_note(case, timing),
        "happenings": history.happenings(steps, labels.STEPS),
        "papers": papers(case, user),
        "receipt": case.channel in (Channel.COUNTER, Channel.POST) and user.has_role(Role.OFFICE, Role.HEAD),
        "letters": letter_rows.of(case, user),
        "facts": facts(case),
        "by_phone": by_phone(case),
        "doubts": [labels.doubt(code) for code in case.needs_human],
        "hint": hint(case, user),
        "next_page": next_page(case, user),
        "may_read_lines": user.has_role(Role.REVIEWER, Role.HEAD, Role.OFFICE),
    }


def heading(case: CreditApplication) -> str:
    """«118-зч. Тарасов Кирилл Денисович, 7Б»."""
    if case.student is not None:
        name = ", ".join(part for part in (case.student.full_name, case.student.group) if part)
    else:
        name = f"«{case.student_written}»" if case.student_written else _("student not named")
    return f"{case.number}. {name}"


def applicant(case: CreditApplication) -> str:
    """«Елена Тарасова, законный представитель»."""
    role = case.get_applicant_role_display() if case.applicant_role != "unknown" else ""
    return ", ".join(part for part in (case.applicant_name, str(role)) if part)


def path(case: CreditApplication) -> list[PathStep]:
    """The stations of the case; waiting for the missing is one only where it happened."""
    asked = case.state in (State.INCOMPLETE, State.LAPSED) or bool(case.pauses.all())
    stations = [each for each in labels.PATH if asked or "incomplete" not in each[0]]
    if case.state == State.WITHDRAWN:
        return [PathStep(labels.PATH[0][1], "done"), PathStep(State.WITHDRAWN.label, "here")]
    here = next(index for index, (states, _title) in enumerate(stations) if case.state in states)
    return [
        PathStep(
            _("%(station)s, at %(who)s") % {"station": title, "who": at}
            if index == here and (at := whose(case))
            else title,
            "done" if index < here else "here" if index == here else "ahead",
        )
        for index, (_states, title) in enumerate(stations)
    ]


def whose(case: CreditApplication) -> str:
    """At whose place the case stands: a name, or a role."""
    if case.state in (State.CLOSED, State.WITHDRAWN):
        return ""
    if case.next_person is not None:
        return case.next_person.display_name
    return str(ROLE_TITLES[Role(case.next_role)]) if case.next_role else ""


def term_note(case: CreditApplication, timing: Timing) -> str:
    """From when the term counts, in a sentence."""
    if case.closed_at is not None:
        return _("Closed on %(day)s.") % {"day": wording.day(localtime(case.closed_at, timing.ours.tz))}
    if case.complete_at is None and timing.ours.credit.trigger == "completeness":
        return _("The term starts when the application names everything needed.")
    days = timing.ours.credit.term_working_days
    if timing.ours.credit.trigger == "receipt":
        return _("%(days)d working days from the day of arrival.") % {"days": days}
    return _(
        "%(days)d working days from the day on which the application named everything needed. "
        "Days on which we waited for the family do not count."
    ) % {"days": days}


def papers(case: Case, user: User) -> list[PaperRow]:
    """Papers and files of the case that this person may see, newest version of each; two queries more."""
    documents = Document.objects.visible_to(user).filter(case_number=case.number)
    rows = []
    for document in documents.prefetch_related("versions__statuses", "versions__entry"):
        versions = list(document.versions.all())
        if versions:
            rows.append(_paper(document, versions))
    return rows


def _paper(document: Document, versions: Sequence[Any]) -> PaperRow:
    newest = versions[-1]
    statuses = list(newest.statuses.all())
    status = statuses[-1].status if statuses else ""
    return PaperRow(
        title=document.title,
        url=reverse("documents:version", args=[newest.pk]),
        version=newest.number,
        look=PAPER_LOOKS.get(Status(status), "queued") if status else "done",
        status=statuses[-1].get_status_display() if statuses else document.get_origin_display(),
        number=newest.entry.number if newest.entry else "",
    )


def facts(case: CreditApplication) -> list[Fact]:
    """Who and what, as far as it is known."""
    student, programme = case.student, case.programme
    comparing = case.compared_by or case.reviewer
    known = (
        (_("Student"), student and f"{student.full_name}, {student.birth_date:%d.%m.%Y}"),
        (_("Personal file"), student.file_number if student else ""),
        (
            _("Programme"),
            programme and _("%(title)s, %(hours)d h") % {"title": programme.title, "hours": programme.hours},
        ),
        (_("Studied at"), case.earlier_school),
        (_("Sender"), case.confirmed_how if case.sender_confirmed else _("not confirmed")),
        (_("Handed in by"), case.handed_in_by),
        (_("How it came"), case.get_channel_display()),
        (_("Incoming number"), case.incoming_number),
        (_("Compares"), comparing.display_name if comparing else ""),
        (_("Decides"), case.decided_by.display_name if case.decided_by else ""),
        (_("Number of the decision"), case.decision_number),
        (_("Paper originals"), case.original_place),
        (_("Split from"), case.split_from.number if case.split_from else ""),
    )
    return [Fact(name, value) for name, value in known if value]


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


def hint(case: CreditApplication, user: User) -> Case | None:
    """The open case that asks the same, if this person may see it."""
    if not case.hint or case.closed_at is not None:
        return None
    found: Case | None = Case.objects.visible_to(user).filter(number=case.hint).first()
    return found


def next_page(case: CreditApplication, user: User) -> dict[str, str] | None:
    """The page on which this person goes on, with its verb."""
    if case.pending:
        return None
    if case.state == State.COMPARISON and user.has_role(Role.REVIEWER):
        return {"url": reverse("credit_compare", args=[case.number]), "verb": _("Compare the courses")}
    if case.state == State.DECISION and user.has_role(Role.HEAD):
        return {"url": reverse("credit_decision", args=[case.number]), "verb": _("Decide")}
    return None


def offered(action: str, case: CreditApplication) -> bool:
    """Whether a legal action makes sense on the page now."""
    returned = "letter_returned" in case.needs_human
    waits = waits_for_signature(case)
    return {
        "confirm_sender": not case.sender_confirmed,
        "join": bool(case.hint),
        "split": len(case.lines.all()) > 1,
        "sign": waits,
        "hand_over": not waits and (case.on_paper or returned),
        "readdress": returned,
        "remind": case.reminded_at is None,
    }.get(action, True)


def pressing(action: str, case: CreditApplication) -> bool:
    """Whether the case waits for just this: such an action stands first and open."""
    return {
        "link_student": case.student_id is None,
        "confirm_sender": case.student_id is not None,
        "join": True,
        "accept": True,
        "complete": True,
        "reopen": True,
        "sign": True,
        "hand_over": True,
        "readdress": True,
    }.get(action, False)


def waits_for_signature(case: CreditApplication) -> bool:
    """Whether the packet is printed and not yet signed by hand."""
    return case.state in DECIDED and signing.awaits_signature(
        signing.paper(case.decision_number, case.number)
    )
