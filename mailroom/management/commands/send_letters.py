"""send_letters: send what is due, once; counts per outcome as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mailroom import outbox


class Command(BaseCommand):
    """Exit 1 when a letter needs a person, else 0."""

    help = __doc__ or ""
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def add_arguments(self, parser: CommandParser) -> None:
        """How many at most."""
        parser.add_argument("--limit", type=int, default=500)

    def handle(self, *args: Any, **options: Any) -> None:
        """Every outcome is named, also those that did not happen."""
        done = outbox.send_due(options["limit"])
        names = ("sent", "deferred", "needs_human", "busy")
        self.stdout.write(json.dumps({name: done.get(name, 0) for name in names}))
        if done.get("needs_human"):
            raise SystemExit(1)
