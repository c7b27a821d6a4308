"""Blobs in an S3-compatible bucket: files/ab/cd/abcd…, and going/abcd… while one is being erased.

S3 can neither rename nor delete on a condition of age. So whoever erases lays a mark first and looks at the age then;
whoever stores writes first and looks for the mark then: one of the two sees the other, as the server is consistent.
"""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO

import faults
from storage.remote import Unavailable
from storage.s3 import Box

FILES, GOING = "files", "going"
ERASING = 600.0  # seconds after which the mark of an erasure means nothing: it has ended, or died
PAUSE, PAUSES = 0.2, 25  # seconds between looks at a mark, and how often


@dataclass(frozen=True)
class Bucket:
    """Many hosts may share it. Hashes are SHA-256 in hex."""

    box: Box

    def put(self, sha256: str, data: bytes) -> None:
        """Store bytes under their hash. Nothing is ever overwritten; what is there counts as stored now."""
        faults.reach("blob_written")
        for _ in range(PAUSES):
            # An eraser whose mark is gone has ended: then the file is there, or he has taken it.
            if self._stored(sha256, data) and not self._marked(sha256) and self.box.look(_key(sha256)):
                faults.reach("blob_synced")
                return
            time.sleep(PAUSE)
        raise Unavailable(f"{self.box}: {sha256} is being erased, try again later")

    def _stored(self, sha256: str, data: bytes) -> bool:
        if self.box.put(_key(sha256), data):
            return True
        try:
            self.box.touch(_key(sha256))
        except FileNotFoundError:  # erased in between
            return False
        return True

    def _marked(self, sha256: str) -> bool:
        """Whether somebody is erasing it; the mark of one who died is taken away, and the file may be gone."""
        mark = self.box.look(f"{GOING}/{sha256}")
        if mark is not None and mark.age > ERASING:
            self.box.delete(f"{GOING}/{sha256}")
        return mark is not None

    def coming(self, sha256: str) -> AbstractContextManager[BinaryIO]:
        """A file to write to; it is sent when the block ends well."""
        return self.box.writing(_key(sha256))

    def opened(self, sha256: str) -> AbstractContextManager[BinaryIO]:
        """The bytes as a stream. FileNotFoundError."""
        return self.box.open(_key(sha256))

    def size(self, sha256: str) -> int:
        """How many bytes. FileNotFoundError."""
        found = self.box.look(_key(sha256))
        if found is None:
            raise FileNotFoundError(sha256)
        return found.size

    def erase(self, sha256: str, untouched_for: float) -> bool:
        """See blobs.erase. Whoever fails on the way leaves the mark: nobody knows whether the server has obeyed."""
        mark, began = f"{GOING}/{sha256}", time.monotonic()
        if self._marked(sha256) or not self.box.put(mark, b"going"):
            return False  # another process is at it, or was: the next beat tries again
        found = self.box.look(_key(sha256))
        stays = found is not None and found.age < untouched_for
        if not stays:
            if time.monotonic() - began > ERASING / 2:
                raise Unavailable(f"{self.box} is too slow: {sha256} stays")
            self.box.delete(_key(sha256))
        self.box.delete(mark)
        return not stays

    def lay_back(self, sha256: str) -> None:
        """Nothing lies aside here; the mark of an erasure that a crash cut off is taken away."""
        self._marked(sha256)

    def every(self, beginning: str = "") -> Iterator[tuple[str, int]]:
        """(hash, bytes) of all stored blobs, in the order of hashes; `beginning`: the first two digits."""
        for key, size in self.box.every(f"{FILES}/{beginning}"):
            name = key.rpartition("/")[2]
            if len(name) == 64 and name.isalnum():
                yield name, size

    def is_empty(self) -> bool:
        """No file at all."""
        return next(self.box.every(f"{FILES}/"), None) is None

    def where(self, sha256: str) -> str:
        """The place in words."""
        return f"{self.box}/{_key(sha256)}"


def at(url: str) -> Bucket:
    """The store of an address."""
    return Bucket(Box(url.rstrip("/")))


def _key(sha256: str) -> str:
    if len(sha256) != 64 or not sha256.isalnum():
        raise ValueError("not a SHA-256 in hex")
    return f"{FILES}/{sha256[:2]}/{sha256[2:4]}/{sha256}"
