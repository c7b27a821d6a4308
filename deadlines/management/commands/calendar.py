"""Show one year of the production calendar."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from deadlines.calendar import current
from deadlines.daykinds import SATURDAY


class Command(BaseCommand):
    """JSON on standard output; exit 3 for a year that is not known."""

    help = "The days of a year that differ from its weekdays."
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, each sorted: off (weekdays, without decree days), decree, working (weekend days), short."""
        year: int = options["year"]
        try:
            calendar = current()
        except DatabaseError as error:
            raise CommandError(f"the database does not answer: {error}", returncode=3) from error
        lists = {
            "off": [day for day in calendar.off if day.weekday() < SATURDAY],
            "decree": calendar.decree,
            "working": calendar.working,
            "short": calendar.short,
        }
        known = year in calendar.years
        answer = {name: _of_year(days, year) if known else None for name, days in lists.items()}
        self.stdout.write(json.dumps(answer))
        if not known:
            raise CommandError(f"the calendar of {year} is not known", returncode=3)


def _of_year(days: Iterable[date], year: int) -> list[str]:
    return sorted(day.isoformat() for day in days if day.year == year)
