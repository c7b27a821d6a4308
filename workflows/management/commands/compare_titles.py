"""compare_titles IN.csv OUT.csv: for each pair of course titles whether they name one course, and why."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflows.credit.comparison import Reason, compare_titles

_COLUMNS = ("id", "title_a", "title_b")


class Command(BaseCommand):
    """See docs/comparison.md."""

    help = __doc__ or ""
    requires_system_checks: tuple[str, ...] = ()  # touches neither database nor pages

    def add_arguments(self, parser: CommandParser) -> None:
        """Both CSV files; the input has the columns id, title_a, title_b and may have more."""
        parser.add_argument("input", type=Path)
        parser.add_argument("output", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 done, 2 a file or column is missing. Answers with counts."""
        try:
            with options["input"].open(encoding="utf-8-sig", newline="") as source:
                rows = list(csv.DictReader(source))
            answers = [self._answer(row) for row in rows]
            with options["output"].open("w", encoding="utf-8", newline="") as target:
                writer = csv.writer(target, lineterminator="\n")
                writer.writerow(("id", "same", "score", "why"))
                writer.writerows(answers)
        except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
            self.stderr.write(f"cannot compare: {error}")
            raise SystemExit(2) from None
        same = sum(answer[1] for answer in answers)
        self.stdout.write(json.dumps({"pairs": len(answers), "same": same}))

    def _answer(self, row: Mapping[str, str | None]) -> tuple[str, int, float, str]:
        identity, left, right = (row[name] or "" for name in _COLUMNS)
        verdict = compare_titles(left, right)
        return identity, int(verdict.same), verdict.score, _line(verdict.why)


def _line(reason: Reason) -> str:
    """`grade_differs left=8 right=9`."""
    parts = [
        f"{name}={', '.join(map(str, value)) if isinstance(value, list) else value}"
        for name, value in sorted(reason.params.items())
    ]
    return " ".join((reason.code, *parts))
