"""clock [--every SECONDS]: ask the workers for a beat again and again, until stopped."""

import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections

from organisation import heartbeat
from workflows import tasks

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """The clock holds no state: any number may run, and one may die at any time."""

    help = __doc__ or ""
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def add_arguments(self, parser: CommandParser) -> None:
        """How often."""
        parser.add_argument("--every", type=float, default=5.0)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C."""
        stopped = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stopped.set())
        while not stopped.wait(options["every"]):
            close_old_connections()
            try:
                tasks.enqueue_beat()
                heartbeat.beat("clock")
            except DatabaseError:
                log.exception("the clock could not reach the database; it tries again")
