"""Rows that the journal vouches for: the entry that tells of a row holds a hash of what the row says.

The hash lies in the payload, under its salted commitment.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.apps import apps

from journal.models import Entry
from journal.row_digests import digest

KEY = "rows"
AT_ONCE = 400  # fewer than the parameters that any database takes


@dataclass(frozen=True)
class BadRow:
    """A row that is not what its entry in the journal says. `entry` is the number of that entry."""

    table: str
    row: int
    entry: int
    fault: Literal["missing_row", "changed_row"]


def bad(using: str = "default") -> Iterator[BadRow]:
    """Every row that is gone or says something else than it did, in the order of the journal."""
    entries = Entry.objects.using(using).filter(payload__contains=f'"{KEY}":').order_by("pk")
    for entry in entries.only("pk", "payload").iterator():
        told = json.loads(entry.payload).get(KEY)
        for label, wanted in sorted(told.items()) if isinstance(told, dict) else ():
            yield from _compared(entry.pk, label, wanted, using)


def _compared(entry: int, label: str, wanted: dict[str, str], using: str) -> Iterator[BadRow]:
    model = apps.get_model(label)
    keys = sorted(map(int, wanted))
    for some in (keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE)):
        there = model._default_manager.using(using).in_bulk(some)
        for key in some:
            if key not in there:
                yield BadRow(label, key, entry, "missing_row")
            elif digest(there[key]) != wanted[str(key)]:
                yield BadRow(label, key, entry, "changed_row")
