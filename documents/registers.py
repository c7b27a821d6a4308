"""Questions to the registers: which series hold numbers, and which lines fit what somebody looks for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from documents.about import fold
from documents.models import Entry, Register


@dataclass(frozen=True)
class Wanted:
    """Which lines of one series; empty parts narrow nothing. Both days are included."""

    key: str
    words: str = ""  # parts of the number, of the case's number, of a name
    since: date | None = None
    until: date | None = None
    status: str = ""  # Entry.Status


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
