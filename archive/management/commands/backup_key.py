"""backup_key FILE: make the key of backups. Keep it apart from the media: without it nothing can be restored."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive import keys
from archive.commanding import USAGE
from archive.errors import KeyUnfit


class Command(BaseCommand):
    """A key is never overwritten."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"]).resolve()
        try:
            keys.create(path)
        except KeyUnfit as error:
            raise CommandError(str(error), returncode=USAGE) from error
        self.stdout.write(json.dumps({"key_file": str(path)}, ensure_ascii=False))
