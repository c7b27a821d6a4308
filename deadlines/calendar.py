"""The production calendar of this place: loading it from files, and reading it as one value."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from deadlines import calendar_file
from deadlines.calendar_file import CalendarFile, Row, RowError
from deadlines.daykinds import Calendar, Kind, Listed, calendar_of
from deadlines.models import CalendarDay, CalendarYear

YEARS_FILE = "years.csv"

Stamp = tuple[tuple[int, bool, str], ...]
_kept: tuple[Stamp, Calendar] | None = None


class CalendarFileRefused(Exception):
    """The file has rows that cannot be used; nothing was loaded. `errors` name the lines."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__("; ".join(f"line {each.line}: {each.fault}" for each in errors))
        self.errors = tuple(errors)


@dataclass(frozen=True)
class Particulars:
    """What is known about a year besides its days. Acts and notes are words for people."""

    source: str = ""
    second_source: str = ""
    confirmed: bool = False
    note: str = ""
    loaded_by: int | None = None  # primary key of the member of staff; None for a command


@dataclass(frozen=True)
class Loaded:
    """What a load did, in years. `kept`: differs from the file, left alone as `replace` was not asked."""

    added: tuple[int, ...]
    replaced: tuple[int, ...]
    unchanged: tuple[int, ...]
    kept: tuple[int, ...]


def current() -> Calendar:
    """The calendar in force. One small query; the days are read again only after a change by any process."""
    global _kept
    stamp = tuple(
        (year, confirmed, str(revision))
        for year, confirmed, revision in CalendarYear.objects.values_list("year", "confirmed", "revision")
    )
    if _kept is None or _kept[0] != stamp:
        _kept = stamp, _read(stamp)
    return _kept[1]


def _read(stamp: Stamp) -> Calendar:
    days = CalendarDay.objects.values_list("date", "kind", "moved_from")
    listed = [Listed(day, cast(Kind, kind), moved_from) for day, kind, moved_from in days]
    return calendar_of(
        listed,
        years=[year for year, _, _ in stamp],
        confirmed=[year for year, confirmed, _ in stamp if confirmed],
    )


def load_file(path: Path, replace: bool = False) -> Loaded:
    """Load a calendar file, whole or not at all; loading it again changes nothing.

    A file years.csv beside it (year, source, second_source, confirmed, note) gives the particulars; a year it
    does not name is loaded unconfirmed. A year already here is touched only when `replace` is asked, so that
    a restart never undoes what the office corrected. CalendarFileRefused names the unusable lines.
    """
    particulars = read_particulars(path.with_name(YEARS_FILE))
    return load(calendar_file.read(path.read_bytes()), particulars, replace)


def load(file: CalendarFile, particulars: dict[int, Particulars], replace: bool = False) -> Loaded:
    """Load the years of a file that was read already (see load_file)."""
    if file.errors:
        raise CalendarFileRefused(file.errors)
    outcome: dict[str, list[int]] = {"added": [], "replaced": [], "unchanged": [], "kept": []}
    with transaction.atomic():
        for year in file.years:
            rows = [row for row in file.rows if row.listed.date.year == year]
            outcome[_load_year(year, rows, particulars.get(year, Particulars()), replace)].append(year)
    return Loaded(**{name: tuple(years) for name, years in outcome.items()})


def _load_year(year: int, rows: Sequence[Row], particulars: Particulars, replace: bool) -> str:
    known = CalendarYear.objects.select_for_update().filter(year=year).first()
    if known and _same(known, rows):
        return "unchanged"
    if known and not replace:
        return "kept"
    entry = known or CalendarYear(year=year)
    entry.source, entry.second_source = particulars.source, particulars.second_source
    entry.confirmed, entry.note = particulars.confirmed, particulars.note
    entry.confirmed_at = entry.confirmed_by = None
    entry.loaded_at, entry.loaded_by_id = timezone.now(), particulars.loaded_by
    entry.revision = uuid4()
    entry.save()
    entry.days.all().delete()
    CalendarDay.objects.bulk_create(
        CalendarDay(
            year=entry,
            date=row.listed.date,
            kind=row.listed.kind,
            moved_from=row.listed.moved_from,
            note=row.note,
        )
        for row in rows
    )
    return "replaced" if known else "added"


def _same(known: CalendarYear, rows: Sequence[Row]) -> bool:
    stored = known.days.values_list("date", "kind", "moved_from")
    return set(stored) == {(row.listed.date, row.listed.kind, row.listed.moved_from) for row in rows}


def read_particulars(path: Path) -> dict[int, Particulars]:
    """The sources of years from years.csv; an absent file names none."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {
            int(row["year"]): Particulars(
                row["source"], row["second_source"], row["confirmed"] == "yes", row["note"]
            )
            for row in csv.DictReader(lines)
        }


def confirm(year: int, actor_id: int | None, second_source: str) -> None:
    """Mark a year as confirmed by a second source. CalendarYear.DoesNotExist when it was never loaded."""
    with transaction.atomic():
        entry = CalendarYear.objects.select_for_update().get(year=year)
        entry.confirmed, entry.confirmed_at, entry.confirmed_by_id = True, timezone.now(), actor_id
        entry.second_source, entry.revision = second_source, uuid4()
        entry.save()
