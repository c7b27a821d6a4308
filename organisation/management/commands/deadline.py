"""Count one term and say why it ends when it does."""

import dataclasses
import json
from argparse import ArgumentTypeError
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from deadlines.calendar import current as current_calendar
from deadlines.workdays import Term, TermRule, count
from organisation import terms
from organisation.profile import Profile, ProfileMissing
from organisation.profile import current as current_profile


def moment(text: str) -> datetime:
    """An ISO date and time, with or without an offset."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"not an ISO date and time: {text}") from error


def day(text: str) -> date:
    """An ISO date."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"not an ISO date: {text}") from error


def clock(text: str) -> str:
    """A time of day as HH:MM."""
    try:
        return datetime.strptime(text, "%H:%M").strftime("%H:%M")
    except ValueError as error:
        raise ArgumentTypeError(f"not a time HH:MM: {text}") from error


def zone(text: str) -> str:
    """A time zone by its IANA name."""
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, LookupError) as error:
        raise ArgumentTypeError(f"not a time zone: {text}") from error


def whole(text: str) -> int:
    """A number of days."""
    if not text.isdecimal():
        raise ArgumentTypeError(f"not a number of days: {text}")
    return int(text)


class Command(BaseCommand):
    """JSON on standard output; exit 3 when the calendar does not know a year that the term needs."""

    help = (
        "Count a term. With --term the rule is the profile's and the other options change it; "
        "without it, --days is needed and the rule is a plain five-day week."
    )
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("received", type=moment, help="ISO; without an offset it is in --zone")
        parser.add_argument("--term", choices=sorted(terms.NAMED))
        parser.add_argument("--days", type=whole)
        parser.add_argument("--unit", choices=["working", "calendar"])
        parser.add_argument("--extend", type=whole)
        parser.add_argument("--week", type=int, choices=[5, 6])
        parser.add_argument("--zone", type=zone)
        parser.add_argument("--register-next-day", action="store_true", default=None)
        parser.add_argument("--closes", type=clock)
        parser.add_argument("--decree-days", choices=["working", "off"])
        parser.add_argument("--off", type=day, action="append")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print due, confirmed and the days after day 0."""
        try:
            rule = _rule(options, _profile())
            calendar = current_calendar()
        except DatabaseError as error:
            raise CommandError(f"the database does not answer: {error}", returncode=3) from error
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
        received: datetime = options["received"]
        if received.tzinfo is None:
            received = received.replace(tzinfo=ZoneInfo(rule.zone))
        try:
            term = count(received, rule, calendar)
        except OverflowError as error:
            raise CommandError("the date is outside every calendar", returncode=2) from error
        self.stdout.write(json.dumps(_answer(term)))
        if term.stopped:
            raise CommandError("a year that the term needs is not in the calendar", returncode=3)


def _profile() -> Profile | None:
    try:
        return current_profile()
    except ProfileMissing:
        return None


def _rule(options: dict[str, Any], profile: Profile | None) -> TermRule:
    """The named term of the profile, or a plain one; every option that was given has the last word."""
    names = [field.name for field in dataclasses.fields(TermRule)]
    given = {name: options[name] for name in names if options[name] is not None}
    if "off" in given:
        given["off"] = frozenset(given["off"])
    if options["term"]:
        if profile is None:
            raise CommandError("--term needs a profile, and none is set up", returncode=3)
        return dataclasses.replace(terms.NAMED[options["term"]](profile), **given)
    if "days" not in given:
        raise CommandError("give --term or --days", returncode=2)
    return TermRule(**{"zone": profile.zone if profile else settings.TIME_ZONE, **given})


def _answer(term: Term) -> dict[str, Any]:
    return {
        "due": term.due.isoformat() if term.due else None,
        "confirmed": term.confirmed,
        "days": [{"date": day.date.isoformat(), "counted": day.counted, "why": day.why} for day in term.days],
    }
