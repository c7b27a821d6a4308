"""restore MEDIUM [--at NAME]: put a backup (the newest) into this place, which must be empty."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from archive import databases, media
from archive.commanding import configured_keys, place_of, refused
from archive.errors import ArchiveError
from archive.restore import Target, restore
from storage import blobs


class Command(BaseCommand):
    """Answers what came back; `rows_differ` lists tables whose rows are not those of the backup."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, and which."""
        parser.add_argument("medium")
        parser.add_argument("--at", default="", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        keys = configured_keys()
        target = Target(blobs.store(), Path(settings.DATA_DIR), connection)
        try:
            came = restore(media.chosen(place_of(options["medium"]), options["at"]), keys, target)
        except (ArchiveError, OSError) as error:
            raise refused(error) from error
        there = databases.counts(connection)
        differ = sorted(name for name in {*there, *came.tables} if there.get(name) != came.tables.get(name))
        answer = {
            "name": came.name,
            "made_at": came.made_at,
            "files": came.files,
            "size": came.size,
            "rows": sum(came.tables.values()),
            "rows_differ": differ,
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
