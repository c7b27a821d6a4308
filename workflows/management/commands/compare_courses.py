"""compare_courses FILE: earlier courses against course units; JSON in, JSON out, always the same bytes."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from workflows.credit.comparison.exchange import Unreadable, answer


class Command(BaseCommand):
    """See docs/comparison.md."""

    help = __doc__ or ""
    requires_system_checks: tuple[str, ...] = ()  # touches neither database nor pages

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, or - for standard input."""
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 compared (a line may still want a person: verdict "unknown"), 2 unreadable input."""
        try:
            text = (
                sys.stdin.read() if options["file"] == "-" else Path(options["file"]).read_text("utf-8-sig")
            )
            self.stdout.write(answer(text))
        except (OSError, UnicodeDecodeError, Unreadable) as error:
            self.stderr.write(str(error))
            raise SystemExit(2) from None
