"""inlet: receive mail by SMTP on SMTP_HOST:SMTP_PORT until stopped; every stored letter wakes a worker."""

import logging
import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from mailroom import inlet
from organisation import heartbeat
from workflows import tasks

log = logging.getLogger(__name__)

HEARTBEAT = 30.0  # seconds


class Command(BaseCommand):
    """Behind Postfix in production, alone on the embedded default."""

    help = __doc__ or ""
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C; letters being received are finished first."""
        stopped = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stopped.set())
        server = inlet.build(tasks.wake)
        server.start()
        self.stderr.write(f"SMTP inlet on {settings.SMTP_HOST}:{settings.SMTP_PORT}")
        say_alive()
        while not stopped.wait(HEARTBEAT):
            say_alive()
        server.stop()


def say_alive() -> None:
    """Note for the board that letters are being taken."""
    close_old_connections()
    try:
        heartbeat.beat(heartbeat.INLET)
    except DatabaseError:
        log.exception("the inlet could not note that it lives; letters are refused with 451 meanwhile")
