"""Puts a profile of fixtures/organisations, or a file, in force as a new edition; earlier editions stay."""

import json
from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, transaction

import journal
from organisation import setup_code
from organisation.loading import ProfileFileMissing, load_profile
from organisation.models import Edition
from organisation.profile import ProfileInvalid, parse

USAGE, UNAVAILABLE = 2, 3
KINDS = ("credit", "reward", "disclosure")


def day(text: str) -> date:
    """An ISO date."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"not an ISO date: {text}") from error


class Command(BaseCommand):
    """JSON on standard output; exit 2 for an unknown or wrong profile, 3 when the database is not there."""

    help = "Put a profile in force from today, or from --valid-from. The same profile again changes nothing."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="a profile of fixtures/organisations, or the path of a file")
        parser.add_argument("--valid-from", type=day, metavar="DATE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = _load(options["name"], options["valid_from"])
        except (ProfileFileMissing, ProfileInvalid) as error:
            raise CommandError(f"{type(error).__name__}: {error}", returncode=USAGE) from error
        except DatabaseError as error:
            raise CommandError(f"the database is not available: {error}", returncode=UNAVAILABLE) from error
        self.stdout.write(json.dumps(answer, ensure_ascii=False))


@transaction.atomic
def _load(name: str, valid_from: date | None) -> dict[str, Any]:
    """The edition in words of the command; an edition that is new stands in the journal."""
    before = Edition.objects.count()
    edition = load_profile(name, valid_from)
    new = Edition.objects.count() > before
    if new:
        setup_code.void()
        journal.append("profile", f"{edition.valid_from:%Y-%m-%d}", {"profile": edition.data}, None)
    ours = parse(edition.data)
    return {
        "name": ours.name,
        "valid_from": edition.valid_from.isoformat(),
        "new": new,
        "workflows": {kind: ours.is_on(kind) for kind in KINDS},
    }
