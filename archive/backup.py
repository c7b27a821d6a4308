"""Making a backup: the database first, then every file that is stored; papers never change, so nothing is missed."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

import journal
from archive import manifest, media, pruning
from archive.databases import Copy, copy
from archive.errors import BackupDamaged, MediumUnfit
from archive.keys import Keys
from archive.manifest import Line
from archive.media import Found, Medium, Writing
from archive.models import Backup
from archive.pruning import NAMED
from archive.sealed import NotSealed, Sums, seal, unseal
from organisation.models import User
from storage import blobs

PRIVATE_LIMIT = 1024 * 1024  # bytes; keys are small
OVERHEAD = 4096  # bytes that a file may take more than it has
RESERVE = 16 * 1024 * 1024  # bytes that stay free on a medium


@dataclass(frozen=True)
class Outcome:
    """What became of one medium; `error` in words when nothing was written. Sizes in bytes of plain files."""

    medium: str
    name: str
    manifest_sha256: str = ""
    files: int = 0
    size: int = 0
    written: int = 0
    reused: int = 0
    damaged: tuple[
        str, ...
    ] = ()  # stored files that are not what they were: left out, unless the medium has them
    error: str = ""
    thrown_away: tuple[str, ...] = ()  # earlier backups that need not be kept
    not_thrown_away: str = ""  # why they stayed, when something stood in the way


class _NotOurs(Exception):
    """A stored file is not what its name says."""


@dataclass
class _Making:
    """One backup being written onto one medium."""

    medium: Medium
    name: str
    taken: Copy
    scratch: Path
    keys: Keys
    damaged: list[str] = field(default_factory=list)


def back_up(to: Sequence[str | Path], keys: Keys, now: datetime, by: User | None = None) -> list[Outcome]:
    """One copy of the database onto each medium, with all files. A medium that is unfit does not hold up another."""
    name = now.strftime(NAMED)
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA_DIR) as scratch:
        taken = copy(Path(scratch))
        return [_onto(_Making(media.at(each), name, taken, Path(scratch), keys), now, by) for each in to]


def private_files() -> list[Path]:
    """Small files of the data folder that are no database: secrets of the place, but never the key of backups."""
    folder, ours = Path(settings.DATA_DIR), Path(settings.BACKUP_KEY_FILE).resolve()
    found = [*folder.glob("*"), *folder.glob("keys/*")]
    return sorted(
        each
        for each in found
        if each.is_file()
        and not each.is_symlink()
        and each.resolve() != ours
        and ".sqlite3" not in each.name
        and each.stat().st_size <= PRIVATE_LIMIT
    )


def _onto(making: _Making, now: datetime, by: User | None) -> Outcome:
    medium = making.medium
    try:
        medium.prepare()
        media.must_be_older(medium, making.name)
        with medium.held():
            media.must_be_older(medium, making.name)
            _must_fit(making)
            made = _pruned(making, _write(making, now), now)
    except (MediumUnfit, OSError) as error:
        return Outcome(str(medium), making.name, error=str(error))
    _record(made, making.taken, by)
    return made


def _pruned(making: _Making, made: Outcome, now: datetime) -> Outcome:
    """Behind a whole backup, and only there, earlier ones are thrown away."""
    if made.damaged or not pruning.is_on():
        return made
    try:
        return replace(made, thrown_away=tuple(pruning.prune(making.medium, making.keys, now.date())))
    except (BackupDamaged, OSError) as error:
        return replace(made, not_thrown_away=str(error))


def _must_fit(making: _Making) -> None:
    """MediumUnfit when the database, private files, and blobs that are not there yet are more than the free room."""
    medium, free = making.medium, making.medium.room()
    if free is None:
        return
    files = [making.taken.path, *private_files()]
    needed = sum(each.stat().st_size + OVERHEAD for each in files)
    for sha256, size in blobs.sizes():
        if medium.size(media.blob_path(sha256, making.keys.names)) is None:
            needed += size + OVERHEAD
    if free < needed + RESERVE:
        raise MediumUnfit(f"{medium} is too full: {needed} bytes are needed, {free} are free")


def _write(making: _Making, now: datetime) -> Outcome:
    plain, taken = making.scratch / "manifest", making.taken
    files, size, written, reused = 0, 0, 0, 0
    with making.medium.coming(making.name) as writing:
        with plain.open("wb") as open_manifest:
            manifest.write_head(open_manifest, manifest.Head(now.isoformat(), taken.database, taken.tables))
            for line, fresh in _lines(making, writing):
                manifest.write_line(open_manifest, line)
                files, size = files + 1, size + line.size
                written, reused = written + (line.size if fresh else 0), reused + (not fresh)
        manifest_sha256 = manifest.close(plain, writing, making.keys)
    damaged = tuple(making.damaged)
    return Outcome(str(making.medium), making.name, manifest_sha256, files, size, written, reused, damaged)


def _lines(making: _Making, writing: Writing) -> Iterator[tuple[Line, bool]]:
    """Write every file; its line, and whether it was written now. Blobs that cannot be kept go to `damaged`."""
    earlier = _Earlier(making)
    for sha256 in blobs.every():
        try:
            yield _blob(making, sha256, earlier.line(sha256))
        except (_NotOurs, blobs.BlobMissing):
            making.damaged.append(sha256)
    own = Found(making.medium, making.name)
    for place, file in enumerate(private_files()):
        inside = f"private-{place}.sealed"
        sums = _sealed(file.open("rb"), writing(inside), making.keys)
        named = file.relative_to(settings.DATA_DIR).as_posix()
        yield _line("private", named, own.path(inside), sums), True
    sums = _sealed(making.taken.path.open("rb"), writing("database.sealed"), making.keys)
    yield _line("database", "database", own.path("database.sealed"), sums), True


class _Earlier:
    """The lines of the medium's newest backup, read along with our own files: both go by the hash."""

    def __init__(self, making: _Making) -> None:
        self.lines: Iterator[Line] = iter(())
        self.at: Line | None = None
        names = making.medium.names()
        if making.medium.remote and names:
            plain = making.scratch / "earlier"
            try:
                manifest.open_signed(Found(making.medium, names[-1]), plain, making.keys)
            except BackupDamaged:
                return
            self.lines = (each for each in manifest.lines(plain) if each.role == "blob")

    def line(self, sha256: str) -> Line | None:
        """What was written about this blob then."""
        while self.at is None or self.at.name < sha256:
            self.at = next(self.lines, None)
            if self.at is None:
                return None
        return self.at if self.at.name == sha256 else None


def _blob(making: _Making, sha256: str, earlier: Line | None) -> tuple[Line, bool]:
    """A blob that lies there whole stays; else it is written anew. _NotOurs when our own file is damaged.

    Where reading costs, one that has the length that was signed once counts as whole: drills read it.
    """
    path = media.blob_path(sha256, making.keys.names)
    if earlier is not None and making.medium.size(path) == earlier.sealed_size:
        return earlier, False
    there = _whole(making.medium, path, sha256, making.keys)
    if there is not None:
        return _line("blob", sha256, path, there), False
    sums = _sealed(blobs.opened(sha256), making.medium.writing(path), making.keys, sha256)
    return _line("blob", sha256, path, sums), True


def _whole(medium: Medium, path: str, sha256: str, keys: Keys) -> tuple[Sums, Sums] | None:
    """The sums of a sealed blob on the medium, or None when it is missing or not what it should be."""
    try:
        with medium.open(path) as source:
            sums = unseal(source, None, keys.contents)
    except (OSError, NotSealed):
        return None
    return sums if sums[0].sha256 == sha256 else None


def _sealed(
    source: AbstractContextManager[BinaryIO],
    target: AbstractContextManager[BinaryIO],
    keys: Keys,
    sha256: str = "",
) -> tuple[Sums, Sums]:
    """Seal a file onto the medium. _NotOurs when it has not the hash that it should, and nothing is written."""
    with source as file, target as sink:
        sums = seal(file, sink, keys.contents)
        if sha256 and sums[0].sha256 != sha256:
            raise _NotOurs(sha256)
    return sums


def _line(role: manifest.Role, name: str, path: str, sums: tuple[Sums, Sums]) -> Line:
    plain, sealed = sums
    return Line(role, name, path, plain.sha256, plain.size, sealed.sha256, sealed.size)


def _record(made: Outcome, taken: Copy, by: User | None) -> None:
    """The row and the journal; the copy itself was taken before and does not hold them."""
    with transaction.atomic():
        Backup.objects.create(
            name=made.name,
            medium=made.medium,
            made_by=by,
            manifest_sha256=made.manifest_sha256,
            files=made.files,
            size=made.size,
            rows=sum(taken.tables.values()),
        )
        told = {"medium": made.medium, "manifest": made.manifest_sha256, "files": made.files}
        if made.thrown_away:
            told["thrown_away"] = list(made.thrown_away)
        journal.append("backup", made.name, told, by)
