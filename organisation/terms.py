"""The rules by which this organisation counts its terms, read from its profile."""

from collections.abc import Callable, Mapping
from datetime import date

from deadlines.workdays import TermRule
from organisation.profile import Profile


def credit(profile: Profile) -> TermRule:
    """Credit transfer: working days until decision and letter (regulation file 002, section 4)."""
    return rule(profile, profile.credit.term_working_days)


def disclosure(profile: Profile) -> TermRule:
    """Record disclosure: working days from the request, extended once by notice (152-FZ, articles 14 and 20)."""
    return rule(profile, profile.disclosure.term_working_days)


def rule(profile: Profile, days: int, extend: int = 0) -> TermRule:
    """A term in working days under this organisation's profile."""
    own = profile.days_off if profile.own_days_off_extend else ()
    return TermRule(
        days=days,
        extend=extend,
        week=profile.week,
        decree_days=profile.decree_days,
        zone=profile.zone,
        register_next_day=profile.register_next_day,
        closes=profile.closes,
        off=frozenset(date.fromisoformat(day) for day in own),
    )


NAMED: Mapping[str, Callable[[Profile], TermRule]] = {"credit": credit, "disclosure": disclosure}
