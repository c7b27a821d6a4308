"""Opening a numbered case of any kind: its number, its incoming number, whom it is about, and its first step."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.module_loading import import_string

import journal
from documents import numbering
from mailroom import outbox
from mailroom.models import Message
from organisation import profile
from organisation.models import User
from records import contacts
from workflows.cases import correspondence, door, files, turns
from workflows.cases.models import Case, CaseMessage, Channel

AnyCase = TypeVar("AnyCase", bound=Case)
Read = Mapping[str, Any]  # what was understood of a letter, as JSON


def open_case(
    model: type[AnyCase],
    *,
    received_at: datetime,
    channel: str,
    actor: User | None = None,
    find_student: bool = True,
    **fields: Any,
) -> AnyCase:
    """A new numbered row in the first state of its kind, not yet begun. Call inside a transaction.

    find_student: look for student and sender in the records by what was written. fields: columns of the case.
    """
    ours = profile.current()
    day = timezone.localtime(received_at, ours.tz).date()
    case: AnyCase = model(
        number=new_number(model.KIND, day, actor, fields.get("student_written", "")),
        kind=model.KIND,
        state=model.START,
        received_at=received_at,
        channel=channel,
        **fields,
    )
    if find_student:
        recognise(case)
    case.incoming_number = case.incoming_number or correspondence.came(case, day, actor)
    case.save()
    if case.message is not None:
        CaseMessage.objects.create(case=case, message=case.message)
    return case


def new_number(kind: str, day: date, actor: User | None, about: str = "") -> str:
    """The next case number; in a series that restarts yearly the year is added where the bare number is taken."""
    entry = numbering.register(
        f"case.{kind}",
        profile.current().series[f"case.{kind}"],
        on=day,
        case_number="",
        kind="case",
        actor_id=actor.pk if actor else None,
        snapshot={"about": about},
    )
    taken = Case.objects.filter(number=entry.number).exists()
    return f"{entry.number}/{day.year}" if taken else entry.number


def begin(case: Case, actor: User | None) -> None:
    """The first step: the case is there, and somebody's turn begins."""
    turns.advance(case, import_string(case.FLOW), actor)
    case.save()
    door.record(case, "receive", actor, "", data={"channel": case.channel})
    journal.append("case", case.number, {"received_at": case.received_at.isoformat()}, actor)


def recognise(case: Case) -> None:
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
    case.link(student)
    if contact is not None:
        case.sender_confirmed, case.confirmed_how = True, contact.words
        case.applicant_role, case.applicant_name = contact.role, contact.name


def letter_fields(message: Message, read: Read) -> dict[str, Any]:
    """The columns of a case that its letter gives, ready for open_case."""
    birth = read.get("student_birth_date")
    return {
        "received_at": message.received_at,
        "channel": Channel.EMAIL,
        "message": message,
        "applicant_name": value(read, "applicant_name"),
        "applicant_email": value(read, "reply_to") or message.sender,
        "applicant_role": read.get("applicant_role") or "unknown",
        "handed_in_by": value(read, "handed_in_by"),
        "student_written": value(read, "student"),
        "birth_written": date.fromisoformat(birth) if birth else None,
        "needs_human": list(read.get("needs_human") or ()),
    }


def value(read: Read, name: str) -> str:
    """A value of the reading as text; empty when nothing trustworthy was read."""
    found = read.get(name)
    return str(found) if found else ""


def may_acknowledge(message: Message) -> bool:
    """Machines get no answer, and nobody gets more than the daily number of automatic letters."""
    return not message.machine_kind and outbox.may_acknowledge(message.sender, timezone.now())


def keep_reply(case: AnyCase, message: Message) -> AnyCase:
    """A further letter and its files belong to the case from now on. Returns the case with its row locked."""
    case = door.lock(case)
    _, fresh = CaseMessage.objects.get_or_create(case=case, message=message, defaults={"role": "reply"})
    if fresh:
        day = timezone.localtime(message.received_at, profile.current().tz).date()
        correspondence.came(case, day, None, message)
    files.store_attachments(message, case.number)
    return case
