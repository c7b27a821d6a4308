"""A medium that is a bucket of an S3-compatible server, or a folder of one.

Nothing can be renamed there: a backup counts when its signature is there, and that is written last.
"""

import fcntl
import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from archive.errors import MediumUnfit
from archive.media import SIGNATURE
from storage.remote import Absent, Unavailable
from storage.s3 import Box

A_DAY = 86_400.0  # seconds: what another host began to write within a day is left alone


@dataclass(frozen=True)
class BucketMedium:
    """See Medium. The server says nothing of free room: a full one is met on the way, and the backup does not count."""

    box: Box
    remote = True

    def __str__(self) -> str:
        return str(self.box)

    def prepare(self) -> None:
        try:
            with self.box.writing(".probe") as probe:
                probe.write(b"zachetka")
            self.box.delete(".probe")
        except Absent as error:
            raise MediumUnfit(f"{self} is not there: {error}") from error
        except OSError as error:
            raise MediumUnfit(f"{self} cannot be written: {error}") from error

    @contextmanager
    def held(self) -> Iterator[None]:
        """Among the processes of this place: S3 has no locks. Two places do not share a folder of a bucket."""
        folder = Path(settings.DATA_DIR) / "locks"
        folder.mkdir(exist_ok=True)
        with (folder / hashlib.sha256(str(self).encode()).hexdigest()).open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise MediumUnfit(f"{self}: another backup is being written") from error
            for name in set(self.box.folders("backups")) - set(self.names()):
                self._drop_folder(name)
            self.box.drop_unfinished(A_DAY)
            yield

    def room(self) -> int | None:
        return None

    def names(self) -> list[str]:
        keys = (key.split("/") for key, _ in self.box.every("backups/"))
        return sorted(key[1] for key in keys if key[2:] == [SIGNATURE])

    def size(self, path: str) -> int | None:
        found = self.box.look(path)
        return found.size if found else None

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        return self.box.open(path)

    def writing(self, path: str) -> AbstractContextManager[BinaryIO]:
        return self.box.writing(path)

    @contextmanager
    def coming(self, name: str) -> Iterator[Callable[[str], AbstractContextManager[BinaryIO]]]:
        try:
            yield lambda inside: self.box.writing(f"backups/{name}/{inside}")
        except BaseException:
            self._drop_left(name)
            raise

    def blobs(self) -> Iterator[str]:
        return (key for key, _ in self.box.every("blobs/"))

    def drop(self, path: str) -> None:
        self.box.delete(path)

    def drop_backup(self, name: str) -> None:
        """The signature goes first: what a crash leaves is no backup."""
        self.box.delete(f"backups/{name}/{SIGNATURE}")
        self._drop_folder(name)

    def _drop_folder(self, name: str) -> None:
        for key in [key for key, _ in self.box.every(f"backups/{name}/")]:
            self.box.delete(key)

    def _drop_left(self, name: str) -> None:
        """A server that has gone away keeps the rest until the next backup; the error that came first is told."""
        try:
            self.drop_backup(name)
        except Unavailable:
            return


def at(url: str) -> BucketMedium:
    """The medium of an address."""
    return BucketMedium(Box(url.rstrip("/")))
