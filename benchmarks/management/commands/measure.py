"""measure: every figure on the database at hand, which must be a throw-away one. Called by benchmarks.run."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from benchmarks import cases, mail, pages

SIZES = {"quick": (100, 1_000), "full": (1_000, 10_000, 100_000)}
REPEAT = {"quick": 4, "full": 40}


class Command(BaseCommand):
    """One JSON object on standard output."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """How thoroughly, and which parts."""
        parser.add_argument("--size", choices=SIZES, default="full")
        parser.add_argument("parts", nargs="*", default=["mail", "cases", "papers", "pages"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Parts in order; the crowd comes last, so that it slows nothing else."""
        repeat = REPEAT[options["size"]]
        parts = options["parts"]
        figures: dict[str, Any] = {"database": connection.vendor}
        if "mail" in parts:
            with tempfile.TemporaryDirectory() as folder:
                figures |= mail.measure(Path(folder), repeat * 5, repeat)
        if "cases" in parts:
            figures["case_without_paper"] = cases.without_paper(repeat)
        if "papers" in parts:
            figures["letter_issued"] = cases.letter_issued(max(repeat // 2, 2))
        if "pages" in parts:
            figures["pages"] = pages.measure(SIZES[options["size"]], max(repeat // 4, 3))
        self.stdout.write(json.dumps(figures))
