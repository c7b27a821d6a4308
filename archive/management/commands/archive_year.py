"""archive_year YEAR [--as USER]: keep the journals of the school year that began in YEAR, class by class."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from archive import journals
from organisation import profile
from organisation.models import User


class Command(BaseCommand):
    """One line of JSON for each class."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Which year, and who it was."""
        parser.add_argument("year", type=int)
        parser.add_argument("--as", dest="user", default="", help="user name of who archives")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["user"]).first()
        for each in journals.keep(options["year"], profile.current(), timezone.now(), by):
            answer = {
                "group": each.group,
                "results": each.results,
                "sheet": each.sheet.title,
                "paper": each.paper.title if each.paper else None,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
