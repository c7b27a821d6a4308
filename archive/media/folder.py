"""A medium that is a folder: a mounted disk, a share, a stick."""

import fcntl
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.errors import MediumUnfit


@dataclass(frozen=True)
class FolderMedium:
    """See Medium."""

    root: Path
    remote = False

    def __str__(self) -> str:
        return str(self.root)

    def prepare(self) -> None:
        if not self.root.is_dir():
            raise MediumUnfit(f"{self} is not there: is it mounted?")
        probe = self.root / f".probe-{uuid.uuid4().hex}"
        try:
            probe.write_bytes(b"zachetka")
            probe.unlink()
        except OSError as error:
            raise MediumUnfit(f"{self} cannot be written: {error.strerror}") from error

    @contextmanager
    def held(self) -> Iterator[None]:
        with (self.root / ".lock").open("wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise MediumUnfit(f"{self}: another backup is being written") from error
            for left in (self.root / "backups").glob(".coming-*"):
                shutil.rmtree(left)
            yield

    def room(self) -> int | None:
        return shutil.disk_usage(self.root).free

    def names(self) -> list[str]:
        return sorted(each.name for each in (self.root / "backups").glob("[0-9]*") if each.is_dir())

    def size(self, path: str) -> int | None:
        try:
            return (self.root / path).stat().st_size
        except FileNotFoundError:
            return None

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        return (self.root / path).open("rb")

    @contextmanager
    def writing(self, path: str) -> Iterator[BinaryIO]:
        """Beside its place first; backups are synced when they are finished."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        coming = target.with_name(f".coming-{target.name}")
        coming.unlink(missing_ok=True)
        try:
            with coming.open("xb") as file:
                yield file
            coming.rename(target)
        finally:
            coming.unlink(missing_ok=True)

    @contextmanager
    def coming(self, name: str) -> Iterator[Callable[[str], AbstractContextManager[BinaryIO]]]:
        """The folder gets its name when everything is on the disk."""
        folder = self.root / "backups" / f".coming-{name}"
        folder.mkdir(parents=True)
        try:
            yield lambda inside: (folder / inside).open("xb")
            os.sync()  # blobs, manifest and signature before the name that promises them
            folder.rename(self.root / "backups" / name)
            os.sync()
        except BaseException:
            shutil.rmtree(folder)
            raise

    def blobs(self) -> Iterator[str]:
        return (each.relative_to(self.root).as_posix() for each in (self.root / "blobs").glob("*/*"))

    def drop(self, path: str) -> None:
        (self.root / path).unlink(missing_ok=True)

    def drop_backup(self, name: str) -> None:
        """Its name goes first: what a crash leaves is removed by the next backup."""
        left = self.root / "backups" / f".coming-{name}"
        (self.root / "backups" / name).rename(left)
        shutil.rmtree(left)
