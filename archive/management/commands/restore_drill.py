"""restore_drill [--from MEDIUM …] [--as USER]: restore both media on trial, look through them, issue the report."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from archive.commanding import NEEDS_HUMAN, configured_keys, media_of
from archive.drills import drill
from organisation import profile
from organisation.models import User


class Command(BaseCommand):
    """One object: the number of the report, whether all was whole, and a finding for each medium."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """From where, and who it was."""
        parser.add_argument("--from", nargs="+", default=[], dest="media", metavar="MEDIUM")
        parser.add_argument("--as", dest="user", default="", help="user name of who holds the drill")

    def handle(self, *args: Any, **options: Any) -> None:
        keys, media = configured_keys(), media_of(options["media"])
        by = User.objects.filter(username=options["user"]).first()
        made, findings = drill(media, keys, timezone.now(), profile.current(), by)
        answer = {
            "report": made.entry.number,
            "whole": made.whole,
            "media": [asdict(each) for each in findings],
        }
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if not made.whole:
            sys.exit(NEEDS_HUMAN)
