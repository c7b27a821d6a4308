"""What is hashed, and how. Pure.

The chain covers a salted commitment to the payload and not the payload itself, so that personal data can be
erased one day and the chain stays valid; the salt keeps short payloads from being guessed.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST = "0" * 64  # what the first link of a year follows
SALT_BYTES = 16


@dataclass(frozen=True)
class Facts:
    """What a leaf covers of its entry. `at` is aware."""

    entry: int
    at: datetime
    actor: int | None
    kind: str
    subject: str
    commitment: str


def canonical(payload: Mapping[str, Any]) -> str:
    """One ASCII text for one value: sorted keys, no spaces. TypeError or ValueError if it is not JSON."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), allow_nan=False)


def fresh_salt() -> str:
    """A random salt of fixed length, so that salt and payload cannot be confused when joined."""
    return secrets.token_hex(SALT_BYTES)


def commitment(salt: str, payload: str) -> str:
    """SHA-256 of salt and canonical payload, as hexadecimal."""
    return hashlib.sha256((salt + payload).encode()).hexdigest()


def leaf(facts: Facts) -> str:
    """SHA-256 over the facts of an entry, as hexadecimal: all that a chain shows of entries that are nobody's business.

    The commitment is salted, so whom an entry is about cannot be guessed from its leaf.
    """
    at = facts.at.astimezone(UTC).isoformat(timespec="microseconds")
    told = [facts.entry, at, facts.actor, facts.kind, facts.subject, facts.commitment]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def link_hash(year: int, position: int, previous: str, leaf_hash: str) -> str:
    """SHA-256 over the place in the chain, the link before it and the leaf of the entry, as hexadecimal."""
    text = json.dumps([year, position, previous, leaf_hash], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
