"""backup [--to MEDIUM …] [--as USER]: an encrypted backup of database and files onto each medium."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from archive.backup import back_up
from archive.commanding import NEEDS_HUMAN, UNAVAILABLE, configured_keys, media_of
from archive.errors import DatabaseUnfit
from organisation.models import User


class Command(BaseCommand):
    """One line of JSON for each medium; exit 1 when one of them did not get its backup whole."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Whereto, and who it was."""
        parser.add_argument("--to", nargs="+", default=[], metavar="MEDIUM")
        parser.add_argument("--as", dest="user", default="", help="user name of who makes the backup")

    def handle(self, *args: Any, **options: Any) -> None:
        keys, media = configured_keys(), media_of(options["to"])
        by = User.objects.filter(username=options["user"]).first()
        try:
            made = back_up(media, keys, timezone.now(), by)
        except DatabaseUnfit as error:
            raise CommandError(str(error), returncode=UNAVAILABLE) from error
        for each in made:
            self.stdout.write(json.dumps(asdict(each), ensure_ascii=False))
        if any(each.error or each.damaged or each.not_thrown_away for each in made):
            sys.exit(NEEDS_HUMAN)
