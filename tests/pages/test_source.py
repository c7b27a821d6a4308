"""Whoever uses the program over a network is led to its source, as its licence says."""

import pytest

pytestmark = pytest.mark.django_db
SOURCE = "https://git.example/zachetka"


def test_staff_and_families_find_the_source_at_the_foot_of_every_page(school, client, settings):
    settings.SOURCE_URL = SOURCE
    assert f'href="{SOURCE}"' in client.get("/credit/apply/").content.decode()
    client.force_login(school.office, backend="django.contrib.auth.backends.ModelBackend")
    assert f'href="{SOURCE}"' in client.get("/").content.decode()


def test_without_an_address_there_is_no_link(school, client, settings):
    settings.SOURCE_URL = ""
    assert "AGPL" not in client.get("/credit/apply/").content.decode()
