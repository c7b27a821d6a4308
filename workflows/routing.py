"""From a stored letter to its case: pull what is unrouted, understand it, hand it to the workflow it belongs to.

Nothing is ever dropped: what no workflow takes stays on the office's desk as unrouted, with the reason.
"""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction

import sandbox
from mailroom import receive, threads
from mailroom.models import Message
from organisation.models import User
from organisation.profile import ProfileMissing, current
from storage import blobs
from workflows import catalogue
from workflows.cases import door
from workflows.cases.models import Case, CaseMessage, Reading
from workflows.credit import apart

log = logging.getLogger(__name__)

SAME_APPLICATION_WITHIN = timedelta(days=30)


def route_waiting(limit: int = 50) -> dict[str, int]:
    """Route every letter that waits; counts per outcome. Safe beside other workers: each letter is leased."""
    counts: dict[str, int] = {}
    for message in Message.objects.waiting()[:limit]:
        outcome = route(message)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def route(message: Message) -> str:
    """Route one letter: machine, duplicate, reply, case, unrouted, or busy (another worker has it)."""
    if not receive.claim(message):
        return "busy"
    message = receive.understand(message)
    if message.status == Message.Status.QUARANTINED:
        return "quarantined"
    reading = read(message)
    catalogue.prepare()
    return settle(message, reading)


def read(message: Message) -> Reading:
    """What the letter says, from its stored bytes; reading happens in a child process with limits."""
    try:
        answer = apart.understand(blobs.get(message.sha256))
    except sandbox.SandboxError as error:
        answer = unread(message, error.code)
    reading, _ = Reading.objects.update_or_create(
        message=message, defaults={"kind": answer["kind"], "data": answer}
    )
    return reading


def unread(message: Message, code: str) -> dict[str, Any]:
    """The answer for a letter that could not be read within limits: a person looks."""
    return {
        "kind": message.machine_kind or "other",
        "applicant_name": None,
        "applicant_role": "unknown",
        "student": None,
        "student_birth_date": None,
        "students": [],
        "courses": [],
        "missing": [],
        "needs_human": [f"unreadable_{code}"],
        "handed_in_by": None,
        "reply_to": None,
    }


def settle(message: Message, reading: Reading) -> str:
    """Put the letter where it belongs, once. The lease ends with the letter's new status."""
    if message.machine_kind:
        return receive.finish(message, Message.Status.MACHINE)
    if message.duplicate_of_id is not None:
        return same_as(message, message.duplicate_of)
    case = case_of_thread(message)
    if case is not None:
        return take_reply(message, case, reading)
    workflow = catalogue.for_mail(reading.kind)
    if workflow is None or not takes(workflow.kind):
        return receive.finish(message, Message.Status.UNROUTED)
    earlier = same_application(message, reading)
    if earlier is not None:
        return join_duplicate(message, earlier)
    return open_cases(message, reading, workflow)


def take_reply(message: Message, case: Case, reading: Reading) -> str:
    """Give a letter to the case it answers. While that case is being decided, the letter waits a minute."""
    try:
        with transaction.atomic():
            catalogue.intake(case.kind).take_reply(catalogue.concrete(case), message, reading.data)
            # Nobody's desk shows a closed case: the office gets the letter itself.
            status = Message.Status.UNROUTED if case.closed_at else Message.Status.ROUTED
            return receive.finish(message, status, [case.number], outcome="reply")
    except door.Busy:
        return receive.put_off(message)
    except door.MoveRefused:
        # A withdrawn case takes no letters: a person reads what was written.
        return receive.finish(message, Message.Status.UNROUTED, [case.number])


def open_cases(
    message: Message, reading: Reading, workflow: catalogue.Workflow, actor: User | None = None
) -> str:
    """Let the workflow open its case or cases; the letter's status changes in the same transaction."""
    with transaction.atomic():
        cases = catalogue.intake(workflow.kind).open_from_message(message, reading.data, actor)
        return receive.finish(message, Message.Status.ROUTED, [case.number for case in cases], outcome="case")


def takes(kind: str) -> bool:
    """Whether the organisation opens such cases. What it does not know, and all before set-up, waits for the office."""
    try:
        return current().is_on(kind)
    except ProfileMissing:
        return False


def case_of_thread(message: Message) -> Case | None:
    """The case that a letter answers, if it can be told safely (see mailroom.threads)."""
    number = threads.thread_of(message)
    return Case.objects.filter(number=number).first() if number else None


def same_as(message: Message, original: Message | None) -> str:
    """The same bytes once more: kept, linked, and no second case."""
    numbers = list(original.case_numbers) if original is not None else []
    return receive.finish(message, Message.Status.DUPLICATE, numbers, outcome="duplicate")


def same_application(message: Message, reading: Reading) -> Message | None:
    """An earlier letter of the same sender that says the same and opened a case lately: this one is a repeat."""
    since = message.received_at - SAME_APPLICATION_WITHIN
    earlier = Reading.objects.filter(
        kind=reading.kind,
        message__sender=message.sender,
        message__received_at__gte=since,
        message__status=Message.Status.ROUTED,
    ).exclude(message=message)
    for each in earlier.select_related("message").order_by("pk"):
        if each.data["courses"] and gist(each.data) == gist(reading.data):
            return each.message
    return None


def gist(data: dict[str, Any]) -> Any:
    """What two letters must share to be the same application."""
    fields = ("title", "hours", "assessment_form", "result")
    return data.get("student"), [[course.get(name) for name in fields] for course in data["courses"]]


def join_duplicate(message: Message, earlier: Message) -> str:
    """Keep the repeat in the case of the first, without an answer of its own."""
    with transaction.atomic():
        for case in Case.objects.filter(number__in=earlier.case_numbers):
            CaseMessage.objects.get_or_create(case=case, message=message, defaults={"role": "duplicate"})
        Message.objects.filter(pk=message.pk).update(duplicate_of=earlier)
        return receive.finish(
            message, Message.Status.DUPLICATE, list(earlier.case_numbers), outcome="duplicate"
        )


def oldest_unrouted() -> Message | None:
    """The letter that has waited longest for a person."""
    return Message.objects.unrouted().order_by("received_at").first()
