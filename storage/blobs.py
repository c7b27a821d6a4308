"""Blobs by SHA-256, the one truth of stored bytes. FILES_URL names a bucket; else they lie in a folder of the disk.

Nothing is ever overwritten, what was acknowledged stays, and what is read has the hash that it is named by.
"""

import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from storage.folder import Folder
from storage.sums import sha256_of

BUCKET = "storage.bucket.at"  # a name: what speaks to buckets takes a tenth of a second to load

Fault = Literal["", "missing", "damaged"]


class BlobMissing(Exception):
    """The database names bytes that the store does not hold."""


class BlobDamaged(Exception):
    """The stored bytes no longer have the hash they are named by."""


class Store(Protocol):
    """A place of blobs; a failure of the place is an OSError. The functions below say what each method means."""

    def put(self, sha256: str, data: bytes) -> None: ...
    def coming(self, sha256: str) -> AbstractContextManager[BinaryIO]: ...
    def opened(self, sha256: str) -> AbstractContextManager[BinaryIO]: ...
    def size(self, sha256: str) -> int: ...
    def erase(self, sha256: str, untouched_for: float) -> bool: ...
    def lay_back(self, sha256: str) -> None: ...
    def every(self, beginning: str = "") -> Iterator[tuple[str, int]]: ...
    def is_empty(self) -> bool: ...
    def where(self, sha256: str) -> str: ...


def store() -> Store:
    """The store of this place."""
    if not settings.FILES_URL:
        return _folder()
    bucket: Store = import_string(BUCKET)(settings.FILES_URL)
    return bucket


def put(data: bytes) -> str:
    """Store bytes durably and return their SHA-256 in hex. Idempotent; after the return they survive power loss."""
    sha256 = hashlib.sha256(data).hexdigest()
    store().put(sha256, data)
    return sha256


def get(sha256: str) -> bytes:
    """The bytes with this hash. BlobMissing when there are none, BlobDamaged when they changed in the store."""
    with opened(sha256) as file:
        data = file.read()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BlobDamaged(sha256)
    return data


@contextmanager
def opened(sha256: str) -> Iterator[BinaryIO]:
    """The bytes as a stream, as they lie: who reads compares. BlobMissing."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(store().opened(sha256))
        except FileNotFoundError:
            raise BlobMissing(sha256) from None
        yield file


def size(sha256: str) -> int:
    """How many bytes. BlobMissing."""
    try:
        return store().size(sha256)
    except FileNotFoundError:
        raise BlobMissing(sha256) from None


def fault(sha256: str) -> Fault:
    """What is wrong with a stored blob; it is read whole, in pieces."""
    try:
        with opened(sha256) as file:
            return "" if sha256_of(file).hexdigest() == sha256 else "damaged"
    except BlobMissing:
        return "missing"


def erase(sha256: str, untouched_for: float) -> bool:
    """Destroy the bytes; whether they are gone now. Left alone when somebody stored them within so many seconds.

    Whoever stores the same bytes meanwhile either freshens the file before it goes, and then it stays, or no longer
    finds it and writes it anew: nothing that a row is about to name is lost.
    """
    return store().erase(sha256, untouched_for)


def lay_back(sha256: str) -> None:
    """Undo an erasure that a crash cut off half-way, so that no bytes are lost or left over."""
    store().lay_back(sha256)


def every(beginning: str = "") -> Iterator[str]:
    """The hashes of all stored blobs, by name; `beginning` (two hex digits) narrows them to one shelf."""
    return (sha256 for sha256, _ in store().every(beginning))


def sizes() -> Iterator[tuple[str, int]]:
    """(hash, bytes) of all stored blobs, by name."""
    return store().every()


def answers() -> bool:
    """Whether the store can be asked now; one look, nothing is written."""
    try:
        next(every("00"), None)
    except OSError:
        return False
    return True


def where(sha256: str) -> str:
    """Where a blob lies, in words: a path or an address."""
    return store().where(sha256)


def path(sha256: str) -> Path:
    """Where a blob lies on the embedded default (whether or not it exists yet)."""
    return _folder().path(sha256)


def _folder() -> Folder:
    return Folder(Path(settings.FILES_DIR))
