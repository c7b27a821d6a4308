"""The one secret of backups: a file of 32 random bytes, from which the keys of contents, names and signature follow.

It never lies on a medium: who finds a medium reads nothing, who loses the file restores nothing.
"""

import base64
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from archive.errors import KeyUnfit

MARK = "zachetka-backup-key-1:"
LENGTH = 32  # bytes


@dataclass(frozen=True)
class Keys:
    """`contents` encrypts files, `names` hides whose hash a file on the medium has, `signer` signs manifests."""

    contents: bytes
    names: bytes
    signer: Ed25519PrivateKey


def create(path: Path) -> None:
    """Make a key file with mode 0600. KeyUnfit when something lies there already: a key is never overwritten."""
    text = MARK + base64.b64encode(secrets.token_bytes(LENGTH)).decode() + "\n"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyUnfit(f"{path} exists: a key is never overwritten") from None
    except OSError as error:
        raise KeyUnfit(f"{path}: {error.strerror}") from error
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def read(path: str) -> Keys:
    """The keys of a key file. KeyUnfit says what is wrong with it."""
    if not path:
        raise KeyUnfit("BACKUP_KEY_FILE names no key file; `manage.py backup_key FILE` makes one")
    try:
        text = Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyUnfit(f"{path} cannot be read") from error
    if Path(path).stat().st_mode & 0o077:
        raise KeyUnfit(f"{path} can be read by others: set its mode to 0600")
    if not text.startswith(MARK):
        raise KeyUnfit(f"{path} is no key file")
    try:
        master = base64.b64decode(text.removeprefix(MARK), validate=True)
    except ValueError as error:
        raise KeyUnfit(f"{path} is no key file") from error
    if len(master) != LENGTH:
        raise KeyUnfit(f"{path} is cut")
    return from_master(master)


def from_master(master: bytes) -> Keys:
    """Three independent keys by HKDF-SHA256."""
    return Keys(
        contents=derived(master, b"contents"),
        names=derived(master, b"names"),
        signer=Ed25519PrivateKey.from_private_bytes(derived(master, b"signature")),
    )


def derived(key: bytes, purpose: bytes, salt: bytes | None = None) -> bytes:
    """32 bytes for one purpose, by HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), LENGTH, salt, b"zachetka backup " + purpose).derive(key)
