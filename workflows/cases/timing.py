"""The profile, the calendar and the present moment, read once for a whole page however many terms it shows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.utils import timezone

from deadlines import calendar, workdays
from deadlines.workdays import Calendar, Horizon, Term
from organisation import profile
from organisation.profile import Profile
from workflows.cases import clock

USUAL = 1  # a rule of one day: only its week and decree days matter where dates are grouped


@dataclass(frozen=True)
class Timing:
    """What a page needs to count terms. `now` is aware and local."""

    ours: Profile
    calendar: Calendar
    now: datetime

    @classmethod
    def read(cls) -> Self:
        """Two small queries. ProfileMissing before first set-up."""
        ours = profile.current()
        return cls(ours, calendar.current(), timezone.localtime(timezone=ours.tz))

    @property
    def today(self) -> date:
        """The school's own date."""
        return self.now.date()

    @property
    def edges(self) -> Horizon:
        """The dates that divide lists of work."""
        return workdays.horizon(self.now, clock.rule(USUAL, self.ours), self.calendar, self.ours.zone)

    @property
    def week_end(self) -> date:
        """The last working day of the next working day's week."""
        day, rule = self.edges.week_end, clock.rule(USUAL, self.ours)
        while day > self.edges.tomorrow and not rule.day(day, self.calendar)[0]:
            day -= timedelta(days=1)
        return day

    def term(self, case: Any) -> Term | None:
        """The legal term of a concrete case whose pauses are fetched already; None while it has not started."""
        days, start = case.term_days(self.ours), case.term_starts(self.ours)
        if days is None or start is None:
            return None
        return workdays.count(start, clock.rule(days, self.ours), self.calendar, clock.pauses_of(case))
