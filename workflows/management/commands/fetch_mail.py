"""fetch_mail [--watch]: take new letters from the IMAP mailbox of IMAP_URL, once or until stopped."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from mailroom import imap
from workflows import tasks


class Command(BaseCommand):
    """A letter is marked as stored on the server only after it is committed here."""

    help = __doc__ or ""
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or for ever."""
        parser.add_argument("--watch", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 2 when no mailbox is configured."""
        if not settings.IMAP_URL:
            self.stderr.write("IMAP_URL is not set")
            raise SystemExit(2)
        if options["watch"]:
            imap.watch(settings.IMAP_URL, tasks.wake)
            return
        stored = imap.fetch_new(settings.IMAP_URL, tasks.wake)
        self.stdout.write(json.dumps({"stored": stored}))
