"""show_case NUMBER: everything the office sees, as one JSON object."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflows import shown
from workflows.cases.models import Case


class Command(BaseCommand):
    """See docs/commands.md."""

    help = __doc__ or ""
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def add_arguments(self, parser: CommandParser) -> None:
        """The number of the case."""
        parser.add_argument("number")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 when there is no such case."""
        try:
            found = shown.case(options["number"])
        except Case.DoesNotExist:
            self.stderr.write("no such case")
            raise SystemExit(1) from None
        self.stdout.write(json.dumps(found, ensure_ascii=False))
