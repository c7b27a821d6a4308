"""Heads that the journal's chain does not meet: seen at the daily look, and shown until that is over or settled.

The head of the next day is made of the changed chain and meets it: what was doubted once is therefore asked again by
its own file, and a good newest head ends no doubt.
"""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

import journal
from archive import heads
from archive.errors import HeadUnfit
from archive.models import HeadDoubt
from journal import seal
from organisation.models import User

SETTLED = "head_doubt_settled"  # in the journal


class AlreadyOver(Exception):
    """The head is met again, or somebody else settled the doubt first."""


def look(now: datetime) -> list[str]:
    """Hold the newest head, and those in doubt, against the chain. Returns the names of heads still in doubt.

    Asks for one link a year and head. A head that lies on another host is left to that host.
    """
    newest = heads.all_saved()[-1:]
    for path in {*newest, *(heads.folder() / each.head for each in HeadDoubt.objects.open())}:
        if path.is_file():
            _hold(path, now)
    return list(HeadDoubt.objects.open().values_list("head", flat=True))


def settle(doubt: HeadDoubt, reason: str, by: User) -> None:
    """An archivist says why the chain is another one (a restored backup, say). AlreadyOver."""
    now = timezone.now()
    with transaction.atomic():
        mine = HeadDoubt.objects.open().filter(pk=doubt.pk)
        if not mine.update(settled_at=now, settled_by=by, reason=reason[:500]):
            raise AlreadyOver(doubt.head)
        journal.append(SETTLED, doubt.head, {"reason": reason[:500]}, by)


def _hold(path: Path, now: datetime) -> None:
    if _is_met(path):
        HeadDoubt.objects.open().filter(head=path.name).update(met_at=now)
        return
    doubt, fresh = HeadDoubt.objects.get_or_create(head=path.name, defaults={"found_at": now})
    if not fresh and doubt.met_at is not None:
        HeadDoubt.objects.filter(pk=doubt.pk).update(met_at=None, found_at=now)


def _is_met(path: Path) -> bool:
    try:
        return all(seal.passes_through(each) for each in heads.read(path).years)
    except HeadUnfit:
        return False
