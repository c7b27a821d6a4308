"""The journal: what happened, in rows that are never changed, chained so that tampering shows.

`journal.append(…)` inside the caller's transaction writes an Entry; journal.seal links new entries into the
year's hash chain later; journal.verify names the first bad entry of a year.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps as installed
from django.db import models, transaction
from django.utils import timezone

from journal.hashing import canonical, commitment, fresh_salt
from journal.row_digests import digests


class OutsideTransaction(Exception):
    """An entry must stand or fall with what it tells about: open a transaction first."""


def append(
    kind: str,
    subject: str,
    payload: Mapping[str, Any],
    actor: models.Model | None = None,
    *,
    rows: Iterable[models.Model] = (),
) -> None:
    """Write one entry in the caller's transaction.

    `kind`: code of what happened ("step", "number"); `subject`: number of what it happened to ("118-зч");
    `payload`: JSON values (else TypeError or ValueError); `actor`: member of staff, None = the product;
    `rows`: rows just written that the entry vouches for, whose models have JOURNALLED.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(kind)
    vouched = digests(rows)
    text, salt = canonical({**payload, "rows": vouched} if vouched else payload), fresh_salt()
    # By name: the models cannot be imported while Django is still reading the applications.
    installed.get_model("journal", "Entry").objects.create(
        at=timezone.now(),
        actor_id=actor.pk if actor else None,
        kind=kind,
        subject=subject,
        payload=text,
        salt=salt,
        commitment=commitment(salt, text),
    )
