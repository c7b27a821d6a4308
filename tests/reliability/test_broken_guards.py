"""Negative controls for tests that live beside their packages: the guard is taken out, and what it guards happens."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone
from PIL import Image

from documents import inspection, views
from mailroom import outbox, writing
from organisation.roles import Role
from tests.builders import a_user
from tests.documents.test_inspection import png
from tests.mailroom.post import answer
from tests.workflows.pages import stories
from workflows.cases import decisions, tracking
from workflows.cases.models import CaseQuerySet, Link

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[1])
    return client


@pytest.fixture
def foreign(school):
    """A case of the school's reviewer, and the pages of another reviewer."""
    case = decisions.act(
        stories.apply_for(stories.a_family(school)), "assign", school.office, reviewer="lapina"
    )
    return case, signed_in(a_user(Role.REVIEWER))


def test_1_without_the_middleware_a_page_of_the_staff_opens_to_a_teacher(school, settings):
    assert signed_in(school.reviewer).get("/staff/").status_code == 404
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "AccessMiddleware" not in each]
    assert signed_in(school.reviewer).get("/staff/").status_code == 200


def test_2_and_3_without_the_rule_of_rows_a_foreign_case_opens_and_is_listed(foreign, monkeypatch):
    case, other = foreign
    page, rows = f"/credit/{case.number}/", "/cases/"
    assert other.get(page).status_code == 404
    assert case.number not in other.get(rows).content.decode()
    monkeypatch.setattr(CaseQuerySet, "visible_to", lambda self, user: self)
    assert other.get(page).status_code == 200
    assert case.number in other.get(rows).content.decode()


def test_4_without_its_end_an_old_link_opens(school, monkeypatch):
    page = tracking.new_url(stories.apply_for(stories.a_family(school)), Link.Purpose.TRACK)
    path = page.removeprefix(configured.PUBLIC_URL)
    Link.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(path).status_code == 404
    long_ago = timezone.now() - timedelta(days=1000)
    real = tracking.resolve
    monkeypatch.setattr(tracking, "resolve", lambda token, purpose: real(token, purpose, long_ago))
    assert Client().get(path).status_code == 200


def test_9_without_joining_lines_a_subject_would_break_the_letter(school, monkeypatch):
    evil = "Получено\nBcc: x@evil.example"
    assert writing.frozen(answer(subject=evil)).frozen.count(b"\nBcc") == 0
    monkeypatch.setattr(outbox, "one_line", lambda text: text)
    letter = answer(subject=evil)
    assert "\n" in letter.subject
    # The second guard stands: the letter cannot be written at all.
    with pytest.raises(Exception, match="newline|header|Header"):
        writing.frozen(letter)


def test_13_without_the_limit_a_picture_of_144_megapixels_is_taken(monkeypatch):
    bomb = png(12_000, 12_000)
    assert inspection.examine(bomb).problem == "pixels"
    monkeypatch.setattr(inspection, "MAX_PIXELS", 10**12)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    assert inspection.examine(bomb).problem != "pixels"


def test_14_without_the_allowlist_a_page_would_leave_as_a_page(monkeypatch):
    assert views.as_download(b"<p>", "a.html", "text/html")["Content-Type"] == "application/octet-stream"
    monkeypatch.setattr(views, "HARMLESS", frozenset({"text/html"}))
    assert views.as_download(b"<p>", "a.html", "text/html")["Content-Type"] == "text/html"


def test_25_without_the_middleware_a_form_without_its_token_is_taken(school, settings):
    page, form = "/credit/apply/", {"student": "?"}
    assert Client(enforce_csrf_checks=True).post(page, form).status_code == 403
    settings.MIDDLEWARE = [each for each in settings.MIDDLEWARE if "CsrfViewMiddleware" not in each]
    assert Client(enforce_csrf_checks=True).post(page, form).status_code == 422
