"""Restoring: everything is looked at before anything is touched, and the database comes last."""

import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db.backends.base.base import BaseDatabaseWrapper

from archive import databases, manifest
from archive.errors import BackupDamaged, PlaceNotEmpty
from archive.keys import Keys
from archive.manifest import Head, Line
from archive.media import Found
from archive.sealed import NotSealed, unseal
from storage.blobs import Store
from storage.sums import sha256_of


@dataclass(frozen=True)
class Target:
    """Where a backup goes: the store of blobs, the folder of private files, the database behind a connection."""

    files: Store
    private: Path
    connection: BaseDatabaseWrapper


@dataclass(frozen=True)
class Restored:
    """What came back; `tables` as they were counted when the backup was made, `size` in bytes of plain files."""

    name: str
    made_at: str
    files: int
    size: int
    tables: dict[str, int]


def must_be_empty(target: Target) -> None:
    """PlaceNotEmpty when there is a file in the store or a table in the database."""
    if not target.files.is_empty():
        raise PlaceNotEmpty("the store already holds files")
    databases.must_be_empty(target.connection)


def restore(backup: Found, keys: Keys, target: Target, *, trial: bool = False) -> Restored:
    """Restore one backup. BackupDamaged names the first bad file, and nothing was touched.

    On trial, into a place that is thrown away, each file is looked at when it comes, and so is read only once.
    """
    must_be_empty(target)
    target.private.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=target.private) as scratch:
        plain = Path(scratch) / "manifest"
        head = manifest.open_signed(backup, plain, keys) if trial else verify(backup, plain, keys)
        files, size = 0, 0
        for line in manifest.lines(plain):
            _bring(backup, line, keys, _place(line, target, Path(scratch)))
            files, size = files + 1, size + line.size
        databases.load(Path(scratch) / "database", head.database, target.connection)
    return Restored(backup.name, head.made_at, files, size, dict(head.tables))


def verify(backup: Found, plain: Path, keys: Keys) -> Head:
    """Check the signature and every hash of a backup; its manifest lies at `plain` afterwards."""
    head = manifest.open_signed(backup, plain, keys)
    for line in manifest.lines(plain):
        with _opened(backup, line) as file:
            changed = sha256_of(file).hexdigest() != line.sealed_sha256
        if changed and not _written_anew(backup, line, keys):
            raise BackupDamaged(line.path, "its bytes were changed")
    return head


def _written_anew(backup: Found, line: Line, keys: Keys) -> bool:
    """A later backup seals a blob again that went bad here: other bytes, and the same file within."""
    if line.role != "blob":
        return False
    try:
        with _opened(backup, line) as file:
            plain, _ = unseal(file, None, keys.contents)
    except NotSealed:
        return False
    return plain.sha256 == line.sha256


@contextmanager
def _opened(backup: Found, line: Line) -> Iterator[BinaryIO]:
    with ExitStack() as stack:
        try:
            file = stack.enter_context(backup.medium.open(line.path))
        except FileNotFoundError as error:
            raise BackupDamaged(line.path, "it is missing") from error
        yield file


def _place(line: Line, target: Target, scratch: Path) -> AbstractContextManager[BinaryIO]:
    if line.role == "blob":
        return target.files.coming(line.name)
    return _private(scratch / "database" if line.role == "database" else target.private / line.name)


@contextmanager
def _private(place: Path) -> Iterator[BinaryIO]:
    """Beside its place first; it replaces the secrets that a fresh place made for itself."""
    place.parent.mkdir(parents=True, exist_ok=True)
    coming = place.with_name(f".coming-{place.name}")
    with coming.open("wb") as file:
        coming.chmod(0o600)
        yield file
    coming.rename(place)


def _bring(backup: Found, line: Line, keys: Keys, place: AbstractContextManager[BinaryIO]) -> None:
    """Decrypt one file to its place. BackupDamaged before it gets its name."""
    with _opened(backup, line) as source, place as target:
        try:
            plain, _ = unseal(source, target, keys.contents)
        except NotSealed as error:
            raise BackupDamaged(line.path, "its bytes were changed") from error
        if plain.sha256 != line.sha256:
            raise BackupDamaged(line.path, "it is not the file that was backed up")
