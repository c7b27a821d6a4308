"""Blobs in a folder of this machine: each lies at ab/cd/abcd…; what is acknowledged survives power loss."""

import contextlib
import os
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import faults


@dataclass(frozen=True)
class Folder:
    """The embedded default, and the place that a drill fills. Hashes are SHA-256 in hex."""

    root: Path

    def put(self, sha256: str, data: bytes) -> None:
        """Store bytes under their hash, durably. Nothing is ever overwritten; what is there counts as stored now."""
        target = self.path(sha256)
        if _touched(target):
            return
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

    @contextlib.contextmanager
    def coming(self, sha256: str) -> Iterator[BinaryIO]:
        """A file to write to; it gets its name when the block ends well. Not synced: for a place that is filled."""
        target = self.path(sha256)
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f".{uuid.uuid4().hex}"
        try:
            with temporary.open("xb") as file:
                os.fchmod(file.fileno(), 0o600)
                yield file
            temporary.rename(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise

    def opened(self, sha256: str) -> contextlib.AbstractContextManager[BinaryIO]:
        """The bytes as a stream. FileNotFoundError."""
        return self.path(sha256).open("rb")

    def size(self, sha256: str) -> int:
        """How many bytes. FileNotFoundError."""
        return self.path(sha256).stat().st_size

    def erase(self, sha256: str, untouched_for: float) -> bool:
        """See blobs.erase. The file is taken aside first, so that it cannot be freshened unseen."""
        self.lay_back(sha256)
        target, aside = self.path(sha256), self._aside(sha256)
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

    def lay_back(self, sha256: str) -> None:
        """Undo an erasure that a crash cut off while the file lay aside."""
        with contextlib.suppress(FileNotFoundError):
            self._aside(sha256).rename(self.path(sha256))

    def every(self, beginning: str = "") -> Iterator[tuple[str, int]]:
        """(hash, bytes) of all stored blobs, in the order of hashes; `beginning`: the first two digits."""
        for shelf in sorted(self.root.glob(beginning or "[0-9a-f]*")):
            for file in sorted(shelf.glob("*/*")):
                if len(file.name) == 64 and file.name.isalnum():
                    yield file.name, file.stat().st_size

    def is_empty(self) -> bool:
        """No file at all, whatever its name."""
        return not any(each.is_file() for each in self.root.rglob("*"))

    def where(self, sha256: str) -> str:
        """The place in words."""
        return str(self.path(sha256))

    def path(self, sha256: str) -> Path:
        """Where the blob lies (whether or not it exists yet)."""
        if len(sha256) != 64 or not sha256.isalnum():
            raise ValueError("not a SHA-256 in hex")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def _aside(self, sha256: str) -> Path:
        return self.path(sha256).with_name(f".{sha256}.going")


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
