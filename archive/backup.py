"""Making a backup: the database first, then every file that is stored; papers never change, so nothing is missed."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import transaction

import journal
from archive import manifest, media
from archive.databases import Copy, copy
from archive.errors import MediumUnfit
from archive.keys import Keys
from archive.manifest import Line
from archive.models import Backup
from archive.sealed import NotSealed, Sums, seal, unseal
from organisation.models import User
from storage import blobs

NAMED = "%Y%m%dT%H%M%SZ"
PRIVATE_LIMIT = 1024 * 1024  # bytes; keys are small
OVERHEAD = 4096  # bytes that a file may take more than it has


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


def back_up(to: Sequence[Path], keys: Keys, now: datetime, by: User | None = None) -> list[Outcome]:
    """One copy of the database onto each medium, with all files. A medium that is unfit does not hold up another."""
    name = now.strftime(NAMED)
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA_DIR) as scratch:
        taken = copy(Path(scratch))
        return [_onto(medium, name, taken, Path(scratch), keys, now, by) for medium in to]


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


def _onto(
    medium: Path, name: str, taken: Copy, scratch: Path, keys: Keys, now: datetime, by: User | None
) -> Outcome:
    try:
        if medium.is_dir():
            media.check(medium, name, 0)
            with media.held(medium):
                media.check(medium, name, _needed(medium, taken, keys))
                made = _write(medium, name, taken, scratch, keys, now)
        else:
            media.check(medium, name, 0)
    except (MediumUnfit, OSError) as error:
        return Outcome(str(medium), name, error=str(error))
    _record(made, taken, by)
    return made


def _needed(medium: Path, taken: Copy, keys: Keys) -> int:
    """Bytes that the medium will take: the database, private files, and blobs that are not there yet."""
    files = [taken.path, *private_files()]
    absent = (
        blobs.path(each)
        for each in blobs.every()
        if not (medium / media.blob_path(each, keys.names)).exists()
    )
    return sum(each.stat().st_size + OVERHEAD for each in chain(files, absent))


def _write(medium: Path, name: str, taken: Copy, scratch: Path, keys: Keys, now: datetime) -> Outcome:
    plain = scratch / "manifest"
    files, size, written, reused = 0, 0, 0, 0
    damaged: list[str] = []
    with media.coming(medium, name) as folder:
        with plain.open("wb") as open_manifest:
            manifest.write_head(open_manifest, manifest.Head(now.isoformat(), taken.database, taken.tables))
            for line, fresh in _lines(medium, name, folder, taken, keys, damaged):
                manifest.write_line(open_manifest, line)
                files, size = files + 1, size + line.size
                written, reused = written + (line.size if fresh else 0), reused + (not fresh)
        manifest_sha256 = manifest.close(plain, folder, keys)
    return Outcome(str(medium), name, manifest_sha256, files, size, written, reused, tuple(damaged))


def _lines(
    medium: Path, name: str, folder: Path, taken: Copy, keys: Keys, damaged: list[str]
) -> Iterator[tuple[Line, bool]]:
    """Write every file; its line, and whether it was written now. Blobs that cannot be kept go to `damaged`."""
    for sha256 in blobs.every():
        kept = _blob(medium, sha256, keys)
        if kept is None:
            damaged.append(sha256)
        else:
            yield kept
    for place, file in enumerate(private_files()):
        inside = f"private-{place}.sealed"
        sums = _sealed(file, folder / inside, keys)
        yield (
            _line(
                "private", file.relative_to(settings.DATA_DIR).as_posix(), f"backups/{name}/{inside}", sums
            ),
            True,
        )
    sums = _sealed(taken.path, folder / "database.sealed", keys)
    yield _line("database", "database", f"backups/{name}/database.sealed", sums), True


def _blob(medium: Path, sha256: str, keys: Keys) -> tuple[Line, bool] | None:
    """A blob that lies there whole stays; else it is written anew. None when our own file is damaged."""
    path = media.blob_path(sha256, keys.names)
    target = medium / path
    there = _whole(target, sha256, keys)
    if there is not None:
        return _line("blob", sha256, path, there), False
    target.parent.mkdir(parents=True, exist_ok=True)
    coming = target.with_name(f".coming-{target.name}")
    coming.unlink(missing_ok=True)
    try:
        sums = _sealed(blobs.path(sha256), coming, keys)
        if sums[0].sha256 != sha256:
            return None
        coming.rename(target)
    finally:
        coming.unlink(missing_ok=True)
    return _line("blob", sha256, path, sums), True


def _whole(target: Path, sha256: str, keys: Keys) -> tuple[Sums, Sums] | None:
    """The sums of a sealed blob on the medium, or None when it is missing or not what it should be."""
    try:
        with target.open("rb") as source:
            sums = unseal(source, None, keys.contents)
    except (OSError, NotSealed):
        return None
    return sums if sums[0].sha256 == sha256 else None


def _sealed(file: Path, target: Path, keys: Keys) -> tuple[Sums, Sums]:
    with file.open("rb") as source, target.open("xb") as sink:
        return seal(source, sink, keys.contents)


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
        journal.append("backup", made.name, told, by)
