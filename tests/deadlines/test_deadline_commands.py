"""The commands that outside tests call: deadline, calendar and load_calendar."""

import csv
import json
import shlex
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command, execute_from_command_line

from deadlines.calendar import load_file

FOLDER = Path(__file__).parents[2] / "fixtures" / "calendar"
CALENDAR = FOLDER / "production_calendar_ru.csv"
with (FOLDER / "deadline_examples.csv").open(encoding="utf-8") as lines:
    EXAMPLES = list(csv.DictReader(lines))
with CALENDAR.open(encoding="utf-8") as lines:
    ROWS = list(csv.DictReader(lines))


@pytest.fixture
def calendar(db):
    load_file(CALENDAR)


def run(*arguments: str) -> tuple[int, dict | None, str]:
    """Exit code, the JSON of standard output, and what was said on standard error."""
    out = StringIO()
    try:
        call_command(*arguments, stdout=out)
    except CommandError as error:
        return error.returncode, json.loads(out.getvalue() or "null"), str(error)
    return 0, json.loads(out.getvalue()), ""


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=[f"{row['received']} {row['arguments']}" for row in EXAMPLES]
)
def test_the_command_answers_every_worked_example(calendar, example):
    code, answer, _ = run("deadline", example["received"], *shlex.split(example["arguments"]))
    assert (code, answer["due"]) == (0, example["expected_due_date"])
    assert set(answer) == {"due", "confirmed", "days"}
    assert answer["confirmed"] is not example["expected_due_date"].startswith("2027")
    assert all(set(day) == {"date", "counted", "why"} for day in answer["days"])


def test_own_days_off_can_be_named(calendar):
    _, answer, _ = run(
        "deadline", "2026-03-20T10:00", "--days", "3", "--off", "2026-03-23", "--off", "2026-03-24"
    )
    assert answer["due"] == "2026-03-27"


def test_closing_time_can_be_named(calendar):
    late = ("deadline", "2026-03-12T19:40", "--days", "3", "--closes", "18:00")
    assert run(*late)[1]["due"] == "2026-03-17"
    assert run(*late, "--register-next-day")[1]["due"] == "2026-03-18"


def test_a_named_term_takes_its_rule_from_the_profile(calendar, school):
    assert run("deadline", "2026-03-12T19:30+00:00", "--term", "credit")[1]["due"] == "2026-03-17"
    assert run("deadline", "2026-03-12T12:00", "--term", "credit", "--days", "5")[1]["due"] == "2026-03-19"


def test_a_time_without_offset_is_in_the_zone_of_the_profile(calendar, school):
    assert school.profile.zone == "Europe/Moscow"
    assert run("deadline", "2026-03-12T23:30", "--days", "3")[1]["due"] == "2026-03-17"
    assert run("deadline", "2026-03-12T23:30+00:00", "--days", "3")[1]["due"] == "2026-03-18"


@pytest.mark.parametrize(
    "arguments",
    [
        ["deadline", "tomorrow", "--days", "3"],
        ["deadline", "2026-03-12T10:00"],
        ["deadline", "2026-03-12T10:00", "--days", "0"],
        ["deadline", "2026-03-12T10:00", "--days", "-1"],
        ["deadline", "2026-03-12T10:00", "--days", "3", "--zone", "Moscow"],
        ["deadline", "2026-03-12T10:00", "--days", "3", "--zone", "../etc/passwd"],
        ["deadline", "2026-03-12T10:00", "--days", "3", "--closes", "25:00"],
        ["deadline", "0001-01-01T00:00+10:00", "--days", "3", "--zone", "UTC"],
        ["calendar", "next"],
        ["load_calendar", "no-such-file.csv"],
    ],
)
def test_wrong_usage_is_refused(calendar, arguments):
    code, answer, said = run(*arguments)
    assert answer is None
    assert said
    # argparse's own refusals reach call_command without a code and the shell as 2 (see the test below)
    assert code in (1, 2)


def test_wrong_usage_exits_2_in_a_shell():
    with pytest.raises(SystemExit) as gone:
        execute_from_command_line(["manage.py", "deadline", "tomorrow", "--days", "3"])
    assert gone.value.code == 2


def test_an_unknown_year_is_unavailable_and_not_guessed(calendar):
    code, answer, _ = run("deadline", "2027-12-30T10:00", "--days", "3")
    assert code == 3
    assert answer == {
        "due": None,
        "confirmed": False,
        "days": [{"date": "2027-12-31", "counted": False, "why": "day_off"}],
    }


def test_without_a_calendar_nothing_is_counted(db):
    code, answer, _ = run("deadline", "2026-03-12T10:00", "--days", "3")
    assert (code, answer) == (3, {"due": None, "confirmed": False, "days": []})


@pytest.mark.parametrize("year", range(2013, 2028))
def test_a_year_is_listed_as_the_table_says(calendar, year):
    def dates(*kinds: str) -> list[str]:
        return [row["date"] for row in ROWS if row["kind"] in kinds and row["date"].startswith(str(year))]

    code, answer, _ = run("calendar", str(year))
    assert code == 0
    weekend = {date for date in dates("off") if datetime.fromisoformat(date).weekday() > 4}
    assert answer == {
        "off": [date for date in dates("off") if date not in weekend],
        "decree": dates("decree_off"),
        "working": dates("working_weekend", "short_working_weekend"),
        "short": dates("short", "short_working_weekend"),
    }


def test_a_year_that_is_not_known_is_unavailable(calendar):
    code, answer, _ = run("calendar", "2028")
    assert (code, answer) == (3, {"off": None, "decree": None, "working": None, "short": None})


def test_loading_says_what_became_of_each_year(calendar, tmp_path):
    assert run("load_calendar", str(CALENDAR))[1]["unchanged"] == list(range(2013, 2028))
    changed = tmp_path / "2028.csv"
    changed.write_text("date,kind,moved_from,note\n2027-01-01,off,,\n2028-01-03,off,,\n")
    code, answer, said = run("load_calendar", str(changed))
    assert code == 1
    assert answer == {"added": [2028], "replaced": [], "unchanged": [], "kept": [2027]}
    assert "2027" in said
    assert run("load_calendar", str(changed), "--replace")[1]["replaced"] == [2027]


def test_a_file_with_a_bad_line_loads_nothing(calendar, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("date,kind,moved_from,note\n2028-01-03,off,,\n2028-13-01,off,,\n")
    code, _, said = run("load_calendar", str(bad))
    assert code == 1
    assert "line 3" in said
    assert run("calendar", "2028")[0] == 3
