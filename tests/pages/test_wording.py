"""Dates, sizes and addresses are worded the way people here say them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django import forms
from django.utils import timezone, translation

from workflows.cases.templatetags import components, wording

MOMENT = datetime(2026, 11, 26, 16, 42, tzinfo=UTC)


@pytest.fixture(autouse=True)
def russian_november():
    """It is noon of 25 November 2026 in Moscow, and the reader is Russian."""
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False), translation.override("ru"):
        yield


def test_a_day_carries_its_weekday_and_only_a_foreign_year():
    assert wording.day(date(2026, 11, 26)) == "чт 26 ноября"
    assert wording.day(date(2027, 1, 11)) == "пн 11 января 2027"
    assert wording.day(None) == ""


def test_a_moment_is_told_in_the_active_zone():
    assert wording.moment(MOMENT) == "чт 26 ноября, 19:42"
    with timezone.override("Asia/Yekaterinburg"):
        assert wording.moment(MOMENT) == "чт 26 ноября, 21:42"
        assert wording.day(datetime(2026, 11, 26, 19, 30, tzinfo=UTC)) == "пт 27 ноября"


def test_the_present_day_is_said_as_a_word():
    assert wording.moment(datetime(2026, 11, 25, 6, 20, tzinfo=UTC)) == "сегодня, 09:20"


def test_the_other_shapes_of_a_date():
    assert wording.day_in_words(date(2026, 11, 26)) == "четверг, 26 ноября"
    assert wording.until_day(date(2026, 11, 26)) == "четверга, 26 ноября"
    assert wording.day_short(date(2026, 11, 26)) == "чт 26 ноя"
    assert wording.day_full(date(2026, 11, 26)) == "26 ноября 2026"


@pytest.mark.parametrize(
    ("octets", "words"),
    [(0, "1 КБ"), (219_000, "214 КБ"), (1_468_006, "1,4 МБ"), (20 * 1024 * 1024, "20,0 МБ")],
)
def test_a_file_size_is_rounded_for_people(octets, words):
    assert wording.size(octets) == words


@pytest.mark.parametrize(
    ("address", "shown"),
    [("tarasova.em@pochta.example", "t•••sova.em@pochta.example"), ("li@lug.example", "l•••@lug.example")],
)
def test_a_masked_address_is_known_only_to_its_owner(address, shown):
    assert wording.masked(address) == shown


def test_a_status_escapes_what_people_wrote():
    assert "<b>" not in components.status("done", "<b>")


def test_english_keeps_its_capital_letters():
    with translation.override("en"):
        assert wording.day(date(2026, 11, 26)) == "Thu 26 November"


def test_the_summary_says_which_of_several_forms_and_jumps_to_no_hidden_field():
    class Course(forms.Form):
        hours = forms.IntegerField(label="Часы")
        version = forms.IntegerField(label="Версия", widget=forms.HiddenInput)

    course = Course({}, prefix="c2")
    course.heading = "Курс 2"
    first, second = components.error_list(forms=[course])
    assert first["words"].startswith("Курс 2, Часы: ")
    assert first["target"] == "id_c2-hours"
    assert second["target"] == ""
