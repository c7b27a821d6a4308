"""Questions to the registers: which series hold numbers, and which lines fit what somebody looks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from documents.about import fold
from documents.models import Correction, Entry, Register, VersionStatus


@dataclass(frozen=True)
class Wanted:
    """Which lines of one series; empty parts narrow nothing. Both days are included."""

    key: str
    words: str = ""  # parts of the number, of the case's number, of a name
    since: date | None = None
    until: date | None = None
    status: str = ""  # Entry.Status


@dataclass(frozen=True)
class After:
    """What became of the paper of a line after it was issued."""

    revoked: bool
    version: int  # the newest one; 0 while nothing was corrected
    about: str  # as the corrected version names it


def afterwards(entries: Sequence[Entry]) -> dict[int, After]:
    """Of the lines whose papers were corrected or revoked, by key; two queries."""
    if not entries:
        return {}
    # By range: a table file holds more lines than a database takes parameters.
    first, last = min(each.pk for each in entries), max(each.pk for each in entries)
    ended = VersionStatus.objects.filter(
        status=VersionStatus.Status.REVOKED, version__entry__gte=first, version__entry__lte=last
    ).values_list("version__entry_id", flat=True)
    made = Correction.objects.filter(
        replaces__entry__gte=first, replaces__entry__lte=last, status=Correction.Status.MADE
    )
    newest = {each.replaces.entry_id: each for each in made.select_related("replaces").defer("snapshot")}
    revoked = set(ended)
    found = {}
    for key in revoked | newest.keys():
        correction = newest.get(key)
        number, about = (correction.number, correction.about) if correction else (0, "")
        found[key or 0] = After(key in revoked, number, about)
    return found


def keys() -> list[str]:
    """The series that ever gave a number."""
    return list(Register.objects.order_by("key").values_list("key", flat=True).distinct())


def lines(wanted: Wanted) -> QuerySet[Entry]:
    """The lines that fit, over all periods of the series, in the order in which the numbers were given."""
    found = Entry.objects.filter(register__in=Register.objects.filter(key=wanted.key).values("pk"))
    for word in fold(wanted.words).split():
        found = found.filter(sought__contains=word)
    if wanted.since:
        found = found.filter(date__gte=wanted.since)
    if wanted.until:
        found = found.filter(date__lte=wanted.until)
    if wanted.status:
        found = found.filter(status=wanted.status)
    return found.order_by("pk")
