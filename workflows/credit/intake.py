"""Letter or form to new case. One transaction: case, attachments as documents, first move, acknowledgement."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

import faults
from documents.uploads import CheckedFile, attach, keep_bytes
from mailroom import outbox
from mailroom.models import Message
from organisation.models import User
from workflows.cases import door, files
from workflows.cases.opening import Read, begin, keep_reply, letter_fields, may_acknowledge
from workflows.credit import lines, rules, scans
from workflows.credit.comparison import compare_titles
from workflows.credit.models import BEFORE_DECISION, CreditApplication, State
from workflows.credit.opening import open_case
from workflows.credit.proposals import prepare as prepare

# What must be settled by the office before anybody compares; other doubts wait beside their line.
BLOCKING = frozenset({"several_students", "several_requests", "student_unclear"})


def open_from_message(message: Message, read: Read, actor: User | None = None) -> list[CreditApplication]:
    """Open the case of a letter; two children in one letter open two cases when each line names its child.

    The whole happens in one transaction; calling again for a letter that has its case returns that case.
    """
    with transaction.atomic():
        existing = list(CreditApplication.objects.filter(message=message))
        if existing:
            return existing
        case = open_case(
            courses=[course_of(each) for each in read["courses"]],
            actor=actor,
            **letter_fields(message, read),
        )
        begin(case, actor)
        files.store_attachments(message, case.number)
        scans.expect(case)
        cases = [case]
        if hint := already_open(case):
            case.hint = hint
            case.save()
        first_move(case, read, actor, may_acknowledge(message))
    faults.reach("case_committed")
    return cases


def course_of(read: Read) -> dict[str, Any]:
    """One read course as columns of a line; untrusted values stay empty and are marked for a person."""
    return {
        "title": read.get("title") or "",
        "hours": read.get("hours"),
        "assessment_form": read.get("assessment_form") or "",
        "result": read.get("result") or "",
        "sources": dict(read.get("sources") or {}),
        "needs_human": bool(read.get("needs_human")),
    }


def already_open(case: CreditApplication) -> str:
    """Number of another open case of the same child with a course of the same title, to offer joining."""
    if case.student_id is None:
        return ""
    titles = [line.title for line in case.lines.all()]
    others = CreditApplication.objects.filter(
        student=case.student, state__in=BEFORE_DECISION, lines__title__in=titles
    )
    other = others.exclude(pk=case.pk).order_by("pk").first()
    return other.number if other else ""


def first_move(
    case: CreditApplication, read: Read, actor: User | None, acknowledge: bool
) -> CreditApplication:
    """Where a fresh case goes: to comparison when whole, to the applicant when not, to the office when in doubt."""
    lacking = list(read.get("missing") or ())
    if BLOCKING.intersection(case.needs_human):
        return door.move(case, "add_letter", actor, acknowledge=acknowledge, first=True)
    if lacking:
        return door.move(case, "ask", actor, missing=lacking, acknowledge=acknowledge)
    if not case.lines.exists():
        return door.move(case, "add_letter", actor, acknowledge=acknowledge, first=True)
    return door.move(case, "accept", actor, complete_at=case.received_at, acknowledge=acknowledge)


def take_reply(case: CreditApplication, message: Message, read: Read) -> CreditApplication:
    """A letter in an open case: keep it, fill in what it gives, go on when the application is whole."""
    with transaction.atomic():
        case = keep_reply(case, message)
        scans.expect(case)
        if case.state == State.WITHDRAWN:
            return case
        if case.state not in (State.INCOMPLETE, State.LAPSED):
            return door.move(case, "add_letter", None, message=message.pk, unread=True)
        fill_in(case, read)
        lacking = rules.missing([line.claim for line in case.lines.all()])
        if lacking:
            return door.move(case, "add_letter", None, message=message.pk, still=lacking, unread=True)
        action = "complete" if case.state == State.INCOMPLETE else "reopen"
        return door.move(case, action, None, complete_at=message.received_at)


def fill_in(case: CreditApplication, read: Read) -> None:
    """Put newly given values into the empty places; a value that is there is never overwritten by a machine."""
    given = [course_of(each) for each in read.get("courses") or ()]
    present = list(case.lines.all())
    if not present:
        lines.replace(case, given) if given else None
        return
    for each in given:
        line = match(present, each["title"])
        if line is None:
            continue
        for name in ("title", "hours", "assessment_form", "result"):
            if getattr(line, name) in (None, "") and each[name] not in (None, ""):
                setattr(line, name, each[name])
                line.sources[name] = each["sources"].get(name, {"rule": "reply"})
        line.save()


def match(present: Sequence[Any], title: str) -> Any | None:
    """The line a given course belongs to: by title, as written or in other words, or the only line there is."""
    wanted = title.strip().lower()
    for line in present:
        if wanted and wanted == line.title.lower():
            return line
    near = [line for line in present if wanted and line.title and compare_titles(line.title, title).same]
    if len(near) == 1:  # «по лепке 72 часа»
        return near[0]
    return present[0] if len(present) == 1 and (not wanted or not present[0].title) else None


def open_from_form(
    data: Mapping[str, Any],
    uploads: Sequence[CheckedFile],
    *,
    channel: str,
    actor: User | None = None,
    received_at: datetime | None = None,
) -> CreditApplication:
    """A case from the web form or from the counter. The form has checked that the mandatory four are there."""
    now = received_at or timezone.now()
    keep_bytes(uploads)
    with transaction.atomic():
        case = open_case(
            received_at=now,
            channel=channel,
            actor=actor,
            courses=[course_of(each) for each in data["courses"]],
            applicant_name=data["applicant_name"],
            applicant_email=data.get("applicant_email", ""),
            applicant_role=data.get("applicant_role", "unknown"),
            postal_address=data.get("postal_address", ""),
            student_written=data["student"],
            birth_written=data.get("student_birth_date"),
            earlier_school=data.get("earlier_school", ""),
            original_place=data.get("original_place", ""),
            incoming_number=data.get("incoming_number", ""),
            once=data.get("once"),
            sent_from=data.get("sent_from", ""),
        )
        begin(case, actor)
        attach(case.number, uploads, actor)
        scans.expect(case)
        if hint := already_open(case):
            case.hint = hint
            case.save()
        if identity := data.get("identity", "").strip():
            case = door.move(case, "confirm_sender", actor, how=identity)
        polite = bool(case.applicant_email) and outbox.may_acknowledge(case.applicant_email, now)
        case = first_move(case, {"missing": []}, actor, polite)
    faults.reach("case_committed")
    return case
