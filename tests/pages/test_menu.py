"""The bar shows each person the sections that are open to them, and where they are."""

import pytest
from django.test import RequestFactory
from django.urls import resolve

from config import access, menu
from organisation.roles import Role

pytestmark = pytest.mark.django_db


def bar(user, path="/"):
    """The bar on a page."""
    request = RequestFactory().get(path)
    request.user, request.resolver_match = user, resolve(path)
    return menu.sections(request)


def test_every_section_is_a_declared_route():
    for name, _title in menu.SECTIONS:
        assert name in access.TABLE
        assert menu.address(name)


def test_every_page_said_to_belong_somewhere_exists():
    assert set(menu.SECTION_OF) <= set(access.TABLE)
    assert set(menu.SECTION_OF.values()) <= {name for name, _title in menu.SECTIONS}


@pytest.mark.parametrize("role", list(Role))
def test_nobody_is_offered_a_page_that_would_refuse_them(school, client, role):
    person = school.staff[role]
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    offered = bar(person)
    assert offered
    for section in offered:
        assert client.get(section.url).status_code == 200, section.url


def test_the_director_signs_and_the_reviewer_does_not(school):
    signing = menu.address("to_sign")
    assert signing in [section.url for section in bar(school.head)]
    assert signing not in [section.url for section in bar(school.reviewer)]


def test_the_page_of_a_case_lights_the_section_it_belongs_to(school):
    here = [section.url for section in bar(school.office, "/credit/118-зч/") if section.here]
    assert here == [menu.address("cases")]


def test_a_name_that_is_no_route_has_no_address():
    assert menu.address("nowhere") == ""
