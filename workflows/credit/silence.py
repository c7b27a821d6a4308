"""Applicants who never sent what is missing: one reminder, then the closing letter (profile: calendar days)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from organisation.profile import Profile
from workflows.credit.models import CreditApplication, State

AT_ONCE = 200  # what a beat does; the next one goes on


def due(today: date, ours: Profile) -> Iterator[tuple[CreditApplication, str]]:
    """Each silent application whose day has come, and its action: "remind" or "lapse"."""
    rules = ours.credit
    lapsing = Q(pauses__started_at__lt=_asked_by(today, rules.lapse_after_days, ours))
    reminding = Q(pauses__started_at__lt=_asked_by(today, rules.remind_after_days, ours), reminded_at=None)
    silent = CreditApplication.objects.filter(
        lapsing | reminding, pauses__ended_at=None, state=State.INCOMPLETE
    )
    for case in silent.order_by("pk")[:AT_ONCE]:
        yield case, overdue(case, today, ours)


def overdue(case: CreditApplication, today: date, ours: Profile) -> str:
    """What the clock should do with a silent applicant: "remind", "lapse" or ""."""
    asked = case.pauses.filter(ended_at=None).first()
    if asked is None:
        return ""
    silent = (today - timezone.localtime(asked.started_at, ours.tz).date()).days
    if silent >= ours.credit.lapse_after_days:
        return "lapse"
    if silent >= ours.credit.remind_after_days and case.reminded_at is None:
        return "remind"
    return ""


def _asked_by(today: date, days: int, ours: Profile) -> datetime:
    """The end of the day `days` before today: who was asked earlier has been silent for so long."""
    return datetime.combine(today - timedelta(days=days - 1), time(), ours.tz)
