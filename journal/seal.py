"""Linking new entries into the chain of their year, and the head to be kept outside the database."""

from dataclasses import dataclass
from datetime import UTC

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from journal.hashing import FIRST, leaf, link_hash
from journal.models import Entry, Link, Sealer

# An entry gets its number when it is written and is seen when its transaction commits, so a lower number may
# appear after a higher one was linked. Nothing stays open for as long as this many others take.
LOOK_BACK = 10_000


@dataclass(frozen=True)
class Head:
    """How long the chain of a year is, and the hash of its last link. Kept elsewhere, it shows a cut tail."""

    year: int
    count: int
    hash: str


def link_new(limit: int = 1000) -> int:
    """Link up to `limit` entries in the order of their numbers; returns how many. One writer at a time."""
    Sealer.objects.get_or_create(pk=1)
    with transaction.atomic():
        sealer = Sealer.objects.select_for_update().get(pk=1)
        heads: dict[int, Head] = {}
        links = [_link(entry, heads) for entry in _unlinked()[:limit]]
        Link.objects.bulk_create(links)
        sealer.sealed_at = timezone.now()
        sealer.save()
    return len(links)


def head(year: int) -> Head:
    """The end of a year's chain; count 0 when it has none."""
    last = Link.objects.filter(year=year).order_by("-position").first()
    return Head(year, last.position, last.hash) if last else Head(year, 0, FIRST)


def heads() -> list[Head]:
    """The ends of the chains of all years that have one, in order."""
    years = Link.objects.order_by("year").values_list("year", flat=True).distinct()
    return [head(year) for year in years]


def passes_through(kept: Head) -> bool:
    """Whether the chain has the hash of an earlier head at its place. Reads one link, not the chain before it."""
    return (
        kept.count == 0 or Link.objects.filter(year=kept.year, position=kept.count, hash=kept.hash).exists()
    )


def _unlinked() -> QuerySet[Entry]:
    newest = Link.objects.aggregate(newest=Max("entry_id"))["newest"] or 0
    return Entry.objects.filter(pk__gt=newest - LOOK_BACK, link=None).order_by("pk")


def _link(entry: Entry, heads: dict[int, Head]) -> Link:
    """The next link of the entry's year; moves that year's head on."""
    year = entry.at.astimezone(UTC).year
    before = heads.get(year) or head(year)
    position = before.count + 1
    made = link_hash(year, position, before.hash, leaf(entry.facts))
    heads[year] = Head(year, position, made)
    return Link(year=year, position=position, entry=entry, previous_hash=before.hash, hash=made)
