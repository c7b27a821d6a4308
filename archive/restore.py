"""Restoring: everything is looked at before anything is touched, and the database comes last."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from archive import databases, manifest
from archive.errors import BackupDamaged, PlaceNotEmpty
from archive.keys import Keys
from archive.manifest import Head, Line
from archive.sealed import NotSealed, unseal
from storage import blobs


@dataclass(frozen=True)
class Target:
    """Where a backup goes: the store of blobs, the folder of private files, the database behind a connection."""

    files: Path
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
    if target.files.is_dir() and any(each.is_file() for each in target.files.rglob("*")):
        raise PlaceNotEmpty(f"{target.files} already holds files")
    databases.must_be_empty(target.connection)


def restore(backup: Path, keys: Keys, target: Target) -> Restored:
    """Restore one backup (a folder on a medium). BackupDamaged names the first bad file, and nothing was touched."""
    must_be_empty(target)
    target.private.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=target.private) as scratch:
        plain = Path(scratch) / "manifest"
        head = verify(backup, plain, keys)
        files, size = 0, 0
        for line in manifest.lines(plain):
            _bring(backup.parents[1], line, keys, _place(line, target, Path(scratch)))
            files, size = files + 1, size + line.size
        databases.load(Path(scratch) / "database", head.database, target.connection)
    return Restored(backup.name, head.made_at, files, size, dict(head.tables))


def verify(backup: Path, plain: Path, keys: Keys) -> Head:
    """Check the signature and every hash of a backup; its manifest lies at `plain` afterwards."""
    head = manifest.open_signed(backup, plain, keys)
    medium = backup.parents[1]
    for line in manifest.lines(plain):
        file = medium / line.path
        if not file.is_file():
            raise BackupDamaged(line.path, "it is missing")
        if blobs.digest(file) != line.sealed_sha256:
            raise BackupDamaged(line.path, "its bytes were changed")
    return head


def _place(line: Line, target: Target, scratch: Path) -> Path:
    if line.role == "blob":
        return blobs.place(target.files, line.name)
    return scratch / "database" if line.role == "database" else target.private / line.name


def _bring(medium: Path, line: Line, keys: Keys, place: Path) -> None:
    """Decrypt one file to its place, beside it first; it replaces the secrets that a fresh place made for itself."""
    place.parent.mkdir(parents=True, exist_ok=True)
    coming = place.with_name(f".coming-{place.name}")
    try:
        with (medium / line.path).open("rb") as source, coming.open("wb") as target:
            coming.chmod(0o600)
            plain, _ = unseal(source, target, keys.contents)
    except NotSealed as error:
        raise BackupDamaged(line.path, "it cannot be decrypted") from error
    if plain.sha256 != line.sha256:
        raise BackupDamaged(line.path, "it is not the file that was backed up")
    coming.rename(place)
