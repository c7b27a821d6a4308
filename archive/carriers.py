"""Carriers: put into the archive with place and number, ended only by a decision with its reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

import journal
from archive.models import Carrier
from archive.rules import term_ends
from organisation.models import User
from organisation.profile import Profile


class NumberTaken(Exception):
    """Another carrier has this inventory number."""


class TooEarly(Exception):
    """It has to be kept on: for good, until a day, or until the student has left."""


class AlreadyEnded(Exception):
    """Somebody else decided first."""


def place(given: Mapping[str, Any], ours: Profile, by: User) -> Carrier:
    """Record a carrier; its term follows from the index in the list of files. NumberTaken."""
    lines = {each.index: each for each in ours.archive.files}
    line = lines.get(given["file_index"])
    term = line.years if line else None
    carrier = Carrier(
        **given,
        placed_by=by,
        for_good=line is not None and term is None,
        keep_until=None if term is None else term_ends(given["made_on"], term),
    )
    try:
        with transaction.atomic():
            carrier.save()
            journal.append("carrier_placed", carrier.inventory_number, {"place": carrier.place}, by)
    except IntegrityError as error:
        raise NumberTaken(carrier.inventory_number) from error
    return carrier


def must_stay(carrier: Carrier, today: date) -> bool:
    """Whether the carrier may not be destroyed yet."""
    if carrier.for_good or (carrier.keep_until is not None and carrier.keep_until > today):
        return True
    student = carrier.student
    return student is not None and (student.left_on is None or student.left_on > today)


def end(carrier: Carrier, ending: str, reason: str, by: User, today: date) -> None:
    """The decision that ends the keeping. TooEarly for a destruction before its time, AlreadyEnded for a second one."""
    if ending == Carrier.Ending.DESTROYED and must_stay(carrier, today):
        raise TooEarly
    with transaction.atomic():
        ended = Carrier.objects.kept().filter(pk=carrier.pk)
        if not ended.update(ending=ending, reason=reason, ended_by=by, ended_at=timezone.now()):
            raise AlreadyEnded
        told = {"ending": ending, "reason": reason}
        journal.append("carrier_ended", carrier.inventory_number, told, by)
