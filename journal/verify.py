"""Checking the chain of a year against its entries, and against a head that was kept outside the database."""

from dataclasses import dataclass
from typing import Literal

from journal.hashing import FIRST, commitment, leaf, link_hash
from journal.models import Link
from journal.seal import Head

Fault = Literal[
    "missing", "broken_chain", "changed_entry", "changed_payload", "shorter_than_head", "not_the_head"
]


@dataclass(frozen=True)
class Bad:
    """The first place where a chain does not hold. `entry` is the entry's number, None if it is gone.

    missing: nothing stands at that position; broken_chain: it does not follow the link before it;
    changed_entry, changed_payload: the row is not what was sealed; shorter_than_head: the tail was cut;
    not_the_head: the chain was written anew, at `since` or later and up to this position.
    """

    year: int
    position: int
    entry: int | None
    fault: Fault
    since: int | None = None


def first_bad(year: int, head: Head | None = None, using: str = "default", *, met: int = 0) -> Bad | None:
    """The first bad entry of a year in the order of the chain, or None. Reads every link and entry once.

    `using`: the database to ask, when it is not this place's own. `met`: up to which position an earlier head agrees.
    """
    previous, position = FIRST, 0
    links = Link.objects.using(using).filter(year=year)
    for link in links.select_related("entry").order_by("position").iterator():
        position += 1
        fault = _fault(link, position, previous, head)
        if fault == "missing":
            return Bad(year, position, None, fault)
        if fault:
            since = met + 1 if fault == "not_the_head" else None
            return Bad(year, position, link.entry_id, fault, since)
        previous = link.hash
    if head and position < head.count:
        return Bad(year, position + 1, None, "shorter_than_head")
    return None


def _fault(link: Link, position: int, previous: str, head: Head | None) -> Fault | None:
    if link.position != position:
        return "missing"
    if link.previous_hash != previous:
        return "broken_chain"
    if link.hash != link_hash(link.year, position, previous, leaf(link.entry.facts)):
        return "changed_entry"
    if link.entry.commitment != commitment(link.entry.salt, link.entry.payload):
        return "changed_payload"
    if head and position == head.count and link.hash != head.hash:
        return "not_the_head"
    return None
