"""`init` prepares an empty place and changes nothing on the second run."""

import json

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

from deadlines.models import CalendarYear
from organisation import setup_code
from organisation.loading import load_profile
from organisation.models import Edition, User
from organisation.roles import Role
from records.models import Student
from workflows.cases.models import Step

pytestmark = pytest.mark.django_db


def init(capsys, *args):
    call_command("init", *args)
    out, err = capsys.readouterr()
    return json.loads(out), err


def test_an_empty_place_gets_calendar_groups_and_a_setup_code_on_the_console(capsys):
    answer, console = init(capsys)
    assert answer["profile"] is None
    assert answer["demo"] is None
    assert CalendarYear.objects.filter(year=2026).exists()
    assert set(Group.objects.values_list("name", flat=True)) == {role.value for role in Role}
    code = console.rsplit(": ", 1)[1].strip()
    assert setup_code.is_right(code)
    assert setup_code.is_right(code.upper().replace("-", " "))
    assert not setup_code.is_right(code[:-1])


def test_demo_prints_logins_on_the_console_and_one_object_on_standard_output(capsys):
    answer, console = init(capsys, "--demo", "--no-letters")
    assert answer["profile"]["name"] == "Онлайн-школа «Северный ветер»"
    assert answer["demo"]["students"] == Student.objects.count() == 41
    assert "lapina" in console
    assert "password" in console
    assert "First set-up" not in console


@pytest.mark.slow
@pytest.mark.once
def test_the_first_start_shows_applications_in_all_their_states(capsys):
    """As `script/server` does on a new machine: letters are read, compared, decided; one stale verdict stops it all."""
    answer, _ = init(capsys, "--demo")
    told = {key: answer["demo"][key] for key in ("applications", "nominations", "requests", "carriers")}
    assert told == {"applications": 17, "nominations": 3, "requests": 4, "carriers": 1}
    decided = set(Step.objects.filter(action__startswith="approve").values_list("action", flat=True))
    assert decided >= {"approve", "approve_partly"}


def test_the_second_run_changes_nothing(capsys):
    init(capsys, "--demo", "--no-letters")
    User.objects.get(username="lapina").groups.clear()
    answer, _ = init(capsys, "--demo", "--no-letters")
    assert answer["migrations"] == 0
    assert answer["calendar"] == {"added": [], "kept": []}
    assert Edition.objects.count() == 1
    assert not User.objects.get(username="lapina").groups.exists()


def test_invented_people_never_enter_a_real_school(capsys, tmp_path):
    (tmp_path / "ours.json").write_text('{"name": "Наша школа"}', encoding="utf-8")
    load_profile(str(tmp_path / "ours.json"))
    with pytest.raises(CommandError) as refused:
        call_command("init", "--demo")
    assert refused.value.returncode == 2
    assert not Student.objects.exists()


def test_an_unknown_profile_is_a_usage_error():
    with pytest.raises(CommandError) as refused:
        call_command("init", "--profile", "no-such-school")
    assert refused.value.returncode == 2


def test_a_named_profile_comes_into_force(capsys):
    answer, console = init(capsys, "--profile", "demo")
    assert answer["profile"]["valid_from"] == "2013-01-01"
    assert answer["demo"] is None
    assert "code" not in console
