"""Papers that have their number and are not made: what the board tells of them, and one more try by a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from documents import numbering
from documents.models import Correction, Entry
from organisation.models import User

PATIENCE = timedelta(minutes=15)  # by then the clock has finished every reservation that can be finished
SHOWN = 20


@dataclass(frozen=True)
class Unmade:
    """One paper: why it is not made yet. `by_itself`: the clock goes on; `pk`: what a person may try again."""

    pk: int | None
    number: str
    title: str
    case_number: str
    since: datetime
    reason: str
    by_itself: bool


def count() -> int:
    """How many wait: papers with a number, and corrected versions."""
    since = timezone.now() - PATIENCE
    return Entry.objects.unmade(since).count() + Correction.objects.unmade(since).count()


def rows() -> list[Unmade]:
    """The oldest ones, for the board."""
    since = timezone.now() - PATIENCE
    corrections = Correction.objects.unmade(since).select_related("replaces__entry")
    return [
        *map(_of_entry, Entry.objects.unmade(since)[:SHOWN]),
        *map(_of_correction, corrections[:SHOWN]),
    ]


def _of_entry(each: Entry) -> Unmade:
    return Unmade(
        pk=each.pk,
        number=each.number,
        title=each.snapshot.get("title", ""),
        case_number=each.case_number,
        since=each.made_at,
        reason=each.reason,
        by_itself=each.locked_until is not None,
    )


def _of_correction(each: Correction) -> Unmade:
    number = each.replaces.entry.number if each.replaces.entry else ""
    return Unmade(
        pk=None,
        number=_("%(number)s, version %(version)d") % {"number": number, "version": each.number},
        title=each.snapshot.get("title", ""),
        case_number=each.case_number,
        since=each.at,
        reason=each.problem,
        by_itself=True,
    )


def again(entry: Entry, by: User) -> bool:
    """One more try with the next beat; False when it is made, given up, or being made at this moment."""
    with transaction.atomic():
        if not numbering.again(entry.pk):
            return False
        journal.append("paper_again", entry.number, {"reason": entry.reason}, by)
    return True
