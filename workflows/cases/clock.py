"""The term of a case: its rule from the profile, its pauses from the case, its arithmetic from deadlines."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from deadlines import calendar
from deadlines.workdays import Left, Pause, Term, TermRule, count, left
from organisation import profile, terms
from workflows.cases import models


def rule(days: int, ours: profile.Profile) -> TermRule:
    """A term in working days under this organisation's profile."""
    return terms.rule(ours, days)


def term(case: "models.Case") -> Term | None:
    """The term of an open case with every day explained; None while it has not started (not yet complete)."""
    return _terms(case, own_target=False)[0]


def pauses_of(case: "models.Case") -> Sequence[Pause]:
    """The pauses as values; those before the term started do not count."""
    return [Pause(each.started_at, each.ended_at) for each in case.pauses.all()]


def refresh(case: "models.Case") -> None:
    """Bring due_on and target_on in line. While the clock stands both are empty: nobody is late then."""
    if case.closed_at is not None:
        return
    legal, own = _terms(case)
    case.due_on = legal.due if legal else None
    case.target_on = own.due if own else None


def _terms(case: "models.Case", *, own_target: bool = True) -> tuple[Term | None, Term | None]:
    """The legal term and the school's own stricter one, from one look at the calendar and the pauses."""
    ours = profile.current()
    start = case.term_starts(ours)
    terms_in_days = (case.term_days(ours), case.target_days(ours) if own_target else None)
    if start is None or terms_in_days == (None, None):
        return None, None
    days, pauses = calendar.current(), pauses_of(case) if case.pk else ()
    legal, own = (
        None if each is None else count(start, rule(each, ours), days, pauses) for each in terms_in_days
    )
    return legal, own


def stop(case: "models.Case", reason: str, at: datetime | None = None) -> None:
    """The school asked for something: the clock stands until the answer."""
    if not case.pauses.filter(ended_at=None).exists():
        models.Pause.objects.create(case_id=case.pk, started_at=at or timezone.now(), reason=reason)


def go_on(case: "models.Case", at: datetime | None = None) -> None:
    """The answer came: the clock goes on."""
    case.pauses.filter(ended_at=None).update(ended_at=at or timezone.now())


def remaining(case: "models.Case", now: datetime | None = None) -> Left | None:
    """How much is left, as the desk says it; None while the clock has not started."""
    legal = term(case)
    return left(legal, now or timezone.now(), profile.current().zone) if legal else None
