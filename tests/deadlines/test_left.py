"""What is left of a term: buckets, halves, lateness, the ruler, and the words in both languages."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from deadlines import words
from deadlines.daykinds import KINDS, Why
from deadlines.models import DayKind
from deadlines.terms import Day
from deadlines.workdays import Horizon, Left, Pause, TermRule, count, horizon, left, ruler
from tests.deadlines.test_workdays import CALENDAR

ZONE = "Europe/Moscow"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


def term(received: str, days: int = 3, *pauses: Pause, **rule):
    return count(at(received), TermRule(days, **rule), CALENDAR, pauses)


def russian(remaining: Left) -> str:
    with translation.override("ru"):
        return words.left(remaining)


ASKED = Pause(at("2026-11-24T09:20"), at("2026-11-24T20:14"))


@pytest.mark.parametrize(
    ("now", "expected", "said"),
    [
        ("2026-11-20T20:00", Left("week", 0, 6), "осталось 3 рабочих дня"),
        ("2026-11-21T12:00", Left("week", 0, 6), "осталось 3 рабочих дня"),
        ("2026-11-23T00:00", Left("week", 0, 5), "осталось 2,5 рабочего дня"),
        ("2026-11-24T21:00", Left("week", 0, 4), "осталось 2 рабочих дня"),
        ("2026-11-25T13:10", Left("tomorrow", 0, 3), "осталось 1,5 рабочего дня"),
        ("2026-11-26T23:59", Left("today", 0, 1), "осталось полдня"),
        ("2026-11-27T00:00", Left("overdue", 1, 0), "опоздание 1 рабочий день"),
        ("2026-11-28T12:00", Left("overdue", 1, 0), "опоздание 1 рабочий день"),
        ("2026-11-30T12:00", Left("overdue", 2, 0), "опоздание 2 рабочих дня"),
        ("2026-12-03T12:00", Left("overdue", 5, 0), "опоздание 5 рабочих дней"),
    ],
)
def test_the_case_of_the_screens_says_what_is_left_on_every_day(now, expected, said):
    remaining = left(term("2026-11-20T19:42", 3, ASKED), at(now), ZONE)
    assert remaining == expected
    assert russian(remaining) == said


def test_on_a_friday_the_next_working_day_is_monday_and_the_week_is_its_week():
    friday = at("2026-11-27T10:00")
    assert horizon(friday, TermRule(3), CALENDAR, ZONE) == Horizon(
        date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 6)
    )
    assert left(term("2026-11-25T10:00"), friday, ZONE) == Left("tomorrow", 0, 3)
    assert left(term("2026-11-26T10:00"), friday, ZONE).bucket == "week"


def test_the_end_of_the_known_years_does_not_break_the_lists():
    eve = at("2027-12-31T10:00")
    assert horizon(eve, TermRule(3), CALENDAR, ZONE).tomorrow == date(2028, 1, 1)
    assert left(term("2027-12-24T10:00"), at("2028-02-01T10:00"), ZONE) == Left("overdue", 1, 0)


def test_a_term_that_ended_before_a_weekend_has_run_out():
    remaining = left(term("2026-11-24T10:00"), at("2026-11-28T10:00"), ZONE)
    assert remaining == Left("overdue", 0, 0)
    assert russian(remaining) == "срок истёк"


def test_one_day_left_agrees_in_number():
    remaining = left(term("2026-11-27T10:00", 1), at("2026-11-28T10:00"), ZONE)
    assert remaining.halves == 2
    assert russian(remaining) == "остался 1 рабочий день"


def test_a_standing_clock_keeps_what_is_left():
    standing = term("2026-11-20T19:42", 3, Pause(at("2026-11-24T09:20")))
    assert left(standing, at("2026-12-10T10:00"), ZONE) == Left("paused", 0, 4)
    assert russian(left(standing, at("2026-12-10T10:00"), ZONE)) == "срок стоит"


def test_a_term_without_a_calendar_says_so():
    remaining = left(term("2027-12-30T10:00"), at("2027-12-30T10:00"), ZONE)
    assert remaining.bucket == "unknown"
    assert "нет календаря" in russian(remaining)


def test_calendar_days_are_counted_and_named_as_such():
    thirty = term("2024-12-20T10:00", 30, unit="calendar")
    remaining = left(thirty, at("2025-01-18T10:00"), ZONE)
    assert remaining == Left("tomorrow", 0, 5, "calendar")
    assert russian(remaining) == "осталось 2,5 календарного дня"
    assert russian(left(thirty, at("2025-01-23T10:00"), ZONE)) == "опоздание 3 календарных дня"


@pytest.mark.parametrize(
    ("now", "cells"),
    [
        ("2026-11-20T20:00", "dot dot left pause left left"),
        ("2026-11-25T13:10", "dot dot used pause today left"),
        ("2026-11-26T13:10", "dot dot used pause used today"),
        ("2026-11-30T13:10", "dot dot used pause used used late late"),
    ],
)
def test_the_ruler_shows_the_same(now, cells):
    assert " ".join(ruler(term("2026-11-20T19:42", 3, ASKED), at(now), ZONE)) == cells


def test_a_long_pause_is_one_mark_on_the_ruler():
    long = Pause(at("2026-11-19T09:20"), at("2026-11-24T20:14"))
    cells = ruler(term("2026-11-17T10:00", 3, long), at("2026-11-25T10:00"), ZONE)
    assert cells == ("used", "pause", "today", "left")


def test_a_standing_clock_draws_what_remains():
    cells = ruler(term("2026-11-17T10:00", 3, Pause(at("2026-11-19T10:00"))), at("2026-11-25T10:00"), ZONE)
    assert cells == ("used", "pause", "left", "left")


def test_a_very_late_term_does_not_stretch_the_page():
    assert len(ruler(term("2026-03-02T10:00"), at("2026-11-25T10:00"), ZONE)) == 3 + 5


def test_every_code_has_russian_words():
    with translation.override("ru"):
        for code in Why.__args__:
            assert not words.why(Day(date(2026, 1, 9), False, code)).isascii()
    assert set(words.WHY) == set(Why.__args__)


def test_a_moved_day_names_the_day_it_was_moved_from():
    with translation.override("ru"):
        moved = Day(date(2026, 1, 9), False, "moved", date(2026, 1, 3))
        assert words.why(moved) == "выходной, перенесён с 3 января"


@pytest.mark.parametrize(
    ("received", "said"),
    [
        ("2026-11-20T10:00", "Календарь 2026 года подтверждён."),
        ("2026-12-29T10:00", "Календарь 2027 года не подтверждён: дата может измениться."),
        ("2025-12-29T10:00", "Календари этих лет подтверждены."),
        ("2027-12-30T10:00", "Календарь года, который нужен для срока, не загружен, поэтому даты нет."),
    ],
)
def test_the_calendar_behind_a_date_is_named(received, said):
    with translation.override("ru"):
        assert words.calendar_note(term(received)) == said


def test_english_is_said_too():
    with translation.override("en"):
        assert words.left(Left("tomorrow", 0, 3)) == "1.5 working days left"
        assert words.left(Left("overdue", 1, 0)) == "1 working day late"


def test_the_kinds_of_the_table_are_the_kinds_of_the_file():
    assert tuple(DayKind.values) == KINDS
