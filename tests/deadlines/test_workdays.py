"""The clock: every worked example, every day of the calendar, and a naive oracle on random terms."""

import argparse
import csv
import shlex
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deadlines import calendar_file
from deadlines.daykinds import Calendar, calendar_of, official
from deadlines.workdays import Pause, TermRule, count

FIXTURES = Path(__file__).parents[2] / "fixtures" / "calendar"
FILE = calendar_file.read((FIXTURES / "production_calendar_ru.csv").read_bytes())
CALENDAR = calendar_of(
    [row.listed for row in FILE.rows], years=range(2013, 2028), confirmed=range(2013, 2027)
)
with (FIXTURES / "deadline_examples.csv").open(encoding="utf-8") as examples_file:
    EXAMPLES = list(csv.DictReader(examples_file))
with (FIXTURES / "production_calendar_ru.csv").open(encoding="utf-8") as calendar_csv:
    KINDS = {row["date"]: row["kind"] for row in csv.DictReader(calendar_csv)}
PUBLIC_HOLIDAYS = "01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-09 06-12 11-04"


def rule_of(arguments: str) -> TermRule:
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int)
    parser.add_argument("--unit", default="working")
    parser.add_argument("--extend", type=int, default=0)
    parser.add_argument("--week", type=int, default=5)
    parser.add_argument("--zone")
    parser.add_argument("--register-next-day", action="store_true")
    parser.add_argument("--decree-days", default="working")
    return TermRule(**vars(parser.parse_args(shlex.split(arguments))))


def moment(text: str, zone: str = "Europe/Moscow") -> datetime:
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=ZoneInfo(zone))


def codes(term) -> list[str]:
    return [f"{day.date:%m-%d} {'+' if day.counted else '-'} {day.why}" for day in term.days]


def test_the_calendar_file_is_read_without_an_error():
    assert FILE.errors == ()
    assert len(FILE.rows) == 387
    assert FILE.years == tuple(range(2013, 2028))


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{row['received']} {row['arguments']}" for row in EXAMPLES]
)
def test_every_worked_example_gives_its_date(example):
    rule = rule_of(example["arguments"])
    term = count(moment(example["received"], rule.zone), rule, CALENDAR)
    assert term.due == date.fromisoformat(example["expected_due_date"])
    assert sum(day.counted for day in term.days) == term.total
    assert term.days[-1].date == term.due


def naive_kind(day: date, week: int, decree: str) -> bool:
    """Read the raw table the slow way, without any of the product's code.

    The table of 2027 leaves out public holidays on Saturdays; they are holidays of a six-day week as well.
    """
    if week == 6 and f"{day:%m-%d}" in PUBLIC_HOLIDAYS:
        return False
    kind = KINDS.get(day.isoformat(), "")
    if kind == "decree_off":
        return decree == "working"
    if kind:
        return kind != "off"
    return day.isoweekday() <= week


def every_day():
    return (date(2013, 1, 1) + timedelta(days=number) for number in range(5478))


@pytest.mark.parametrize("decree", ["working", "off"])
@pytest.mark.parametrize("week", [5, 6])
def test_every_day_of_the_calendar_is_what_the_table_says(week, decree):
    wrong = [
        day
        for day in every_day()
        if official(day, week, decree, CALENDAR)[0] != naive_kind(day, week, decree)
    ]
    assert wrong == []


def test_a_second_opinion_agrees_on_every_weekday_until_2026():
    """`holidays` knows public holidays and transferred days off, not the presidential days of 2020 and 2021.

    It lacks Monday 10 March 2014, to which article 112 moved the day off of Saturday 8 March.
    """
    theirs = holidays.country_holidays("RU", years=range(2013, 2027))
    differs = [
        day
        for day in every_day()
        if day.year < 2027
        and day.weekday() < 5
        and day not in CALENDAR.decree
        and official(day, 5, "off", CALENDAR)[0] == (day in theirs)
    ]
    assert differs == [date(2014, 3, 10)]


def naive_due(start: date, total: int, unit: str, week: int, decree: str, closed: set[date]) -> date | None:
    """Count on one's fingers."""
    found, day = 0, start
    while day < date(2027, 12, 31):
        day += timedelta(days=1)
        free = naive_kind(day, week, decree)
        if day in closed and (free or unit == "calendar"):
            continue
        found += free or unit == "calendar"
        if found >= total and free:
            return day
    return None


@settings(max_examples=300, deadline=None)
@given(
    received=st.datetimes(datetime(2013, 1, 1), datetime(2027, 12, 20), timezones=st.just(UTC)),
    zone=st.sampled_from(["Europe/Kaliningrad", "Europe/Ulyanovsk", "Asia/Kamchatka"]),
    days=st.integers(1, 40),
    extend=st.integers(0, 10),
    unit=st.sampled_from(["working", "calendar"]),
    week=st.sampled_from([5, 6]),
    decree=st.sampled_from(["working", "off"]),
    pauses=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=3),
)
def test_any_term_agrees_with_counting_on_fingers(received, zone, days, extend, unit, week, decree, pauses):
    rule = TermRule(days, unit, extend, week, decree, zone)
    start = received.astimezone(ZoneInfo(zone)).date()
    stops = [(received + timedelta(days=first), timedelta(days=length)) for first, length in pauses]
    closed = {
        (first + timedelta(days=number)).astimezone(ZoneInfo(zone)).date()
        for first, length in stops
        for number in range(length.days + 1)
    }
    term = count(received, rule, CALENDAR, [Pause(first, first + length) for first, length in stops])
    assert term.due == naive_due(start, days + extend, unit, week, decree, closed)
    assert term.confirmed == (term.due is not None and all(day.date.year < 2027 for day in term.days))
    assert [day.date for day in term.days] == [
        term.day0 + timedelta(days=number + 1) for number in range(len(term.days))
    ]


def test_a_day_on_which_the_family_was_asked_is_a_pause():
    """The case of the screens: came Friday evening, asked Tuesday 09:20, answered Tuesday 20:14."""
    asked = Pause(moment("2026-11-24T09:20"), moment("2026-11-24T20:14"))
    term = count(moment("2026-11-20T19:42"), TermRule(3), CALENDAR, [asked])
    assert term.due == date(2026, 11, 26)
    assert codes(term) == [
        "11-21 - weekend",
        "11-22 - weekend",
        "11-23 + working",
        "11-24 - pause",
        "11-25 + working",
        "11-26 + working",
    ]


@pytest.mark.parametrize(
    ("start", "end", "due"),
    [
        ("2026-03-02T12:00", "2026-03-02T13:00", date(2026, 3, 5)),  # within day 0: nothing changes
        (
            "2026-03-02T12:00",
            "2026-03-03T00:00",
            date(2026, 3, 5),
        ),  # until midnight: the new day is not touched
        ("2026-03-02T12:00", "2026-03-03T00:01", date(2026, 3, 6)),  # from day 0 into the next
        ("2026-03-02T12:00", "2026-03-04T09:00", date(2026, 3, 10)),  # two days, then 7 to 9 March are off
        ("2026-03-05T23:00", "2026-03-05T23:30", date(2026, 3, 6)),  # the last day itself
        ("2026-03-06T09:00", "2026-03-06T10:00", date(2026, 3, 5)),  # after the term ended
        ("2026-02-20T09:00", "2026-02-21T10:00", date(2026, 3, 5)),  # before it began
    ],
)
def test_a_pause_takes_the_days_it_touches_after_day_0(start, end, due):
    term = count(moment("2026-03-02T10:00"), TermRule(3), CALENDAR, [Pause(moment(start), moment(end))])
    assert term.due == due


def test_a_pause_is_laid_on_local_days():
    """20:30 UTC is 00:30 of the next day in Ulyanovsk."""
    pause = Pause(moment("2026-03-03T20:30+00:00"), moment("2026-03-03T20:40+00:00"))
    term = count(moment("2026-03-02T10:00"), TermRule(3, zone="Europe/Ulyanovsk"), CALENDAR, [pause])
    assert [f"{day.date:%d}" for day in term.days if day.why == "pause"] == ["04"]


def test_while_the_pause_lasts_there_is_no_due_date():
    term = count(moment("2026-03-02T10:00"), TermRule(3), CALENDAR, [Pause(moment("2026-03-04T10:00"))])
    assert (term.due, term.stopped) == (None, "pause")
    assert codes(term) == ["03-03 + working", "03-04 - pause"]


def test_a_question_asked_after_the_last_day_does_not_revive_the_term():
    term = count(moment("2026-03-02T10:00"), TermRule(3), CALENDAR, [Pause(moment("2026-03-06T10:00"))])
    assert term.due == date(2026, 3, 5)


def test_a_term_beyond_the_known_years_is_flagged_and_not_guessed():
    term = count(moment("2027-12-29T10:00"), TermRule(3), CALENDAR)
    assert (term.due, term.stopped, term.confirmed) == (None, "unknown_year", False)
    assert codes(term) == ["12-30 + working", "12-31 - day_off"]


def test_a_term_in_the_unconfirmed_year_says_so():
    assert count(moment("2026-12-29T12:00"), TermRule(3), CALENDAR).confirmed is False
    assert count(moment("2026-12-28T12:00"), TermRule(2), CALENDAR).confirmed is True


def test_an_empty_calendar_knows_nothing():
    assert count(moment("2026-03-02T10:00"), TermRule(3), Calendar()).stopped == "unknown_year"


@pytest.mark.parametrize(
    ("received", "day0"),
    [
        ("2026-03-12T17:59", date(2026, 3, 12)),
        ("2026-03-12T18:00", date(2026, 3, 12)),
        ("2026-03-12T18:01", date(2026, 3, 13)),
        ("2026-03-13T18:01", date(2026, 3, 16)),
        ("2026-03-07T09:00", date(2026, 3, 10)),
        ("2026-12-30T18:01", date(2027, 1, 11)),
    ],
)
def test_late_mail_is_registered_on_the_next_working_day_where_the_profile_says_so(received, day0):
    rule = TermRule(1, register_next_day=True, closes="18:00")
    assert count(moment(received), rule, CALENDAR).day0 == day0


def test_registration_that_needs_an_unknown_year_is_flagged():
    term = count(moment("2027-12-30T18:01"), TermRule(1, register_next_day=True, closes="18:00"), CALENDAR)
    assert (term.due, term.stopped) == (None, "unknown_year")


def test_closing_time_alone_changes_nothing():
    assert count(moment("2026-03-12T22:00"), TermRule(1, closes="18:00"), CALENDAR).due == date(2026, 3, 13)


def test_own_days_off_extend_only_when_they_are_given():
    off = TermRule(3, off=frozenset({date(2026, 3, 23)}))
    assert count(moment("2026-03-20T10:00"), off, CALENDAR).due == date(2026, 3, 26)
    assert "03-23 - own_day_off" in codes(count(moment("2026-03-20T10:00"), off, CALENDAR))


def test_a_moved_last_day_explains_itself():
    term = count(moment("2024-12-27T10:00"), TermRule(3, "calendar"), CALENDAR)
    assert codes(term)[:5] == [
        "12-28 + working_saturday",
        "12-29 + weekend",
        "12-30 + moved",
        "12-31 - moved",
        "01-01 - holiday",
    ]
    assert codes(term)[-1] == "01-09 - shifted"
    assert term.days[2].moved_from == date(2024, 12, 28)


def test_days_of_the_extension_are_named():
    term = count(moment("2026-03-02T10:00"), TermRule(2, extend=1), CALENDAR)
    assert codes(term) == ["03-03 + working", "03-04 + working", "03-05 + extension"]


def test_decree_days_say_how_they_were_read():
    strict = count(moment("2021-10-29T10:00"), TermRule(1), CALENDAR)
    mild = count(moment("2021-10-29T10:00"), TermRule(1, decree_days="off"), CALENDAR)
    assert (strict.days[-1].why, strict.due) == ("decree_counted", date(2021, 11, 1))
    assert (mild.due, [day.why for day in mild.days].count("decree_off")) == (date(2021, 11, 8), 3)


def test_a_moment_without_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        count(datetime(2026, 3, 2), TermRule(3), CALENDAR)


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 3, "extend": -1}])
def test_a_term_without_days_is_refused(wrong):
    with pytest.raises(ValueError, match="at least one day"):
        TermRule(**wrong)


def test_a_holiday_on_a_saturday_is_no_working_day_of_a_six_day_week():
    """Saturday 2 January and 1 May 2027 stand in no row of the table."""
    assert official(date(2027, 1, 2), 6, "working", CALENDAR) == (False, "holiday")
    assert official(date(2027, 5, 1), 6, "working", CALENDAR) == (False, "holiday")
    assert official(date(2027, 1, 9), 6, "working", CALENDAR) == (True, "working")
