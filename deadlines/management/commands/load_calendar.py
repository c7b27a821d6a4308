"""Load a production calendar file, for example next year's."""

import dataclasses
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from deadlines.calendar import CalendarFileRefused, load_file


class Command(BaseCommand):
    """JSON on standard output: the years by what became of them. Exit 1 when a person has to look."""

    help = (
        "Load a production calendar (CSV: date, kind, moved_from, note). Years already here stay as they are."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="replace years that are already here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what was added, replaced, unchanged and kept."""
        try:
            loaded = load_file(options["file"], replace=options["replace"])
        except OSError as error:
            raise CommandError(str(error), returncode=2) from error
        except CalendarFileRefused as error:
            raise CommandError(str(error), returncode=1) from error
        self.stdout.write(json.dumps(dataclasses.asdict(loaded)))
        if loaded.kept:
            years = ", ".join(str(year) for year in loaded.kept)
            raise CommandError(f"differ from the file and were kept: {years} (see --replace)", returncode=1)
