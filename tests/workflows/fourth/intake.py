"""A letter becomes a case."""

from django.db import transaction

from tests.workflows.fourth.models import LeaveRequest
from workflows.cases import door, files
from workflows.cases.opening import begin, keep_reply, letter_fields, may_acknowledge, open_case


def prepare():
    """Nothing has to be loaded beforehand."""


def open_from_message(message, read, actor=None):
    """One case for a letter; calling again returns it."""
    with transaction.atomic():
        existing = list(LeaveRequest.objects.filter(message=message))
        if existing:
            return existing
        case = open_case(LeaveRequest, actor=actor, **letter_fields(message, read))
        begin(case, actor)
        files.store_attachments(message, case.number)
        return [door.move(case, "add_letter", actor, first=True, acknowledge=may_acknowledge(message))]


def take_reply(case, message, read):
    """A further letter calls the office."""
    with transaction.atomic():
        case = keep_reply(case, message)
        return door.move(case, "add_letter", None, message=message.pk, unread=True)
