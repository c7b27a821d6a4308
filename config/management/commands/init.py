"""Prepares an empty place: migrations, calendar, groups, profile; with --demo the demo school as well."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from config.demo import DemoRefused, load_demo
from config.groups import prepare_groups
from deadlines.calendar import load_file
from organisation import setup_code
from organisation.demo import PASSWORD
from organisation.loading import ProfileFileMissing, load_profile
from organisation.models import Edition
from organisation.profile import ProfileInvalid

CALENDAR = settings.BASE_DIR / "fixtures" / "calendar" / "production_calendar_ru.csv"
USAGE, UNAVAILABLE = 2, 3


class Command(BaseCommand):
    """Idempotent. Standard output: one JSON object; logins and the set-up code go to standard error."""

    help = "Prepare an empty place: migrations, calendar, groups, profile. Running it again changes nothing."
    requires_system_checks = ()  # the checks of the data come after the migrations

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="load the demo school")
        parser.add_argument(
            "--no-letters", action="store_true", help="the demo school without its applications"
        )
        parser.add_argument(
            "--profile", metavar="NAME", help="a profile of fixtures/organisations, or a path"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer = self._prepare(options["demo"], options["profile"], not options["no_letters"])
        except OperationalError as error:
            raise CommandError(f"the database is not available: {error}", returncode=UNAVAILABLE) from error
        except (ProfileFileMissing, ProfileInvalid, DemoRefused) as error:
            raise CommandError(f"{type(error).__name__}: {error}", returncode=USAGE) from error
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _prepare(self, demo: bool, profile: str | None, letters: bool) -> dict[str, Any]:
        """Every part in order; each leaves alone what is there already."""
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # the web server warns when it is missing
        migrations = _migrate()
        calendar = load_file(CALENDAR)
        prepare_groups()
        if profile:
            load_profile(profile)
        loaded = load_demo(letters=letters) if demo else None
        if loaded:
            self._print_logins(loaded["logins"])
        if setup_code.place_is_empty():
            self._print_code(setup_code.new_code())
        return {
            "migrations": migrations,
            "calendar": {"added": list(calendar.added), "kept": list(calendar.kept)},
            "profile": _profile_in_force(),
            "demo": loaded,
        }

    def _print_logins(self, logins: list[dict[str, Any]]) -> None:
        """For the person at the console; the same people are in the JSON."""
        self.stderr.write(f"Demo school: sign in at {settings.PUBLIC_URL}/sign-in/, password {PASSWORD}")
        for each in logins:
            self.stderr.write(f"  {each['username']:<12} {each['name']}, {', '.join(each['roles'])}")

    def _print_code(self, code: str) -> None:
        self.stderr.write(f"First set-up: open {settings.PUBLIC_URL}/setup/ and enter this code: {code}")


def _migrate() -> int:
    """Apply what is missing and return how many migrations that were."""
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if missing:
        call_command("migrate", interactive=False, verbosity=0)
    return missing


def _profile_in_force() -> dict[str, str] | None:
    """Name and first day of the newest edition."""
    edition = Edition.objects.first()
    if edition is None:
        return None
    return {"name": edition.data.get("name", ""), "valid_from": edition.valid_from.isoformat()}
