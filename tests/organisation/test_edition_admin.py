"""The profile changes by new editions that the product understands."""

import json
from datetime import date, timedelta

import pytest

from organisation.models import Edition


@pytest.fixture
def administrator(client, school):
    client.force_login(school.administrator)
    return school.administrator


def add(client, data, day=None):
    day = day or date.today() + timedelta(days=1)
    return client.post(
        "/admin/organisation/edition/add/", {"valid_from": day.isoformat(), "data": json.dumps(data)}
    )


def test_the_form_begins_with_the_present_profile(client, administrator):
    page = client.get("/admin/organisation/edition/add/").content.decode()
    assert "threshold_percent" in page


def test_a_new_edition_remembers_who_entered_it(client, administrator):
    assert add(client, {**Edition.objects.get().data, "phone": "+7 000 000-00-99"}).status_code == 302
    newest = Edition.objects.first()
    assert newest.data["phone"] == "+7 000 000-00-99"
    assert newest.entered_by == administrator


@pytest.mark.parametrize("data", [{"name": "Школа", "treshold": 75}, ["Школа"], {"name": "Школа", "week": 7}])
def test_a_profile_that_the_product_does_not_understand_is_refused(client, administrator, data):
    assert add(client, data).status_code == 200
    assert Edition.objects.count() == 1


def test_no_edition_begins_in_the_past_and_none_is_rewritten(client, administrator):
    assert add(client, {"name": "Школа"}, date(2020, 1, 1)).status_code == 200
    path = f"/admin/organisation/edition/{Edition.objects.get().pk}"
    client.post(f"{path}/change/", {"valid_from": "2026-12-01", "data": "{}"})
    client.post(f"{path}/delete/", {"post": "yes"})
    assert Edition.objects.get().data["name"] == "Онлайн-школа «Северный ветер»"
