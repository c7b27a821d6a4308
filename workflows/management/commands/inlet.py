"""inlet: receive mail by SMTP on SMTP_HOST:SMTP_PORT until stopped; every stored letter wakes a worker."""

import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mailroom import inlet
from workflows import tasks


class Command(BaseCommand):
    """Behind Postfix in production, alone on the embedded default."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until SIGTERM or Ctrl-C; letters being received are finished first."""
        stopped = threading.Event()
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stopped.set())
        server = inlet.build(tasks.wake)
        server.start()
        self.stderr.write(f"SMTP inlet on {settings.SMTP_HOST}:{settings.SMTP_PORT}")
        stopped.wait()
        server.stop()
