"""Papers that belong to no case: those whose maker is gone are finished by the beat."""

from collections.abc import Callable
from datetime import datetime

from documents import numbering
from documents.models import Entry

A_BEAT = 5


def finish_due(kind: str, issue: Callable[[Entry], None], now: datetime) -> int:
    """Claim and issue the papers of a kind whose maker is gone; how many."""
    finished = 0
    for pk in Entry.objects.due(now).filter(kind=kind).values_list("pk", flat=True)[:A_BEAT]:
        entry = numbering.claim(pk, now)
        if entry is not None:
            issue(entry)
            finished += 1
    return finished
