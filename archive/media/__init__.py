"""A medium holds encrypted files once and any number of backups of them, in a folder or in a bucket.

blobs/ab/<name>       encrypted files, shared by all backups, never changed
backups/<moment>/     manifest, its signature, database and private files of one backup
"""

import hashlib
import hmac
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from django.utils.module_loading import import_string

from archive.errors import BackupDamaged, MediumUnfit
from archive.media.folder import FolderMedium
from storage.remote import SCHEME

SIGNATURE = "manifest.sig"  # where nothing can be renamed, a backup counts when this is there
BUCKET = "archive.media.bucket.at"  # a name, as in storage.blobs

Writing = Callable[[str], AbstractContextManager[BinaryIO]]


class Medium(Protocol):
    """Paths are relative to the medium. Whatever fails there is an OSError; FileNotFoundError for one file."""

    remote: bool  # reading costs: what lies there is looked at, not read again, when a backup is made

    def prepare(self) -> None:
        """MediumUnfit unless it is there and can be written; one probe is written and removed."""

    def held(self) -> AbstractContextManager[None]:
        """One backup at a time: MediumUnfit. What a killed one left half-written is removed."""

    def room(self) -> int | None:
        """Free bytes; None when nobody knows."""

    def names(self) -> list[str]:
        """The finished backups, oldest first: their names are moments."""

    def size(self, path: str) -> int | None:
        """How many bytes a file has; None when it is not there."""

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """A file as a stream."""

    def writing(self, path: str) -> AbstractContextManager[BinaryIO]:
        """A file to write to: it is there when the block ends well, and whole."""

    def coming(self, name: str) -> AbstractContextManager[Writing]:
        """A backup being made: it counts when the block ends well, and nothing of it is left when not."""

    def blobs(self) -> Iterator[str]:
        """The paths of all encrypted files that backups share."""

    def drop(self, path: str) -> None:
        """Delete one file."""

    def drop_backup(self, name: str) -> None:
        """Delete a backup; half deleted it is none."""


@dataclass(frozen=True)
class Found:
    """A backup on a medium."""

    medium: Medium
    name: str

    def path(self, file: str) -> str:
        """Where a file of its own lies on the medium."""
        return f"backups/{self.name}/{file}"


def at(place: str | Path) -> Medium:
    """The medium of a path, or of an s3://… address."""
    if not str(place).startswith(SCHEME):
        return FolderMedium(Path(place))
    medium: Medium = import_string(BUCKET)(str(place))
    return medium


def chosen(place: str | Path, name: str = "") -> Found:
    """The backup of that name, or the newest. BackupDamaged when there is none."""
    medium = at(place)
    found = [each for each in medium.names() if not name or each == name]
    if not found:
        raise BackupDamaged(f"backups/{name}", f"{medium} holds no such backup")
    return Found(medium, found[-1])


def blob_path(sha256: str, names: bytes) -> str:
    """Where a blob lies on the medium: its hash is hidden, or a stranger could ask which papers we have."""
    hidden = hmac.new(names, sha256.encode(), hashlib.sha256).hexdigest()
    return f"blobs/{hidden[:2]}/{hidden}"


def must_be_older(medium: Medium, name: str) -> None:
    """MediumUnfit when a backup as new as this one lies there."""
    newer = [each for each in medium.names() if each >= name]
    if newer:
        raise MediumUnfit(f"{medium} holds a newer backup ({newer[-1]}): is the clock of this machine right?")
