"""The daily counter paper: the request goes through all its states by the office, each step through the door."""

from typing import Any

from django.db import transaction

from organisation.models import User
from workflows.cases import decisions, door, sent_once
from workflows.cases.models import Channel
from workflows.disclosure import intake
from workflows.disclosure.models import RecordRequest, State
from workflows.disclosure.states import by_office_alone


def issue(opening: dict[str, Any], identity: dict[str, Any], officer: User) -> RecordRequest:
    """Opened, identified and prepared in one transaction; then issued and handed over, or left to the head.

    `opening` holds the form's key `once`: sent twice it makes one certificate. Invalid: there is no right, and
    nothing was opened.
    """

    def opened() -> RecordRequest:
        with transaction.atomic():
            case = intake.open_from_form(opening, channel=Channel.COUNTER, actor=officer)
            case = door.move(case, "identify", officer, **identity)
            return door.move(case, "submit", officer)

    case, fresh = sent_once.open_once(RecordRequest, opening["once"], opened)
    if not fresh or not by_office_alone(case):
        return case
    case = decisions.decide(case, "issue", officer)
    if case.state == State.DISCLOSED and "hand_over" in door.allowed(case, officer):
        return handed(case, officer)
    return case


def handed(case: RecordRequest, officer: User) -> RecordRequest:
    """Given at the counter; a paper that has to be signed by hand waits for that."""
    try:
        return door.move(case, "hand_over", officer, how=f"лично у окна, экземпляров: {case.copies}")
    except door.NotNow:
        return case
