"""fill COUNT: documents with rows, journal and bytes, for benchmarks.drill."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from benchmarks import documents


class Command(BaseCommand):
    """How many bytes were stored."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """How many."""
        parser.add_argument("count", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(json.dumps({"bytes": documents.fill(options["count"])}))
