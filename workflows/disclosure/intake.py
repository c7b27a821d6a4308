"""Letter or form to new case. One transaction: case, attachments as documents, first move, acknowledgement."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

import faults
from mailroom.models import Message
from organisation import profile
from organisation.models import User
from records import contacts
from workflows.cases import clock, door, files
from workflows.cases.models import Applicant
from workflows.cases.opening import Read, begin, keep_reply, letter_fields, may_acknowledge, open_case
from workflows.disclosure.asked import papers_asked
from workflows.disclosure.models import RecordRequest, RequestedStudent, State
from workflows.disclosure.rules import Capacity

# What the office has to settle before a request is taken up.
BLOCKING = frozenset({"several_students", "several_requests", "student_unclear"})
COLUMNS = (
    "applicant_name",
    "applicant_email",
    "applicant_role",
    "postal_address",
    "capacity",
    "papers",
    "period_from",
    "period_to",
    "purpose",
    "copies",
    "oral",
    "ground",
    "request_number",
    "request_date",
    "delivery",
    "original_place",
    "once",
    "sent_from",
)


def prepare() -> None:
    """Nothing has to be loaded before a request can be opened."""


def open_from_message(message: Message, read: Read, actor: User | None = None) -> list[RecordRequest]:
    """Open the case of a letter; calling again for a letter that has its case returns that case."""
    with transaction.atomic():
        existing = list(RecordRequest.objects.filter(message=message))
        if existing:
            return existing
        offered = profile.current().disclosure.papers
        fields = letter_fields(message, read)
        case = open_case(
            RecordRequest,
            actor=actor,
            papers=papers_asked(str(read.get("text") or ""), offered),
            capacity=capacity_of(str(fields["applicant_role"])),
            **fields,
        )
        start(case, actor)
        files.store_attachments(message, case.number)
        case = first_move(case, actor, acknowledge=may_acknowledge(message))
    faults.reach("case_committed")
    return [case]


def first_move(case: RecordRequest, actor: User | None, *, acknowledge: bool) -> RecordRequest:
    """To identification when it is known what is asked; otherwise the office reads the letter."""
    if not case.papers or BLOCKING.intersection(case.needs_human):
        return door.move(case, "add_letter", actor, acknowledge=acknowledge, first=True)
    return door.move(case, "take_up", actor, acknowledge=acknowledge)


def take_reply(case: RecordRequest, message: Message, read: Read) -> RecordRequest:
    """A letter in an open case: keep it and call the office."""
    with transaction.atomic():
        case = keep_reply(case, message)
        if case.state == State.WITHDRAWN:
            return case
        return door.move(case, "add_letter", None, message=message.pk, unread=True)


def open_from_form(
    data: Mapping[str, Any], *, channel: str, actor: User | None = None, received_at: datetime | None = None
) -> RecordRequest:
    """A case from the web form or typed by the office.

    data: columns of the case, `student` as written or `student_found` (ours), `others`: further students as written.
    """
    found = data.get("student_found")
    with transaction.atomic():
        case = open_case(
            RecordRequest,
            received_at=received_at or timezone.now(),
            channel=channel,
            actor=actor,
            student=found,
            student_written=data.get("student") or (found.full_name if found else ""),
            birth_written=data.get("student_birth_date"),
            **{name: data[name] for name in COLUMNS if name in data},
        )
        add_others(case, data.get("others") or ())
        start(case, actor)
        return first_move(case, actor, acknowledge=data.get("acknowledge", True))


def add_others(case: RecordRequest, written: Sequence[str]) -> None:
    """Further students of an authority's letter; a lone match by name is linked, the others are left to a person."""
    for position, words in enumerate(written, start=2):
        found = contacts.candidates(words)
        student = found[0] if len(found) == 1 else None
        RequestedStudent.objects.create(
            request=case, position=position, written=words, student=student, open=len(found) > 1
        )


def start(case: RecordRequest, actor: User | None) -> None:
    """The term runs from the request; then the first step."""
    clock.refresh(case)
    begin(case, actor)


def capacity_of(role: str) -> str:
    """The capacity as far as a letter says it; the office checks it."""
    if role == Applicant.STUDENT:
        return Capacity.STUDENT
    return Capacity.REPRESENTATIVE if role == Applicant.REPRESENTATIVE else ""
