"""Opening a numbered case: from a letter, a form, the counter, or by splitting another case."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

import journal
from documents import numbering
from organisation import profile
from organisation.models import User
from records import contacts
from workflows.cases import door, turns
from workflows.cases.models import Case, CaseMessage
from workflows.credit.models import CourseLine, CreditApplication


def open_case(
    *,
    received_at: datetime,
    channel: str,
    actor: User | None = None,
    courses: Sequence[dict[str, Any]] = (),
    **fields: Any,
) -> CreditApplication:
    """A new case in `received`, numbered and with its lines. Call inside a transaction.

    courses: [{title, hours, assessment_form, result, topics, sources, needs_human}]. fields: columns of the case.
    """
    ours = profile.current()
    day = timezone.localtime(received_at, ours.tz).date()
    case: CreditApplication = CreditApplication(
        number=new_number(day, actor),
        kind=CreditApplication.KIND,
        received_at=received_at,
        channel=channel,
        **fields,
    )
    case.incoming_number = case.incoming_number or incoming_number(case, day, actor)
    recognise(case)
    case.save()
    for position, each in enumerate(courses, start=1):
        CourseLine.objects.create(case=case, position=position, **each)
    if case.message is not None:
        CaseMessage.objects.create(case=case, message=case.message)
    return case


def new_number(day: date, actor: User | None) -> str:
    """The next case number. A series that restarts yearly gets the year added where the bare number is taken."""
    entry = numbering.register(
        "case.credit",
        profile.current().series["case.credit"],
        on=day,
        case_number="",
        kind="case",
        actor_id=actor.pk if actor else None,
    )
    taken = Case.objects.filter(number=entry.number).exists()
    return f"{entry.number}/{day.year}" if taken else entry.number


def incoming_number(case: CreditApplication, on: date, actor: User | None) -> str:
    """The number in the register of incoming papers; empty where the profile keeps no such register."""
    series = profile.current().series.get("incoming")
    if series is None or series.kind == "external":
        return ""
    entry = numbering.register(
        "incoming",
        series,
        on=on,
        case_number=case.number,
        kind="incoming",
        actor_id=actor.pk if actor else None,
    )
    return entry.number


def begin(case: CreditApplication, actor: User | None, flow: Any) -> None:
    """The first step: the case is there, and somebody's turn begins."""
    turns.advance(case, flow, actor)
    case.save()
    door.record(case, "receive", actor, "", data={"channel": case.channel})
    journal.append("case", case.number, {"received_at": case.received_at.isoformat()}, actor)


def recognise(case: CreditApplication) -> None:
    """Find student and sender in the records. Namesakes and strangers are left to a person, never guessed.

    A lone match by name links only if the birth date agrees or the writer's address is on that student's file.
    """
    if case.student_id:
        return
    found = contacts.candidates(case.student_written, case.birth_written) if case.student_written else []
    student = found[0] if len(found) == 1 else None
    contact = contacts.find(student, case.applicant_email, timezone.localdate()) if student else None
    dated = student is not None and case.birth_written == student.birth_date
    if student is None or not (contact or dated):
        case.needs_human = [*case.needs_human, "namesake" if found else "student_unknown"]
        return
    case.student, case.programme = student, student.programme
    if contact is not None:
        case.sender_confirmed, case.confirmed_how = True, contact.words
        case.applicant_role, case.applicant_name = contact.role, contact.name


def open_split(
    case: CreditApplication, chosen: Sequence[CourseLine], student_written: str
) -> CreditApplication:
    """A second case for some lines of the first: same letter, same day 0, its own number and clock."""
    second = open_case(
        received_at=case.received_at,
        channel=case.channel,
        applicant_name=case.applicant_name,
        applicant_email=case.applicant_email,
        applicant_role=case.applicant_role,
        student_written=student_written,
        message=case.message,
        split_from=case,
        handed_in_by=case.handed_in_by,
    )
    for position, line in enumerate(chosen, start=1):
        line.case, line.position, line.unit = second, position, None
        line.save()
    for position, line in enumerate(case.lines.order_by("position"), start=1):
        if line.position != position:
            line.position = position
            line.save()
    return second
