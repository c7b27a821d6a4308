"""archive check [--head FILE …] [--no-files]: hold the database against its journal, its heads and its files."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive import chain, heads
from archive.commanding import NEEDS_HUMAN, USAGE
from archive.errors import ArchiveError

SHOWN = 20


class Command(BaseCommand):
    """One object; exit 1 when something is not as it was."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parts = parser.add_subparsers(dest="part", required=True)
        check = parts.add_parser("check", help="is everything as it was?")
        check.add_argument("--head", action="append", default=[], type=Path, metavar="FILE")
        check.add_argument("--no-files", action="store_true", help="do not read the stored files")

    def handle(self, *args: Any, **options: Any) -> None:
        answer = self._check(options["head"], files=not options["no_files"])
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if not answer["whole"]:
            sys.exit(NEEDS_HUMAN)

    def _check(self, given: list[Path], *, files: bool) -> dict[str, Any]:
        """Without --head all heads of the folder are met. `files` is null when they were not read."""
        try:
            held = list(chain.against_all(given or heads.all_saved()))
        except ArchiveError as error:
            raise CommandError(str(error), returncode=USAGE) from error
        bad, lost = chain.bad_years(), list(chain.bad_files()) if files else []
        return {
            "whole": not bad and not lost and all(each.whole for each in held),
            "bad": [chain.as_json(each) for each in bad],
            "heads": [each.as_json() for each in held if not each.whole][:SHOWN],
            "heads_met": sum(each.whole for each in held),
            "files": [{"sha256": name, "fault": fault} for name, fault in lost[:SHOWN]] if files else None,
        }
