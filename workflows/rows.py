"""Cases of any kind as rows of one list: each kind describes its own, in the order that was asked for."""

from collections import defaultdict
from collections.abc import Sequence

from organisation.models import User
from workflows import catalogue
from workflows.cases.shown import WorkRow
from workflows.cases.timing import Timing


def of(keys: Sequence[tuple[str, int]], user: User, timing: Timing) -> list[WorkRow]:
    """Rows of (kind, primary key); a few queries per kind, however many rows."""
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for kind, key in keys:
        by_kind[kind].append(key)
    found: dict[int, WorkRow] = {}
    for kind, each in by_kind.items():
        found |= catalogue.listing(kind).rows(each, user, timing)
    return [found[key] for _kind, key in keys if key in found]
