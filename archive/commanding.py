"""What the commands of the archive share: media and key of the settings, exit codes."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

from archive import keys
from archive.errors import ArchiveError, KeyUnfit
from archive.keys import Keys
from storage.remote import SCHEME

NEEDS_HUMAN, USAGE, UNAVAILABLE = 1, 2, 3


def configured_keys() -> Keys:
    """The keys of BACKUP_KEY_FILE. CommandError (usage) when it is not fit."""
    try:
        return keys.read(settings.BACKUP_KEY_FILE)
    except KeyUnfit as error:
        raise CommandError(str(error), returncode=USAGE) from error


def media_of(given: list[str]) -> list[str]:
    """The media named, else those of BACKUP_MEDIA. CommandError (usage) when there is none."""
    found = [place_of(each) for each in given or settings.BACKUP_MEDIA]
    if not found:
        raise CommandError("no medium: name folders or s3://…, or set BACKUP_MEDIA", returncode=USAGE)
    return found


def place_of(given: str) -> str:
    """A medium as it was named: the whole path of a folder, the address of a bucket."""
    return given if given.startswith(SCHEME) else str(Path(given).resolve())


def refused(error: ArchiveError | OSError) -> CommandError:
    """An error of the archive for the console."""
    return CommandError(f"{type(error).__name__}: {error}", returncode=NEEDS_HUMAN)
