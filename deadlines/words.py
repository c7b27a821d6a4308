"""Words for terms: what is left, why a day counts or does not, and what a group of a list is called."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from deadlines.calendar_file import Fault
from deadlines.daykinds import HOLIDAYS, Why
from deadlines.models import DayKind
from deadlines.terms import Day, Term
from deadlines.workdays import Left

WHY: Mapping[Why, Promise] = {
    "working": gettext_lazy("working day"),
    "short": gettext_lazy("working day, one hour shorter"),
    "working_saturday": gettext_lazy("working weekend day by the state calendar"),
    "weekend": gettext_lazy("weekend"),
    "holiday": gettext_lazy("public holiday"),
    "moved": gettext_lazy("day off, moved here"),
    "day_off": gettext_lazy("day off by the state calendar"),
    "decree_off": gettext_lazy("non-working by a presidential decree"),
    "decree_counted": gettext_lazy("non-working by a presidential decree, counted as working"),
    "own_day_off": gettext_lazy("the school's own day off"),
    "pause": gettext_lazy("waiting for an answer"),
    "extension": gettext_lazy("day of the extension"),
    "shifted": gettext_lazy("the first working day after the last day"),
}


def why(day: Day) -> str:
    """What kind of day it is, with the day off it replaces: «day off, moved here from 3 January»."""
    if day.moved_from and day.why == "moved":
        return _("day off, moved here from %(date)s") % {"date": date_format(day.moved_from, "j E")}
    return str(WHY[day.why])


def left(remaining: Left) -> str:
    """«1.5 working days left», «half a day left», «2 working days late», «the clock stands»."""
    if remaining.bucket == "overdue":
        return _late(remaining)
    if remaining.bucket == "paused":
        return _("the clock stands")
    if remaining.bucket == "unknown":
        return _("cannot be counted: no calendar for that year")
    if remaining.halves == 1:
        return _("half a day left")
    whole, half = divmod(remaining.halves, 2)
    return _fraction(remaining) if half else _whole(whole, remaining)


def _late(remaining: Left) -> str:
    days = remaining.late_days
    if not days:
        return _("the term has run out")
    if remaining.unit == "working":
        text = ngettext("%(days)d working day late", "%(days)d working days late", days)
    else:
        text = ngettext("%(days)d calendar day late", "%(days)d calendar days late", days)
    return text % {"days": days}


def _whole(days: int, remaining: Left) -> str:
    if remaining.unit == "working":
        text = ngettext("%(days)d working day left", "%(days)d working days left", days)
    else:
        text = ngettext("%(days)d calendar day left", "%(days)d calendar days left", days)
    return text % {"days": days}


def _fraction(remaining: Left) -> str:
    """A decimal takes the genitive singular in Russian («1,5 рабочего дня»), hence a sentence of its own."""
    days = number_format(remaining.halves / 2, 1)
    if remaining.unit == "working":
        return _("%(number)s working days left") % {"number": days}
    return _("%(number)s calendar days left") % {"number": days}


def calendar_note(term: Term) -> str:
    """Whether the calendar behind the term is confirmed, naming the year that is not, or that is missing."""
    if term.stopped == "unknown_year":
        return _("The calendar of a year that the term needs has not been loaded, so there is no date.")
    years = {day.date.year for day in term.days}
    open_years = sorted(years - term.calendar.confirmed)
    if open_years:
        return _("The calendar of %(year)d is not confirmed: the date may change.") % {"year": open_years[0]}
    if len(years) == 1:
        return _("The calendar of %(year)d is confirmed.") % {"year": years.pop()}
    return _("The calendars of these years are confirmed.") if years else ""


FAULTS: Mapping[Fault, Promise] = {
    "encoding": gettext_lazy("The text is not UTF-8. Save the file as “CSV UTF-8” and choose it again."),
    "too_big": gettext_lazy("The file is larger than one megabyte: this is not a calendar."),
    "not_csv": gettext_lazy("The file is not a CSV table."),
    "columns": gettext_lazy("The columns must be date, kind, moved_from, note, in this order."),
    "empty": gettext_lazy("The file has a heading and no days."),
    "bad_date": gettext_lazy("This is not a date between 1992 and 2100, written 2028-01-31 or 31.01.2028."),
    "bad_moved_from": gettext_lazy("The third column must be a date or empty."),
    "unknown_kind": gettext_lazy(
        "The kind must be off, decree_off, short, working_weekend or short_working_weekend."
    ),
    "repeated": gettext_lazy("This date stands in the file twice."),
    "weekday_as_working_weekend": gettext_lazy(
        "This date is a weekday, so it cannot be a working weekend day."
    ),
    "weekend_as_short_or_decree": gettext_lazy(
        "This date is a weekend day; short and decree_off are for weekdays."
    ),
    "moved_without_day_off": gettext_lazy("A day can be moved only to a day off (kind off)."),
    "long_note": gettext_lazy("The note is longer than 100 characters."),
}


def kind(code: str, day: date) -> str:
    """The words for a listed day; days off on the dates of public holidays are called so."""
    if code == DayKind.OFF and (day.month, day.day) in HOLIDAYS:
        return str(WHY["holiday"])
    return str(DayKind(code).label)
