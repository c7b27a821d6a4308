"""tick: do everything that is due, once, and say what was done as counts per outcome.

Scans of applications are read here too, one after the other; beside a clock that is the work of the queue `scans`.
"""

import json
from typing import Any

from django.core.management.base import BaseCommand

from workflows import ticking
from workflows.credit import scans


class Command(BaseCommand):
    """See docs/commands.md."""

    help = __doc__ or ""
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def handle(self, *args: Any, **options: Any) -> None:
        """One beat."""
        self.stdout.write(json.dumps(ticking.beat() | {"scans": scans.read_all()}, ensure_ascii=False))
