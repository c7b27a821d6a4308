"""When the yearly backup is due, and when the term of a carrier ends."""

from datetime import date

import pytest

from archive.rules import Yearly, term_ends, yearly

SINCE = date(2024, 9, 1)


def at(today, made=(), since=SINCE, by="01-25"):
    return yearly(today, by, 21, 2, made, since)


BOTH = [(date(2025, 12, 20), "red"), (date(2025, 12, 20), "blue")]


def test_long_before_the_day_nothing_is_asked():
    assert at(date(2025, 9, 1), [(date(2025, 1, 10), "red"), (date(2025, 1, 10), "blue")]) == Yearly(
        "ahead", date(2026, 1, 25), 0
    )


def test_three_weeks_before_it_is_reminded_of_and_then_it_is_overdue():
    old = [(date(2025, 1, 10), "red"), (date(2025, 1, 10), "blue")]
    assert at(date(2026, 1, 3), old).state == "ahead"
    assert at(date(2026, 1, 4), old).state == "soon"
    assert at(date(2026, 1, 24), old).state == "soon"
    assert at(date(2026, 1, 25), old) == Yearly("overdue", date(2026, 1, 25), 0)
    assert at(date(2026, 12, 25), old).state == "overdue"


def test_one_medium_is_not_enough():
    last_year = [(date(2025, 1, 10), "red"), (date(2025, 1, 10), "blue")]
    assert at(date(2026, 1, 20), [*last_year, BOTH[0]]) == Yearly("soon", date(2026, 1, 25), 1)
    assert at(date(2026, 2, 1), BOTH[:1]) == Yearly("overdue", date(2026, 1, 25), 1)
    assert at(date(2026, 2, 1), [BOTH[0], BOTH[0]]).state == "overdue"


def test_two_media_end_it_until_the_next_year():
    assert at(date(2026, 1, 20), BOTH).state == "done"
    assert at(date(2026, 2, 1), BOTH).state == "ahead"
    assert at(date(2027, 1, 25), BOTH).state == "overdue"


def test_a_late_backup_ends_the_overdue():
    late = [(date(2026, 2, 3), "red"), (date(2026, 2, 3), "blue")]
    assert at(date(2026, 2, 3), late).state == "done"


def test_a_new_installation_missed_nothing():
    assert at(date(2026, 2, 1), since=date(2026, 1, 26)).state == "ahead"
    assert at(date(2026, 2, 1), since=date(2026, 1, 25)).state == "overdue"


def test_the_29th_of_february_is_the_28th_in_other_years():
    assert at(date(2027, 2, 20), BOTH, by="02-29").due_on == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("made", "years", "ends"),
    [
        (date(2026, 1, 1), 5, date(2032, 1, 1)),
        (date(2026, 12, 31), 5, date(2032, 1, 1)),
        (date(2026, 6, 1), 0, date(2027, 1, 1)),
    ],
)
def test_a_term_counts_full_years_from_the_january_after(made, years, ends):
    assert term_ends(made, years) == ends
