"""What is typed into forms: an application (web or counter), the missing part. Each counts once."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents.uploads import CheckedFile, attach, keep_bytes
from organisation.models import User
from workflows.cases import door, sent_once
from workflows.cases.models import Channel
from workflows.credit import intake, lines, scans
from workflows.credit.models import CreditApplication, State

Read = Mapping[str, Any]  # one course as the form gives it


def open_once(
    data: Mapping[str, Any],
    uploads: Sequence[CheckedFile],
    once: uuid.UUID,
    *,
    channel: str = Channel.WEB,
    actor: User | None = None,
) -> tuple[CreditApplication, bool]:
    """The case of a form, and whether it is new: the same form sent twice opens one case."""

    def opened() -> CreditApplication:
        return intake.open_from_form({**data, "once": once}, uploads, channel=channel, actor=actor)

    return sent_once.open_once(CreditApplication, once, opened)


def answer_form(
    case: CreditApplication,
    courses: Sequence[Read],
    uploads: Sequence[CheckedFile],
    *,
    words: str = "",
    once: uuid.UUID | None = None,
) -> CreditApplication:
    """The applicant completed the pre-filled form: the same as a reply that gives everything.

    MoveRefused when the case waits for nothing any more. `once` is kept in the step: see answered_by.
    """
    keep_bytes(uploads)
    with transaction.atomic():
        case = door.lock(case)
        kept = {
            line.title: {"topics": line.topics, "register_number": line.register_number}
            for line in case.lines.all()
        }
        lines.replace(case, [{**each, **kept.get(each["title"], {})} for each in courses])
        attach(case.number, uploads, None)
        scans.expect(case)
        action = "reopen" if case.state == State.LAPSED else "complete"
        now = timezone.now()
        return door.move(case, action, None, complete_at=now, note=words, once=str(once or ""))


def answered_by(case: CreditApplication, once: uuid.UUID) -> bool:
    """Whether this very form has completed the case already: the second of two clicks."""
    steps = case.steps.filter(action__in=("complete", "reopen"))
    return steps.filter(data__once=str(once)).exists()
