"""An empty place walks its first administrator through set-up, once, with the code of the console."""

import pytest
from django.urls import reverse

from config.groups import prepare_groups
from organisation import profile, setup_code
from organisation.first_setup import Administrator, SetupClosed, set_up
from organisation.models import Edition, User
from organisation.roles import Role
from tests.builders import PASSWORD, a_user

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Школа «Маяк»",
    "short_name": "Маяк",
    "city": "Томск",
    "address": "",
    "zone": "Asia/Krasnoyarsk",
    "week": "6",
    "email": "priem@mayak.example",
    "phone": "",
    "head_name": "Лосев Игорь Петрович",
    "head_position": "Директор",
    "last_name": "Титова",
    "first_name": "Вера",
    "patronymic": "",
    "username": "titova",
    "password": PASSWORD,
    "again": PASSWORD,
}


@pytest.fixture
def code():
    prepare_groups()
    return setup_code.new_code()


@pytest.mark.parametrize("path", ["/sign-in/", "/staff/", "/admin/", "/setup/next/"])
def test_every_page_of_an_empty_place_leads_to_set_up(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/setup/")


def test_health_answers_on_an_empty_place(client):
    assert client.get("/healthz").status_code == 200


def test_a_superuser_made_before_set_up_is_led_there_too(client):
    client.force_login(a_user(Role.ADMINISTRATOR))
    assert client.get("/setup/").status_code == 200


def test_the_first_administrator_sets_up_the_school_and_sees_what_is_next(client, code):
    assert client.get("/setup/").status_code == 200
    answer = client.post("/setup/", {"code": code, **ANSWERS}, follow=True)
    assert answer.redirect_chain == [("/setup/next/", 302)]
    ours = profile.current()
    assert (ours.name, ours.zone, ours.week) == ("Школа «Маяк»", "Asia/Krasnoyarsk", 6)
    assert ours.mailboxes == ("priem@mayak.example",)
    assert ours.series["case.credit"].start == 1
    assert ours.credit.threshold_percent == 75
    user = User.objects.get()
    assert user.roles == {Role.ADMINISTRATOR}
    assert user.check_password(PASSWORD)
    assert client.get("/admin/records/programme/add/").status_code == 200


def test_set_up_closes_for_ever(client, code):
    client.post("/setup/", {"code": code, **ANSWERS})
    client.logout()
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", {"code": code, **ANSWERS, "username": "second"}).status_code == 404
    assert not setup_code.is_right(code)
    assert User.objects.count() == 1


def test_without_the_code_nobody_becomes_administrator(client, code):
    answer = client.post("/setup/", {"code": "12345-12345-12345-12345", **ANSWERS})
    assert answer.status_code == 422
    assert "code" in answer.context["form"].errors
    assert not User.objects.exists()
    assert not Edition.objects.exists()


def test_the_code_works_once_even_for_two_at_the_same_moment(code):
    first = Administrator("one", PASSWORD, "Титова", "Вера")
    second = Administrator("two", PASSWORD, "Горин", "Пётр")
    set_up(code, {"name": "Маяк"}, first)
    Edition.objects.all().delete()  # as the slower one still sees it
    with pytest.raises(SetupClosed):
        set_up(code, {"name": "Маяк"}, second)
    assert not User.objects.filter(username="two").exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"again": "something-else-2026"}, "again"),
        ({"password": "short", "again": "short"}, "password"),
        ({"username": "Вера Титова"}, "username"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"email": "not an address"}, "email"),
        ({"name": ""}, "name"),
        ({"week": "8"}, "week"),
    ],
)
def test_an_error_stands_beside_its_field_and_what_was_typed_stays(client, code, wrong, field):
    answer = client.post("/setup/", {"code": code, **ANSWERS, **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert "Лосев Игорь Петрович" in page
    assert PASSWORD not in page
    assert not User.objects.exists()


def test_a_code_from_an_earlier_start_is_void(code):
    newer = setup_code.new_code()
    assert not setup_code.is_right(code)
    assert setup_code.is_right(newer)


def test_pages_of_a_school_lead_nowhere_else(client, school):
    assert client.get(reverse("sign_in")).status_code == 200
