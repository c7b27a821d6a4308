"""Papers that belong to no case: made at once, and finished by the beat when that failed or their maker is gone."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from documents import making, numbering
from documents.making import NeverPrintable
from documents.models import Entry

log = logging.getLogger(__name__)

A_BEAT = 5

Never = Callable[[Entry, str, datetime], None]


def issue(entry: Entry, now: datetime, never: Never = numbering.fail) -> bool:
    """Make and commit; whether it is issued. `never`: what becomes of a paper that cannot be drawn, and why not."""
    try:
        made = making.make(entry)
    except NeverPrintable as error:
        never(entry, str(error), now)
        return False
    except making.PASSING as error:
        log.error("paper %s waits: %s", entry.pk, error)
        numbering.put_off(entry, str(error), now)
        return False
    with transaction.atomic():
        making.commit(entry, made)
    return True


def finish_due(kind: str, now: datetime, never: Never = numbering.fail) -> int:
    """Claim and issue the papers of a kind whose time has come; how many."""
    finished = 0
    for pk in Entry.objects.due(now).filter(kind=kind).values_list("pk", flat=True)[:A_BEAT]:
        entry = numbering.claim(pk, now)
        if entry is not None:
            finished += issue(entry, now, never)
    return finished
