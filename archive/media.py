"""A medium: a folder (a mounted disk, a share) that holds encrypted files once and any number of backups of them.

blobs/ab/<name>       encrypted files, shared by all backups, never changed
backups/<moment>/     manifest, its signature, database and private files of one backup
"""

import fcntl
import hashlib
import hmac
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.errors import BackupDamaged, MediumUnfit

RESERVE = 16 * 1024 * 1024  # bytes that stay free


def backups(medium: Path) -> list[Path]:
    """The finished backups on a medium, oldest first: their names are moments."""
    return sorted(each for each in (medium / "backups").glob("[0-9]*") if each.is_dir())


def chosen(medium: Path, name: str = "") -> Path:
    """The backup of that name, or the newest. BackupDamaged when there is none."""
    found = [each for each in backups(medium) if not name or each.name == name]
    if not found:
        raise BackupDamaged(f"backups/{name}", f"{medium} holds no such backup")
    return found[-1]


def blob_path(sha256: str, names: bytes) -> str:
    """Where a blob lies on the medium: its hash is hidden, or a stranger could ask which papers we have."""
    hidden = hmac.new(names, sha256.encode(), hashlib.sha256).hexdigest()
    return f"blobs/{hidden[:2]}/{hidden}"


def check(medium: Path, name: str, needed: int) -> None:
    """MediumUnfit unless a backup of that name and size (bytes) can be written. Writes and removes one probe."""
    if not medium.is_dir():
        raise MediumUnfit(f"{medium} is not there: is it mounted?")
    probe = medium / f".probe-{uuid.uuid4().hex}"
    try:
        probe.write_bytes(b"zachetka")
        probe.unlink()
    except OSError as error:
        raise MediumUnfit(f"{medium} cannot be written: {error.strerror}") from error
    newer = [each.name for each in backups(medium) if each.name >= name]
    if newer:
        raise MediumUnfit(f"{medium} holds a newer backup ({newer[-1]}): is the clock of this machine right?")
    free = shutil.disk_usage(medium).free
    if free < needed + RESERVE:
        raise MediumUnfit(f"{medium} is too full: {needed} bytes are needed, {free} are free")


@contextmanager
def held(medium: Path) -> Iterator[None]:
    """One backup at a time on a medium; what a killed one left half-written is removed."""
    with (medium / ".lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise MediumUnfit(f"{medium}: another backup is being written") from error
        for left in (medium / "backups").glob(".coming-*"):
            shutil.rmtree(left)
        yield


@contextmanager
def coming(medium: Path, name: str) -> Iterator[Path]:
    """The folder of a backup being made; it gets its name when everything is on the disk, or is removed."""
    folder = medium / "backups" / f".coming-{name}"
    folder.mkdir(parents=True)
    try:
        yield folder
        os.sync()  # blobs, manifest and signature before the name that promises them
        folder.rename(medium / "backups" / name)
        os.sync()
    except BaseException:
        shutil.rmtree(folder)
        raise
