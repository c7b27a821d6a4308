"""Signed heads of the journal's chain, kept where somebody with the database does not come: a folder, a mailbox.

A bare chain still holds when its last rows are deleted or all of it is written anew. A head that lies elsewhere says
how long the chain of each year was on a day, and the hash that it ended with.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from archive import keys
from archive.errors import HeadUnfit, KeyUnfit
from journal import seal
from journal.seal import Head

FORMAT = 1
SIGNED = b"zachetka journal head 1\n"
OWN_KEY = "heads.key"  # in the data folder, while BACKUP_KEY_FILE names none


class Signature(StrEnum):
    """What the signature of a head is worth."""

    OURS = "ours"
    OTHER_KEY = "other_key"  # whole, and made with a key that is not this place's
    BROKEN = "broken"


@dataclass(frozen=True)
class Saved:
    """A head file as it was read. `made_at` is ISO 8601 in UTC, `public_key` hex."""

    made_at: str
    years: tuple[Head, ...]
    public_key: str
    signature: Signature


def folder() -> Path:
    """JOURNAL_HEADS, by default a folder of the place itself: a mounted share or stick is better."""
    return Path(settings.JOURNAL_HEADS or Path(settings.DATA_DIR) / "heads")


def signer() -> Ed25519PrivateKey:
    """The key of backups, or one made for heads alone where there is none. KeyUnfit."""
    if settings.BACKUP_KEY_FILE:
        return keys.read(settings.BACKUP_KEY_FILE).signer
    own = Path(settings.DATA_DIR) / OWN_KEY
    if not own.exists():
        with suppress(KeyUnfit):  # another process was first; what is really wrong is said by the reading
            keys.create(own)
    return keys.read(str(own)).signer


def text(now: datetime) -> bytes:
    """The heads of all years as signed JSON. KeyUnfit."""
    key = signer()
    told = {"format": FORMAT, "made_at": now.isoformat(), "years": [asdict(each) for each in seal.heads()]}
    public, signature = key.public_key().public_bytes_raw(), key.sign(_signed(told))
    whole = {**told, "public_key": public.hex(), "signature": signature.hex()}
    return json.dumps(whole, indent=1).encode() + b"\n"


def read(path: Path) -> Saved:
    """A head file and what its signature is worth. HeadUnfit when it is none."""
    try:
        told = json.loads(path.read_bytes())
        years = tuple(
            Head(int(each["year"]), int(each["count"]), str(each["hash"])) for each in told["years"]
        )
        public, signature = bytes.fromhex(told.pop("public_key")), bytes.fromhex(told.pop("signature"))
        made_at, known = str(told["made_at"]), told["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise HeadUnfit(f"{path} is no head of a journal") from error
    if not known:
        raise HeadUnfit(f"{path}: format {told['format']} is not known here")
    return Saved(made_at, years, public.hex(), _judged(told, public, signature))


def all_saved() -> list[Path]:
    """The head files of the folder, oldest first: their names are days."""
    return sorted(folder().glob("head-*.json"))


def write(path: Path, content: bytes) -> None:
    """Write a head so that it lies there whole or not at all. OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    coming = path.with_name(f".{path.name}.{os.getpid()}")
    with coming.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    coming.rename(path)


def _judged(told: Mapping[str, Any], public: bytes, signature: bytes) -> Signature:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _signed(told))
    except (InvalidSignature, ValueError):
        return Signature.BROKEN
    ours = signer().public_key().public_bytes_raw() == public
    return Signature.OURS if ours else Signature.OTHER_KEY


def _signed(told: Mapping[str, Any]) -> bytes:
    return SIGNED + json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
