"""Placing a letter by hand: open its case, or its two cases, exactly as routing would have done."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from mailroom.models import Message
from organisation.models import User
from workflows import catalogue, routing
from workflows.cases import door
from workflows.cases.models import Case, Reading


class AlreadyPlaced(Exception):
    """Somebody else has placed the letter meanwhile."""


def reading_of(message: Message) -> Reading:
    """What was understood of the letter; read now when that never happened."""
    return Reading.objects.filter(message=message).first() or routing.read(message)


def courses_of(data: Mapping[str, Any], student: str) -> list[int]:
    """Positions of the courses that the letter gives to that student."""
    named = enumerate(data.get("courses") or (), start=1)
    return [position for position, course in named if course.get("student") == student]


def open_letter(
    message: Message, kind: str, student: str, second: str, second_lines: list[int], actor: User
) -> list[Case]:
    """Open a case of `kind` for `student`; with `second`, its lines move to a case of their own.

    One transaction. AlreadyPlaced when the letter no longer waits; a MoveRefused when the split is impossible.
    """
    with transaction.atomic():
        fresh = Message.objects.select_for_update().get(pk=message.pk)
        if not Message.objects.unrouted().filter(pk=fresh.pk).exists():
            raise AlreadyPlaced
        reading = reading_of(fresh)
        reading.data = {**reading.data, "student": student or reading.data.get("student")}
        routing.open_cases(fresh, reading, catalogue.by_kind(kind), actor)
        opened = Case.objects.get(message=fresh, split_from=None)
        if second and second_lines:
            door.move(catalogue.concrete(opened), "split", actor, lines=second_lines, student_written=second)
        return list(Case.objects.filter(message=fresh).order_by("pk"))
