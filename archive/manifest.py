"""What a backup holds: a head, then one line for each file, so that no length of it has to fit into memory.

Encrypted like everything else, then signed (Ed25519 over the SHA-256 of the encrypted file).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from cryptography.exceptions import InvalidSignature

from archive.errors import BackupDamaged
from archive.keys import Keys
from archive.media import SIGNATURE, Found, Writing
from archive.sealed import NotSealed, seal, unseal

FILE = "manifest.sealed"
SIGNED = b"zachetka backup manifest 1\n"
FORMAT = 1

Role = Literal["blob", "private", "database"]


@dataclass(frozen=True)
class Head:
    """When, of which kind of database, and how many rows each table had at that moment."""

    made_at: str  # ISO 8601, UTC
    database: str  # "sqlite" or "postgresql"
    tables: Mapping[str, int]
    format: int = FORMAT


@dataclass(frozen=True)
class Line:
    """One file: its path on the medium, what it is called where it belongs, sums of its plain and sealed bytes."""

    role: Role
    name: str  # SHA-256 of a blob, name of a private file, "database"
    path: str
    sha256: str
    size: int
    sealed_sha256: str
    sealed_size: int


def write_head(file: BinaryIO, head: Head) -> None:
    """The first line."""
    file.write(json.dumps(asdict(head), sort_keys=True).encode() + b"\n")


def write_line(file: BinaryIO, line: Line) -> None:
    """One more file."""
    file.write(json.dumps(vars(line), sort_keys=True).encode() + b"\n")


def close(plain: Path, writing: Writing, keys: Keys) -> str:
    """Seal a finished manifest into the coming backup, sign it last; the SHA-256 of the sealed file, in hex."""
    with plain.open("rb") as source, writing(FILE) as target:
        _, sealed = seal(source, target, keys.contents)
    with writing(SIGNATURE) as target:
        target.write(keys.signer.sign(SIGNED + sealed.sha256.encode()))
    return sealed.sha256


def open_signed(backup: Found, plain: Path, keys: Keys) -> Head:
    """Check the signature of a backup's manifest, decrypt it to `plain`, and return its head. BackupDamaged."""
    named = f"{backup.name}/{FILE}"
    try:
        with backup.medium.open(backup.path(SIGNATURE)) as file:
            signature = file.read()
        with backup.medium.open(backup.path(FILE)) as source, plain.open("wb") as target:
            _, sealed = unseal(source, target, keys.contents)
        keys.signer.public_key().verify(signature, SIGNED + sealed.sha256.encode())
    except FileNotFoundError as error:
        raise BackupDamaged(named, "it or its signature cannot be read") from error
    except (InvalidSignature, NotSealed) as error:
        raise BackupDamaged(named, "the signature does not fit: changed, or made with another key") from error
    with plain.open("rb") as file:
        head = Head(**json.loads(file.readline()))
    if head.format != FORMAT:
        raise BackupDamaged(named, f"format {head.format} is not known here")
    return head


def lines(plain: Path) -> Iterator[Line]:
    """The files of a decrypted manifest, one after another."""
    with plain.open("rb") as file:
        file.readline()
        for each in file:
            yield Line(**json.loads(each))
