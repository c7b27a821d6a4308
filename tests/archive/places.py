"""Media, keys and restored places for the stories of the archive."""

from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.utils import timezone

from archive import keys, media, wholeness
from archive.backup import back_up
from archive.restore import Target, restore
from archive.scratch import scratch_database
from documents import incoming
from storage.folder import Folder


def a_key(folder: Path):
    folder.mkdir(exist_ok=True)
    keys.create(folder / "backup.key")
    return keys.read(str(folder / "backup.key"))


def a_medium(folder: Path, name: str = "red") -> Path:
    medium = folder / "media" / name
    medium.mkdir(parents=True)
    return medium


def papers(count: int, beginning: str = "paper") -> list[str]:
    """Stored documents; their hashes."""
    made = [
        incoming.store(f"{beginning} {n}".encode(), f"{n}.txt", "text/plain", "", origin="uploaded")
        for n in range(count)
    ]
    return [each.latest.sha256 for each in made]


def backed_up(media_, key):
    return back_up(media_, key, timezone.now())


@contextmanager
def restored(medium: Path | str, key, folder: Path):
    """(what came back, its faults, alias of its database, its files) of the newest backup on a medium."""
    folder.mkdir()
    with scratch_database(folder) as alias:
        target = Target(Folder(folder / "files"), folder / "private", connections[alias])
        came = restore(media.chosen(medium), key, target)
        yield came, list(wholeness.faults(alias, target.files, came.tables)), alias, target.files
