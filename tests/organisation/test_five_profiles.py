"""The five regulations and the demo school as data: every fact in which they differ, row by row."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from config import access
from deadlines import calendar, workdays
from deadlines.calendar import load_file
from documents.numbering import written
from journal.models import Entry as JournalEntry
from organisation import profile, terms
from organisation.loading import PROFILES, load_profile
from organisation.models import Edition
from tests.builders import CALENDAR, amend_profile

pytestmark = pytest.mark.django_db

NAMES = ("istochnik", "platforma", "predprinimatel", "astra", "kpgt", "demo")


def in_force(name: str) -> profile.Profile:
    load_profile(name)
    return profile.current()


@pytest.mark.parametrize(
    ("name", "credit", "reward", "zone", "city"),
    [
        ("istochnik", True, True, "Europe/Ulyanovsk", "Ульяновск"),
        ("platforma", True, True, "Europe/Moscow", ""),
        ("predprinimatel", True, False, "Europe/Moscow", ""),
        ("astra", False, False, "Europe/Astrakhan", "Астрахань"),
        ("kpgt", False, True, "Asia/Yekaterinburg", "Касли"),
        ("demo", True, True, "Europe/Moscow", "Архангельск"),
    ],
)
def test_a_workflow_that_the_regulation_does_not_know_is_off(name, credit, reward, zone, city):
    ours = in_force(name)
    assert (ours.is_on("credit"), ours.is_on("reward"), ours.is_on("disclosure")) == (credit, reward, True)
    assert (ours.zone, ours.city) == (zone, city)


def test_every_file_has_its_test_and_no_real_person():
    files = {path.stem for path in PROFILES.glob("*.json")} - {"starter"}
    assert files == set(NAMES)
    for name in files - {"demo"}:
        data = json.loads((PROFILES / f"{name}.json").read_text(encoding="utf-8"))
        assert data["head_name"].startswith("Пример") and data["email"].endswith(".example")


def test_000_its_order_and_council_nine_fields_and_its_own_kinds_of_reward():
    ours = in_force("istochnik")
    assert "14-уд" in ours.approved_by and "протокол" in ours.approved_by and "№ 6" in ours.approved_by
    assert len(ours.rewards.fields) == 9
    assert [kind.title for kind in ours.rewards.kinds] == ["Приз", "Диплом", "Памятный подарок"]
    assert any("отдельным актом" in each for each in ours.legal_bases)
    assert ours.disclosure.parents_see_minors and not ours.disclosure.written_only


def test_001_a_sole_trader_does_everything_and_is_no_director():
    ours = in_force("platforma")
    assert ours.head_position == "Индивидуальный предприниматель" and ours.head_name in ours.legal_name
    assert not ours.separation_of_duties
    assert not (
        ours.credit.approver_differs or ours.rewards.approver_differs or ours.disclosure.approver_differs
    )
    assert len(ours.rewards.fields) == 9


def test_002_three_quarters_three_working_days_by_mail():
    ours = in_force("predprinimatel")
    assert (ours.credit.threshold_percent, ours.credit.term_working_days) == (75, 3)
    assert ours.mailboxes and not ours.disclosure.written_only and ours.disclosure.parents_see_minors


def test_003_payers_see_records_and_the_unfinished_date_of_approval_stays_empty():
    ours = in_force("astra")
    assert ours.disclosure.customers_see
    assert ours.approved_by == ""


def test_004_marks_from_five_to_fail_seven_kinds_of_reward_and_deputies_by_direction():
    ours = in_force("kpgt")
    assert [each[0] for each in ours.scale[:4]] == ["5", "4", "3", "2"]
    assert ours.scale[4:] == ("зачтено", "не зачтено")
    titles = [kind.title for kind in ours.rewards.kinds]
    for wanted in (
        "Благодарность",
        "Диплом",
        "Почётная грамота",
        "Благодарственное письмо",
        "Именная стипендия",
    ):
        assert wanted in titles
    assert [kind.code for kind in ours.rewards.kinds if kind.external] == ["named_scholarship"]
    assert [kind.code for kind in ours.rewards.kinds if kind.wants_amount] == ["gift", "scholarship"]
    assert len(ours.rewards.directions) == 4
    assert "01-03/43-уч" in ours.approved_by


@pytest.mark.parametrize(
    ("name", "key", "n", "number"),
    [
        ("istochnik", "order.reward", 14, "14-уд"),
        ("platforma", "certificate.reward", 7, "007/26"),
        ("predprinimatel", "case.credit", 118, "118-зч"),
        ("astra", "certificate.study", 3, "3-со"),
        ("kpgt", "order.reward", 43, "01-03/43-уч"),
        ("demo", "order.reward", 14, "14-уд"),
    ],
)
def test_a_number_is_written_by_the_pattern_of_the_organisation(name, key, n, number):
    assert written(in_force(name).series[key].pattern, n, date(2026, 11, 25)) == number


@pytest.mark.parametrize(
    ("name", "received", "term", "due"),
    [
        # Half past ten in the evening in Moscow is still the same day in Ulyanovsk, but the next one in Kasli.
        ("istochnik", "2026-11-20T22:30+03:00", "credit", date(2026, 11, 25)),
        ("platforma", "2026-11-20T22:30+03:00", "credit", date(2026, 11, 25)),
        ("predprinimatel", "2026-11-20T22:30+03:00", "credit", date(2026, 11, 25)),
        ("astra", "2026-11-26T23:30+03:00", "disclosure", date(2026, 12, 11)),
        ("kpgt", "2026-11-26T22:30+03:00", "disclosure", date(2026, 12, 11)),
        ("demo", "2026-11-26T22:30+03:00", "disclosure", date(2026, 12, 10)),
    ],
)
def test_a_term_is_counted_in_the_zone_of_the_organisation(name, received, term, due):
    load_file(CALENDAR)
    rule = terms.NAMED[term](in_force(name))
    assert workdays.count(datetime.fromisoformat(received), rule, calendar.current()).due == due


def test_the_same_midnight_is_another_day_in_kasli():
    at = datetime(2026, 11, 26, 22, 30, tzinfo=ZoneInfo("Europe/Moscow"))
    assert at.astimezone(in_force("kpgt").tz).date() == date(2026, 11, 27)


def command(capsys, *args) -> dict:
    call_command("load_profile", *args)
    return json.loads(capsys.readouterr().out)


def test_the_command_lays_a_new_edition_and_says_what_is_on(capsys):
    assert command(capsys, "demo")["new"] is True
    answer = command(capsys, "kpgt", "--valid-from", "2099-01-01")
    assert (answer["valid_from"], answer["new"]) == ("2099-01-01", True)
    assert answer["workflows"] == {"credit": False, "reward": True, "disclosure": True}
    assert command(capsys, "kpgt", "--valid-from", "2099-01-01")["new"] is False
    assert profile.current().short_name == "Северный ветер"
    assert profile.current(date(2099, 1, 1)).short_name == "КПГТ"
    assert JournalEntry.objects.filter(kind="profile").count() == 2


@pytest.mark.parametrize(
    "args", [["nobody"], ["demo", "--valid-from", "2020-01-01"], ["demo", "--valid-from", "tomorrow"]]
)
def test_what_cannot_be_loaded_exits_with_usage_and_changes_nothing(capsys, args):
    load_profile("kpgt")
    with pytest.raises(CommandError) as error:
        call_command("load_profile", *args)
    assert error.value.returncode in (1, 2)
    assert Edition.objects.count() == 1


def test_every_page_that_opens_cases_is_closed_where_its_workflow_is_off(school):
    clients = {}
    for person in school.staff.values():
        clients[person] = Client()
        clients[person].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for kind, rules in (("credit", "credit"), ("reward", "rewards"), ("disclosure", "disclosure")):
        paths = [reverse(name) for name, of in access.ENTRANCES.items() if of == kind]
        opened = {
            (each, path) for each in clients for path in paths if clients[each].get(path).status_code == 200
        }
        assert {path for _person, path in opened} == set(paths)
        amend_profile(**{rules: {"enabled": False}})
        for person, path in opened:
            assert clients[person].get(path).status_code == 404, path
            assert f'href="{path}"' not in clients[person].get("/").content.decode(), path
        section = {"reward": "/rewards/", "disclosure": "/disclosure/ledger/"}.get(kind)
        assert f'href="{section}"' not in clients[school.office].get("/").content.decode()
        assert not [path for path in paths if f'href="{path}"' in Client().get("/sign-in/").content.decode()]


@pytest.mark.parametrize("path", ["/credit/apply/", "/credit/counter/"])
def test_the_entrance_of_a_workflow_that_is_off_answers_404(school, path):
    client = Client()
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(path).status_code == 200
    load_profile("kpgt")
    assert client.get(path).status_code == 404
    assert path not in client.get("/").content.decode()
    assert path not in Client().get("/sign-in/").content.decode()


@pytest.mark.parametrize("name", ["istochnik", "astra", "kpgt"])
def test_the_acts_on_which_a_regulation_rests_stand_on_the_page_of_the_profile(client, school, name):
    load_profile(name)
    acts = profile.current().legal_bases
    client.force_login(school.administrator)
    page = client.get(reverse("profile")).content.decode()
    assert len(acts) >= 3 and all(act in page for act in acts)
