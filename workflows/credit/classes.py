"""One comparison applied to a class: a case for each student with an own mark and an own document, decided together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents import numbering
from organisation import grades, profile
from organisation.models import User
from organisation.profile import Profile
from records.models import Student
from workflows.cases import decisions, door
from workflows.cases.models import Applicant, Channel
from workflows.cases.opening import begin
from workflows.credit import class_order, rules, wording
from workflows.credit.models import CourseLine, CreditApplication, State
from workflows.credit.opening import open_case


@dataclass(frozen=True)
class Member:
    """A student of the class: the marks by position of the line, and the document on which they were seen."""

    student: Student
    marks: Mapping[int, str]
    evidence: Mapping[str, Any]  # kind, number, on (ISO), issued_by, seal, signature


def judged(lead: CreditApplication) -> list[CourseLine]:
    """The lines for which every student needs a mark of their own: not those that nobody is credited."""
    return [
        line
        for line in lead.lines.select_related("unit")
        if line.verdict in (rules.CREDITED, rules.ASSESSMENT)
    ]


def applicable(lead: CreditApplication) -> bool:
    """Whether the comparison is whole enough to be applied: it has verdicts and is not decided yet."""
    lines = list(lead.lines.all())
    here = lead.state in (State.COMPARISON, State.DECISION) and lead.class_of_id is None
    return here and lead.programme_id is not None and bool(lines) and all(line.verdict for line in lines)


def groups(lead: CreditApplication) -> list[str]:
    """Groups of the same programme."""
    return sorted(set(_students(lead).values_list("group", flat=True)) - {""})


def students(lead: CreditApplication, group: str) -> list[Student]:
    """Those of a group who have no case of this class yet."""
    have = lead.classmates.values_list("student", flat=True)
    found = _students(lead).filter(group=group).exclude(pk__in=[lead.student_id, *have])
    return list(found.prefetch_related("representatives").order_by("last_name", "first_name", "pk"))


def _students(lead: CreditApplication) -> Any:
    return Student.objects.filter(programme=lead.programme, left_on=None)


def add(lead: CreditApplication, members: Iterable[Member], actor: User) -> list[CreditApplication]:
    """A case for each, one transaction each: what a break left out is made by sending the form again.

    Whole cases go to the head; a mark that the scale does not know leaves the case with the reviewer.
    """
    return [_add(lead, member, actor) for member in members]


def _add(lead: CreditApplication, member: Member, actor: User) -> CreditApplication:
    with transaction.atomic():
        lead = door.lock(lead)
        if (made := _made(lead, member)) is not None:
            return made
        lines = list(lead.lines.select_related("unit"))
        case = open_case(
            courses=[_course(line, member) for line in lines], actor=actor, **_about(lead, member)
        )
        begin(case, actor)
        case = door.move(case, "accept", None, complete_at=case.received_at, acknowledge=False)
        case = door.move(case, "add_evidence", actor, **member.evidence)
        ours = profile.current()
        case = door.move(case, "compare", actor, lines=[_ruling(line, member, ours) for line in lines])
        return _handed_over(case, actor)


def _handed_over(case: CreditApplication, actor: User) -> CreditApplication:
    """With the head, or with the reviewer while something is wanting."""
    try:
        with transaction.atomic():
            return door.move(case, "submit", actor)
    except door.Invalid:
        return _again(case)


def _made(lead: CreditApplication, member: Member) -> CreditApplication | None:
    found: CreditApplication | None = CreditApplication.objects.filter(
        class_of=lead, student=member.student
    ).first()
    return found


def _again(case: CreditApplication) -> CreditApplication:
    fresh: CreditApplication = CreditApplication.objects.get(pk=case.pk)
    return fresh


def _course(line: CourseLine, member: Member) -> dict[str, Any]:
    return {
        "title": line.title,
        "hours": line.hours,
        "assessment_form": line.assessment_form,
        "topics": line.topics,
        "result": member.marks.get(line.position, ""),
    }


def _about(lead: CreditApplication, member: Member) -> dict[str, Any]:
    """The columns of the new case; the answer goes to the address that is on file."""
    student, now = member.student, timezone.now()
    today = timezone.localdate()
    acting = [each for each in student.representatives.all() if each.email and each.acts_on(today)]
    address = acting[0].email if acting else student.email
    role = Applicant.REPRESENTATIVE if acting else Applicant.STUDENT
    return {
        "received_at": now,
        "channel": Channel.COUNTER,
        "find_student": False,
        "student": student,
        "student_written": student.full_name,
        "programme": lead.programme,
        "class_of": lead,
        "reviewer": lead.reviewer,
        "earlier_school": lead.earlier_school,
        "incoming_number": lead.incoming_number,
        "applicant_name": acting[0].full_name if acting else student.full_name,
        "applicant_email": address,
        "applicant_role": role,
        "sender_confirmed": True,
        "confirmed_how": f"список класса, дело № {lead.number}",
    }


def _ruling(line: CourseLine, member: Member, ours: Profile) -> dict[str, Any]:
    """The verdict of the comparison with the student's own mark: a fail is refused, an unknown mark stays open."""
    same = {
        "position": line.position,
        "unit": line.unit_id,
        "verdict": line.verdict,
        "reason_code": line.reason_code,
        "reason_words": line.reason_words,
        "assessment_until": line.assessment_until.isoformat() if line.assessment_until else "",
    }
    written = member.marks.get(line.position, "")
    if line.verdict != rules.CREDITED:
        return same
    mark = grades.convert(written, ours)
    if mark is None:
        return {**same, "verdict": ""}
    if mark.passing:
        return {**same, "result": mark.ours}
    words = wording.counted({"code": "result_failed", "result": written}, ours.credit.threshold_percent)
    return {**same, "verdict": rules.REFUSED, "reason_code": "failed", "reason_words": words}


@dataclass(frozen=True)
class Decided:
    """What became of a decision for a class: how many are being made, and who could not be decided, with the reason."""

    begun: int
    refused: Sequence[tuple[CreditApplication, door.MoveRefused]]


def decide(lead: CreditApplication, actor: User, version: int, note: str = "") -> Decided:
    """The order first, then the decision of every case as compared; the worker makes their papers one by one.

    Each step stands for itself: after a break the same button goes on with what is left. MoveRefused for the order.
    """
    if not lead.class_order:
        lead = decisions.act(lead, "order_class", actor, version=version)
    begun, refused = 0, []
    for case in class_order.ready(lead):
        if case.pending:
            continue
        action = rules.outcome([line.verdict for line in case.lines.all()])
        try:
            entry = decisions.reserve(case, action, actor, None, {"note": note})
        except door.MoveRefused as error:
            refused.append((case, error))
            continue
        numbering.postpone(entry, timezone.now())
        begun += 1
    return Decided(begun, refused)
