"""The organisation's profile as one frozen value: everything in which organisations differ is read from here.

Stored as JSON in organisation.models.Edition; `current()` is the only reader. A missing key takes the default
below; an unknown key is an error, so that a misspelt rule never passes silently.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from functools import cache
from typing import Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from organisation.models import Edition


class ProfileMissing(Exception):
    """Nothing has been set up yet: the administrator's first set-up comes before everything."""


class ProfileInvalid(Exception):
    """The stored profile holds a key or a value that the product does not know."""


@dataclass(frozen=True)
class Series:
    """A register series. Own numbers are gap-free; external ones are typed from another system."""

    pattern: str  # "{n}-зч", "{n:03}/{yy}", "{of}/Р" (of = number of the case it belongs to)
    start: int = 1
    restart: Literal["calendar", "school", "never"] = "calendar"
    kind: Literal["own", "external"] = "own"


@dataclass(frozen=True)
class GradeRule:
    """How a mark of another scale is credited on ours. A failing mark is never credited."""

    written: tuple[str, ...]  # as people write it, lower case: "5", "отл", "отлично"
    ours: str
    passing: bool = True


@dataclass(frozen=True)
class CreditRules:
    """Credit transfer. Source of the defaults: regulation file 002, section 4 (4.3, 4.5, 4.9)."""

    enabled: bool = True
    threshold_percent: int = 75
    term_working_days: int = 3
    target_working_days: int | None = None  # the school's own stricter target, shown apart
    trigger: Literal["receipt", "completeness"] = "completeness"
    pause_while_waiting: bool = True
    allow_assessment: bool = True
    lapse_after_days: int = 30  # calendar days of silence after which the closing letter goes
    remind_after_days: int = 10
    order_required: bool = False
    approver_differs: bool = True  # the head may not decide what they compared themselves
    require_confirmed_sender: bool = True


@dataclass(frozen=True)
class Profile:
    """One edition, typed. Shapes: plain strings are printed as they stand; empty means "not set"."""

    name: str
    short_name: str = ""
    legal_name: str = ""
    registration: str = ""  # ОГРН / ОГРНИП line
    city: str = ""
    address: str = ""
    phone: str = ""
    phone_hours: str = ""
    email: str = ""
    mailboxes: tuple[str, ...] = ()
    zone: str = "Europe/Moscow"
    head_name: str = ""  # "Жарков Андрей Павлович"
    head_position: str = ""
    approved_by: str = ""  # particulars of the regulation's approval
    legal_bases: tuple[str, ...] = ()
    week: Literal[5, 6] = 5
    decree_days: Literal["working", "off"] = "working"
    days_off: tuple[str, ...] = ()  # own days off, ISO dates; extend terms only if the next says so
    own_days_off_extend: bool = False
    register_next_day: bool = False
    closes: str = ""  # "18:00"; counts only with register_next_day
    separation_of_duties: bool = True
    grades: tuple[GradeRule, ...] = ()
    series: Mapping[str, Series] = field(default_factory=dict)  # by kind: case.credit, incoming, decision…
    signing: Mapping[str, Literal["system", "hand"]] = field(default_factory=dict)  # by kind of paper
    credit: CreditRules = field(default_factory=CreditRules)
    layout_edition: str = "GOST R 7.0.97-2025"

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which days are counted."""
        return ZoneInfo(self.zone)


_kept: tuple[Mapping[str, Any], Profile] | None = None  # what was parsed last, and what came of it


def current(on: date | None = None) -> Profile:
    """The profile in force on a date (today when omitted). ProfileMissing before first set-up.

    Read from the database every time, since another process may have changed it; parsed only when it did.
    """
    global _kept
    edition = Edition.objects.filter(valid_from__lte=on or timezone.localdate()).first()
    if edition is None:
        raise ProfileMissing
    if _kept is None or _kept[0] != edition.data:
        _kept = edition.data, parse(edition.data)
    return _kept[1]


def parse(data: Mapping[str, Any]) -> Profile:
    """JSON to Profile. ProfileInvalid names the key that is unknown or of the wrong kind."""
    values = dict(data)
    try:
        values["series"] = {key: Series(**each) for key, each in values.get("series", {}).items()}
        values["grades"] = tuple(
            GradeRule(**{**each, "written": tuple(each["written"])}) for each in values.get("grades", ())
        )
        values["credit"] = CreditRules(**values.get("credit", {}))
        for name in ("mailboxes", "legal_bases", "days_off"):
            values[name] = tuple(values.get(name, ()))
        unknown = set(values) - {each.name for each in fields(Profile)}
        if unknown:
            raise ProfileInvalid(f"unknown keys: {', '.join(sorted(unknown))}")
        profile = Profile(**values)
    except (TypeError, KeyError, AttributeError) as error:
        raise ProfileInvalid(str(error)) from error
    _check(profile)
    return profile


def _check(profile: Profile) -> None:
    """Kinds of all values, and those whose error would be noticed only when a term or number is due."""
    _check_kinds(profile)
    _check_kinds(profile.credit, "credit.")
    for key, series in profile.series.items():
        _check_kinds(series, f"series.{key}.")
        if series.kind == "own" and not re.search(r"\{(n|of)[:}]", series.pattern):
            raise ProfileInvalid(f"series.{key}.pattern: needs {{n}} or {{of}}")
    for key, mode in profile.signing.items():
        if mode not in ("system", "hand"):
            raise ProfileInvalid(f"signing.{key}: {mode!r}")
    if profile.zone not in _zones():
        raise ProfileInvalid(f"zone: {profile.zone!r} is no time zone")
    try:
        for day in profile.days_off:
            date.fromisoformat(day)
        if profile.closes:
            time.fromisoformat(profile.closes)
    except ValueError as error:
        raise ProfileInvalid(f"days_off or closes: {error}") from error


@cache
def _zones() -> frozenset[str]:
    """Names of time zones; listing them opens six hundred files, and a profile is read for every term."""
    return frozenset(available_timezones())


def _check_kinds(value: object, path: str = "") -> None:
    """Compare a dataclass with its own annotations; mappings and tuples are checked by their parts."""
    for name, kind in get_type_hints(type(value)).items():
        given = getattr(value, name)
        if get_origin(kind) is Literal:
            fits = given in get_args(kind)
        elif kind in (str, int, bool):
            fits = type(given) is kind
        else:
            continue
        if not fits:
            raise ProfileInvalid(f"{path}{name}: {given!r}")
