"""measure: every figure on the database at hand, which must be a throw-away one. Called by benchmarks.run."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from benchmarks import cases, mail, pages
from tests.workflows.rush import rush

SIZES = {"quick": (100, 1_000), "full": (1_000, 10_000, 100_000)}
REPEAT = {"quick": 4, "full": 40}
PAPERS = {"quick": 10, "full": 200}


class Command(BaseCommand):
    """One JSON object on standard output."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """How thoroughly, and which parts."""
        parser.add_argument("--size", choices=SIZES, default="full")
        parser.add_argument("parts", nargs="*", default=["mail", "cases", "papers", "pages", "rush"])

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
            figures["paper_issued"] = cases.paper_issued(max(repeat // 2, 2))
            figures["letter_issued"] = cases.letter_issued(max(repeat // 2, 2))
            figures["paper_sealed"] = cases.paper_sealed(repeat)
            figures["certificate_made"] = cases.certificate_made(max(repeat // 2, 2))
        if "pages" in parts:
            figures["pages"] = pages.measure(SIZES[options["size"]], max(repeat // 4, 3))
        if "rush" in parts and connection.vendor == "sqlite":
            figures["rush"] = busiest_hour(PAPERS[options["size"]])
        self.stdout.write(json.dumps(figures))


def busiest_hour(papers: int) -> dict[str, Any]:
    """How long letters and forms waited while a batch of papers was issued, in an installation of its own."""
    with tempfile.TemporaryDirectory() as folder:
        _place, seen = rush(Path(folder) / "data", papers)
    clients = {"letters": seen.letters.summary(), "forms": seen.forms.summary()}
    failures = {*seen.letters.answers} - {"250"} | {*seen.forms.answers} - {"200"}
    return {
        "papers": papers,
        "papers_per_second": round(papers / seen.seconds, 2),
        **clients,
        "failures": sorted(failures),
        "inlet_under_one_second": seen.letters.summary()["longest_seconds"] < 1,
        "locked": seen.logs.count("locked"),
    }
