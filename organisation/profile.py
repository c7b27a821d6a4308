"""The organisation's profile as one frozen value: everything in which organisations differ is read from here.

Stored as JSON in organisation.models.Edition; `current()` is the only reader. A missing key takes the default
below; an unknown key is an error, so that a misspelt rule never passes silently.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import cache
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from organisation.models import Edition
from organisation.reading import ProfileInvalid, typed
from organisation.rules import (
    DISCLOSURE_PAPERS,
    ArchiveRules,
    Carrier,
    CreditRules,
    Direction,
    DisclosureRules,
    EvidenceKind,
    FileIndex,
    GradeRule,
    ProgrammeType,
    RewardKind,
    RewardRules,
    Series,
)

__all__ = [
    "ArchiveRules",
    "Carrier",
    "CreditRules",
    "Direction",
    "DisclosureRules",
    "EvidenceKind",
    "FileIndex",
    "GradeRule",
    "Profile",
    "ProfileInvalid",
    "ProfileMissing",
    "ProgrammeType",
    "RewardKind",
    "RewardRules",
    "Series",
    "current",
    "held",
    "parse",
]

# What a profile that names no such series counts by; editions written before a workflow existed stay usable.
STANDARD_SERIES: Mapping[str, Series] = {
    "case.credit": Series("{n}-зч"),
    "incoming": Series("{n}-вх"),
    "outgoing": Series("{n}-исх"),
    "decision.credit": Series("{of}/Р"),
    "order.credit": Series("{n}-уч"),
    "case.reward": Series("{n}-пн"),
    "order.reward": Series("{n}-уд"),
    "certificate.reward": Series("{n:03}/{yy}"),
    "case.disclosure": Series("{n}-св"),
    "certificate.study": Series("{n}-со"),
    "extract.disclosure": Series("{n}-вп"),
    "ledger.disclosure": Series("{n}"),
    "copy.derived": Series("{n}-кп"),
    "casefile.derived": Series("{n}-дф"),
    "extract.derived": Series("{n}-вс"),
    "drill.archive": Series("{n}-вк"),
    "destruction.archive": Series("{n}-ун"),
}


class ProfileMissing(Exception):
    """Nothing has been set up yet: the administrator's first set-up comes before everything."""


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
    # By kind of paper: decided in the system, signed by hand on paper, or a detached qualified signature beside it.
    signing: Mapping[str, Literal["system", "hand", "qualified"]] = field(default_factory=dict)
    no_check: tuple[str, ...] = ("reward_certificate",)  # kinds of paper without QR code: those on blanks
    achievement_kinds: tuple[tuple[str, str], ...] = ()  # (code, title): the catalogue of achievements
    programme_types: tuple[ProgrammeType, ...] = ()
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    carriers: tuple[Carrier, ...] = ()
    privacy_policy: str = ""  # address of the policy of personal data
    data_ground: str = ""  # on which ground personal data are processed without a consent of their own
    supervisor: str = ""  # user name of whoever supervises external results by an order (file 000, 5.3)
    supervisor_order: str = ""
    credit: CreditRules = field(default_factory=CreditRules)
    rewards: RewardRules = field(default_factory=RewardRules)
    disclosure: DisclosureRules = field(default_factory=DisclosureRules)
    archive: ArchiveRules = field(default_factory=ArchiveRules)
    layout_edition: str = "GOST R 7.0.97-2025"

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which days are counted."""
        return ZoneInfo(self.zone)

    def is_on(self, kind: str) -> bool:
        """Whether this organisation works by a workflow; kinds that no rule switches off are on."""
        switches = {
            "credit": self.credit.enabled,
            "reward": self.rewards.enabled,
            "disclosure": self.disclosure.enabled,
        }
        return switches.get(kind, True)

    @property
    def scale(self) -> tuple[str, ...]:
        """The marks a result may have, in the order of the table of grades."""
        return tuple(dict.fromkeys(rule.ours for rule in self.grades))


_kept: tuple[Mapping[str, Any], Profile] | None = None  # what was parsed last, and what came of it
_held: ContextVar[Profile | None] = ContextVar("held", default=None)


def current(on: date | None = None) -> Profile:
    """The profile in force on a date (today when omitted). ProfileMissing before first set-up.

    Read from the database every time, since another process may have changed it; parsed only when it did.
    """
    global _kept
    if on is None and (ours := _held.get()) is not None:
        return ours
    edition = Edition.objects.filter(valid_from__lte=on or timezone.localdate()).first()
    if edition is None:
        raise ProfileMissing
    if _kept is None or _kept[0] != edition.data:
        _kept = edition.data, parse(edition.data)
    return _kept[1]


@contextmanager
def held() -> Iterator[None]:
    """What is done within stands under one edition, read once: nobody's change cuts a decision in two."""
    token = _held.set(current())
    try:
        yield
    finally:
        _held.reset(token)


def parse(data: Mapping[str, Any]) -> Profile:
    """JSON to Profile. ProfileInvalid names the key that is unknown or of the wrong kind."""
    profile = typed(Profile, data)
    _check(profile)
    return replace(profile, series={**STANDARD_SERIES, **profile.series})


def _check(profile: Profile) -> None:
    """Those values whose error would be noticed only when a term, a number or a paper is due."""
    for key, series in profile.series.items():
        if series.kind == "own" and not re.search(r"\{(n|of)[:}]", series.pattern):
            raise ProfileInvalid(f"series.{key}.pattern: needs {{n}} or {{of}}")
    if profile.zone not in _zones():
        raise ProfileInvalid(f"zone: {profile.zone!r} is no time zone")
    try:
        for day in profile.days_off:
            date.fromisoformat(day)
        if profile.closes:
            time.fromisoformat(profile.closes)
    except ValueError as error:
        raise ProfileInvalid(f"days_off or closes: {error}") from error
    if profile.signing.get("certificate.reward") == "qualified":
        raise ProfileInvalid(
            "signing.certificate.reward: a sheet to be handed over bears no detached signature"
        )
    _check_codes("achievement_kinds", (code for code, _ in profile.achievement_kinds))
    if profile.privacy_policy and not re.match(r"https?://", profile.privacy_policy):
        raise ProfileInvalid(f"privacy_policy: {profile.privacy_policy!r} is no address")
    _check_codes("no_check", profile.no_check)
    _check_codes("programme_types", (each.code for each in profile.programme_types))
    _check_codes("evidence_kinds", (each.code for each in profile.evidence_kinds))
    _check_carriers(profile.carriers)
    _check_rewards(profile.rewards)
    _check_disclosure(profile.disclosure)
    _check_archive(profile.archive)


def _check_carriers(carriers: Iterable[Carrier]) -> None:
    """A further carrier is introduced by a decision only; mandatory paper has its index (file 000, 4.3.3, 4.3.4)."""
    for place, each in enumerate(carriers):
        if not each.mandatory and not each.decision:
            raise ProfileInvalid(f"carriers[{place}].decision: a further carrier needs its decision")
        if each.mandatory and each.kind == "paper" and not each.index:
            raise ProfileInvalid(f"carriers[{place}].index: mandatory paper needs its index")


def _check_rewards(rules: RewardRules) -> None:
    """Codes stand in rows of the database, and an order cannot be worded without its words."""
    _check_codes("rewards.kinds", (kind.code for kind in rules.kinds))
    _check_codes("rewards.fields", (code for code, _ in rules.fields))
    _check_codes("rewards.directions", (each.code for each in rules.directions))
    for place, kind in enumerate(rules.kinds):
        if not (kind.title and kind.order_words):
            raise ProfileInvalid(f"rewards.kinds[{place}]: title and order_words are needed")
        if kind.external and kind.certificate:
            raise ProfileInvalid(f"rewards.kinds[{place}].certificate: an outside body prints its own")


def _check_disclosure(rules: DisclosureRules) -> None:
    unknown = [code for code in rules.papers if code not in DISCLOSURE_PAPERS]
    if unknown:
        raise ProfileInvalid(f"disclosure.papers: {', '.join(unknown)}")
    _check_codes("disclosure.papers", rules.papers)


def _check_archive(rules: ArchiveRules) -> None:
    try:
        date.fromisoformat(f"2028-{rules.backup_by}")  # a leap year: the 29th of February is a day
    except ValueError as error:
        raise ProfileInvalid(f"archive.backup_by: {rules.backup_by!r}, a month and a day as 01-25") from error
    if rules.media < 1:
        raise ProfileInvalid("archive.media: a backup needs a medium")
    indices = [each.index for each in rules.files]
    if len(indices) != len(set(indices)) or not all(indices):
        raise ProfileInvalid("archive.files: every index stands once")
    kinds = [kind for each in rules.files for kind in each.cases]
    if len(kinds) != len(set(kinds)):
        raise ProfileInvalid("archive.files: the cases of a kind are kept under one index")


def _check_codes(path: str, codes: Iterable[str]) -> None:
    """Codes are small Latin letters, digits and _, each used once."""
    seen: set[str] = set()
    for code in codes:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", code):
            raise ProfileInvalid(f"{path}: code {code!r}, small Latin letters are expected")
        if code in seen:
            raise ProfileInvalid(f"{path}: code {code!r} stands twice")
        seen.add(code)


@cache
def _zones() -> frozenset[str]:
    """Names of time zones; listing them opens six hundred files, and a profile is read for every term."""
    return frozenset(available_timezones())
