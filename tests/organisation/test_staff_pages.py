"""Administrators add colleagues, give roles and end access; nobody else comes near."""

import pytest

from journal.models import Entry
from organisation.models import User
from organisation.roles import Role
from tests.builders import PASSWORD, a_user

PATHS = ["/staff/", "/staff/add/", "/setup/next/", "/admin/"]


def fields(user, **changes):
    return {
        "username": user.username,
        "last_name": user.last_name,
        "first_name": user.first_name,
        "patronymic": user.patronymic,
        "position": user.position,
        "email": user.email,
        "is_active": "on",
        "roles": [role.value for role in user.roles],
        "password": "",
        **changes,
    }


@pytest.mark.parametrize("path", PATHS)
def test_only_administrators_see_the_pages(client, school, path):
    for role, user in school.staff.items():
        client.force_login(user)
        assert client.get(path).status_code == (200 if role is Role.ADMINISTRATOR else 404), role
    client.logout()
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/sign-in/?next={path}")


def test_a_colleague_is_added_with_two_roles_and_can_sign_in(client, school):
    client.force_login(school.administrator)
    answer = client.post(
        "/staff/add/",
        {
            "username": "nikitin",
            "last_name": "Никитин",
            "first_name": "Егор",
            "position": "учитель",
            "is_active": "on",
            "roles": ["reviewer", "office"],
            "password": PASSWORD,
        },
    )
    assert answer.status_code == 302
    added = User.objects.get(username="nikitin")
    assert added.roles == {Role.REVIEWER, Role.OFFICE}
    assert not added.is_staff
    answer = client.__class__().post("/sign-in/?next=/staff/", {"username": "nikitin", "password": PASSWORD})
    assert answer.status_code == 302
    assert Entry.objects.filter(kind="staff", subject="nikitin", actor_id=school.administrator.pk).exists()


def test_ending_access_ends_the_open_session(client, school):
    browser = client.__class__()
    browser.force_login(school.office)
    client.force_login(school.administrator)
    client.post(f"/staff/{school.office.pk}/", fields(school.office, is_active=""))
    answer = browser.get("/staff/")
    assert answer.headers["Location"].startswith("/sign-in/")
    assert "may not sign in" in client.get("/staff/", headers={"Accept-Language": "en"}).content.decode()


def test_whoever_comes_back_has_the_roles_of_before(client, school):
    client.force_login(school.administrator)
    path = f"/staff/{school.office.pk}/"
    client.post(path, fields(school.office, is_active=""))
    assert client.get(path).context["form"].initial["roles"] == ["office"]


def test_an_empty_password_keeps_the_old_one(client, school):
    client.force_login(school.administrator)
    client.post(f"/staff/{school.office.pk}/", fields(school.office, position="секретарь"))
    kept = User.objects.get(pk=school.office.pk)
    assert kept.position == "секретарь"
    assert kept.check_password(PASSWORD)


@pytest.mark.parametrize("change", [{"is_active": ""}, {"roles": ["office"]}])
def test_the_last_administrator_cannot_be_lost(client, school, change):
    client.force_login(school.administrator)
    path = f"/staff/{school.administrator.pk}/"
    answer = client.post(path, fields(school.administrator, **change))
    assert answer.status_code == 422
    assert "roles" in answer.context["form"].errors
    a_user(Role.ADMINISTRATOR)
    assert client.post(path, fields(school.administrator, **change)).status_code == 302


def test_a_taken_name_and_a_weak_password_are_refused_beside_their_fields(client, school):
    client.force_login(school.administrator)
    answer = client.post(
        "/staff/add/", fields(school.office, roles=["office"], password="password12", username="lapina")
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"username", "password"}


def test_what_the_form_does_not_offer_cannot_be_assigned(client, school):
    client.force_login(school.administrator)
    client.post(
        f"/staff/{school.office.pk}/", fields(school.office, is_superuser="on", is_staff="on", groups="1")
    )
    kept = User.objects.get(pk=school.office.pk)
    assert not kept.is_superuser
    assert not kept.is_staff
    assert kept.roles == {Role.OFFICE}
