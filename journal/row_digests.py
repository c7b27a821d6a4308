"""Hashes of rows that the journal vouches for: of the columns that a model names in JOURNALLED, which never change."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from journal.hashing import canonical


def digests(rows: Iterable[models.Model]) -> dict[str, dict[str, str]]:
    """{label of the model: {key: SHA-256}}, as a payload keeps it."""
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row._meta.label_lower, {})[str(row.pk)] = digest(row)
    return found


def digest(row: Any) -> str:
    """SHA-256 of the columns that JOURNALLED names, as hexadecimal; the same before and after the row is read again."""
    facts = {name: getattr(row, name) for name in row.JOURNALLED}
    plain = json.loads(json.dumps(facts, default=_plain))
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
