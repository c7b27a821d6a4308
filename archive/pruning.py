"""Throwing old backups away, so that what was destroyed does not live on in them for ever.

Of each day its newest backup stays, as long as the rule says (rules.kept). Nothing goes when a backup that is to
stay cannot be read: then a person has to look.
"""

import tempfile
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from archive import manifest, rules
from archive.keys import Keys
from archive.media import Found, Medium

NAMED = "%Y%m%dT%H%M%SZ"  # names of backups: moments, by UTC


def is_on() -> bool:
    """Whether backups are thrown away at all."""
    return settings.BACKUP_KEEP_DAYS > 0


def copies_until(gone_on: date) -> date | None:
    """The last day on which backups may hold what is erased now; None: until somebody throws them away."""
    if not is_on():
        return None
    return rules.copies_until(gone_on, settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_YEARS)


def superfluous(names: list[str], today: date) -> list[str]:
    """Those of the names, oldest first, that the rule does not keep."""
    newest = {datetime.strptime(name, NAMED).date(): name for name in names}
    keep = rules.kept(newest, settings.BACKUP_KEEP_DAYS, settings.BACKUP_KEEP_YEARS, today)
    staying = {newest[day] for day in keep}
    return [name for name in names if name not in staying]


def prune(medium: Medium, keys: Keys, today: date) -> list[str]:
    """Throw away backups and the files that only they hold; their names. The medium is held.

    BackupDamaged or OSError: nothing was thrown away, or not all. Memory: 100 bytes for each stored file.
    """
    names = medium.names()
    going = superfluous(names, today)
    if not going:
        return []
    used = set[bytes]()
    with tempfile.TemporaryDirectory(prefix=".pruning-", dir=settings.DATA_DIR) as scratch:
        for name in names:
            if name not in going:
                plain = Path(scratch) / "manifest"
                manifest.open_signed(Found(medium, name), plain, keys)
                used.update(_key(line.path) for line in manifest.lines(plain) if line.role == "blob")
    for name in going:
        medium.drop_backup(name)
    for path in list(medium.blobs()):
        if _key(path) not in used:
            medium.drop(path)
    return going


def _key(path: str) -> bytes:
    """A hidden name in half its letters; what is no such name was left by a killed backup."""
    name = path.rpartition("/")[2]
    return bytes.fromhex(name) if len(name) == 64 else name.encode()
