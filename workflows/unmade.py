"""Papers that have their number and are not made: what the board tells of them, and one more try by a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

import journal
from documents import numbering
from documents.models import Entry
from organisation.models import User

PATIENCE = timedelta(minutes=15)  # by then the clock has finished every reservation that can be finished
SHOWN = 20


@dataclass(frozen=True)
class Unmade:
    """One paper: why it is not made yet. `by_itself`: the clock goes on trying."""

    pk: int
    number: str
    title: str
    case_number: str
    since: datetime
    reason: str
    by_itself: bool


def waiting() -> QuerySet[Entry]:
    """All of them, the oldest first."""
    return Entry.objects.unmade(timezone.now() - PATIENCE)


def rows() -> list[Unmade]:
    """The oldest ones, for the board."""
    return [
        Unmade(
            pk=each.pk,
            number=each.number,
            title=each.snapshot.get("title", ""),
            case_number=each.case_number,
            since=each.made_at,
            reason=each.reason,
            by_itself=each.locked_until is not None,
        )
        for each in waiting()[:SHOWN]
    ]


def again(entry: Entry, by: User) -> bool:
    """One more try with the next beat; False when it is made, given up, or being made at this moment."""
    with transaction.atomic():
        if not numbering.again(entry.pk):
            return False
        journal.append("paper_again", entry.number, {"reason": entry.reason}, by)
    return True
