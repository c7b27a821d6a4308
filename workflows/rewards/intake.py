"""A nomination begins: written by a member of staff, or as a draft from a letter that somebody must take on."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

import faults
from mailroom.models import Message
from organisation.models import User
from records.lookup import by_pasted_list
from workflows.cases import door, files
from workflows.cases.models import Applicant, Channel
from workflows.cases.opening import Read, begin, keep_reply, letter_fields, may_acknowledge, open_case
from workflows.rewards import nominees
from workflows.rewards.models import RewardNomination, State


def prepare() -> None:
    """Nothing has to be loaded beforehand."""


def open_draft(actor: User, **fields: Any) -> RewardNomination:
    """An empty nomination of this member of staff."""
    with transaction.atomic():
        case: RewardNomination = open_case(
            RewardNomination,
            received_at=timezone.now(),
            channel=Channel.WEB,
            actor=actor,
            find_student=False,
            applicant_role=Applicant.STAFF,
            applicant_name=actor.display_name,
            sender_confirmed=True,
            reviewer=actor,
            **fields,
        )
        begin(case, actor)
    return case


def nominate(actor: User, fields: Mapping[str, Any], wanted: Sequence[Mapping[str, Any]]) -> RewardNomination:
    """A draft with what was chosen and the students named so far, or nothing at all. Invalid names the field."""
    with transaction.atomic():
        case = door.move(open_draft(actor), "edit", actor, **fields)
        return door.move(case, "nominate", actor, nominees=list(wanted)) if wanted else case


def open_from_message(message: Message, read: Read, actor: User | None = None) -> list[RewardNomination]:
    """A draft with the students whom the letter names beyond doubt; a person takes it on, whoever wrote it.

    A sender's address proves nothing, so that a letter never acts as a member of staff. Idempotent.
    """
    with transaction.atomic():
        existing = list(RewardNomination.objects.filter(message=message))
        if existing:
            return existing
        written = letter_fields(message, read)
        doubts = [*written.pop("needs_human"), "nominator_unknown"]
        subject = str((message.parsed or {}).get("subject") or "")
        case = open_case(
            RewardNomination,
            actor=actor,
            find_student=False,
            occasion=subject[:300],
            needs_human=doubts,
            **written,
        )
        certain = [{"student": each.pk} for each in named(read)]
        if certain:
            nominees.take_on(case, certain)
        begin(case, actor)
        files.store_attachments(message, case.number)
        door.move(case, "add_letter", actor, acknowledge=may_acknowledge(message), first=True, unread=True)
    faults.reach("case_committed")
    return [case]


def named(read: Read) -> list[Any]:
    """Students of the letter who are certain; namesakes and unknown names are left to a person."""
    names = [str(each.get("name") or "") for each in read.get("students") or ()]
    names.append(str(read.get("student") or ""))
    found = by_pasted_list("\n".join(dict.fromkeys(name for name in names if name)))
    return [each.students[0] for each in found if len(each.students) == 1 and not each.elsewhere]


def take_reply(case: RewardNomination, message: Message, read: Read) -> RewardNomination:
    """A further letter: kept in the case, and the office is called."""
    with transaction.atomic():
        case = keep_reply(case, message)
        if case.state == State.WITHDRAWN:
            return case
        return door.move(case, "add_letter", None, message=message.pk, unread=True)
