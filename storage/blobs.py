"""Blobs by SHA-256. On the embedded default each lies at files/ab/cd/abcd…; nothing is ever overwritten."""

import contextlib
import hashlib
import os
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

import faults


class BlobMissing(Exception):
    """The database names bytes that the store does not hold."""


class BlobDamaged(Exception):
    """The stored bytes no longer have the hash they are named by."""


def put(data: bytes) -> str:
    """Store bytes durably and return their SHA-256 in hex. Idempotent; after the return they survive power loss."""
    sha256 = hashlib.sha256(data).hexdigest()
    target = path(sha256)
    if _touched(target):
        return sha256
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".{uuid.uuid4().hex}"
    with temporary.open("xb") as file:
        file.write(data)
        faults.reach("blob_written")
        file.flush()
        os.fsync(file.fileno())
    temporary.rename(target)
    _sync_folder(target.parent)
    faults.reach("blob_synced")
    return sha256


def get(sha256: str) -> bytes:
    """The bytes with this hash. BlobMissing when there are none, BlobDamaged when they changed on the disk."""
    try:
        data = path(sha256).read_bytes()
    except FileNotFoundError:
        raise BlobMissing(sha256) from None
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BlobDamaged(sha256)
    return data


def erase(sha256: str, untouched_for: float) -> bool:
    """Destroy the bytes; whether they are gone now. Left alone when somebody stored them within so many seconds.

    Whoever stores the same bytes meanwhile either freshens the file before it is taken aside, and it is laid back, or
    no longer finds it and writes it anew: nothing that a row is about to name is lost.
    """
    lay_back(sha256)
    target, aside = path(sha256), _aside(sha256)
    try:
        target.rename(aside)
    except FileNotFoundError:
        return True
    try:
        fresh = time.time() - aside.stat().st_mtime < untouched_for
        aside.rename(target) if fresh else aside.unlink()
    except FileNotFoundError:  # another process has laid it back
        return False
    _sync_folder(target.parent)
    return not fresh


def lay_back(sha256: str) -> None:
    """Undo an erasure that a crash cut off while the file lay aside, so that no bytes are lost or left over."""
    aside = _aside(sha256)
    with contextlib.suppress(FileNotFoundError):
        aside.rename(path(sha256))


def _aside(sha256: str) -> Path:
    return path(sha256).with_name(f".{sha256}.going")


def path(sha256: str) -> Path:
    """Where the blob lies (whether or not it exists yet)."""
    return place(Path(settings.FILES_DIR), sha256)


def place(root: Path, sha256: str) -> Path:
    """Where a blob lies in a store of its own, as a restored one."""
    if len(sha256) != 64 or not sha256.isalnum():
        raise ValueError("not a SHA-256 in hex")
    return root / sha256[:2] / sha256[2:4] / sha256


def every(beginning: str = "") -> Iterator[str]:
    """The hashes of all stored blobs, by name; `beginning` (two hex digits) narrows them to one shelf."""
    for shelf in sorted(Path(settings.FILES_DIR).glob(beginning or "[0-9a-f]*")):
        for file in sorted(shelf.glob("*/*")):
            if len(file.name) == 64 and file.name.isalnum():
                yield file.name


def digest(file: Path) -> str:
    """The SHA-256 of a file's bytes in hex, read in pieces."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _touched(target: Path) -> bool:
    """Whether the file is there; it counts as stored just now."""
    try:
        os.utime(target)
    except FileNotFoundError:
        return False
    return True


def _sync_folder(folder: Path) -> None:
    """The rename itself, and any new parent folder, must reach the disk too."""
    for each in (folder, folder.parent, folder.parent.parent):
        descriptor = os.open(each, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
