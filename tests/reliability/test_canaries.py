"""Test 43: names, addresses, courses and secret links stand in no log, whatever goes wrong."""

import asyncio
import logging
from io import StringIO

import pytest
from aiosmtpd.smtp import Envelope
from django.conf import settings as configured
from django.test import Client

from mailroom import inlet, outbox, receive
from mailroom.models import Outgoing
from tests.reliability import canaries
from tests.reliability.canaries import ADDRESS, CHILD, COURSE, MOTHER, WORDS
from tests.workflows.credit.families import APPLY, links
from tests.workflows.letters import arrive
from workflows import routing, ticking
from workflows.credit.models import CreditApplication

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Said(Exception):
    """An error whose words quote a letter, as those of databases and parsers do."""

    def __init__(self, *_: object, **__: object) -> None:
        super().__init__(f"{MOTHER} <{ADDRESS}>: {COURSE} {WORDS}")


def fail(*_: object, **__: object) -> None:
    raise Said


@pytest.fixture
def log():
    """What the product's own handler writes, one level more talkative than a place in production."""
    handler = next(each for each in logging.getLogger().handlers if each.get_name() == "stderr")
    out, before, level = StringIO(), handler.stream, handler.level
    root = logging.getLogger().level
    handler.setStream(out)
    handler.setLevel(logging.INFO)
    logging.getLogger().setLevel(logging.INFO)
    yield out
    handler.setStream(before)
    handler.setLevel(level)
    logging.getLogger().setLevel(root)


def leaks(log: StringIO, *words: str, secrets: tuple[str, ...] = ()) -> list[str]:
    """What the log tells of whom; that something happened (`words`) it must tell."""
    said = log.getvalue()
    assert [each for each in words if each not in said] == [], said
    return canaries.leaks(said, *secrets)


# Letters


def test_an_ordinary_letter_leaves_no_trace(school, log):
    message = arrive(canaries.a_letter(), ADDRESS)
    assert CreditApplication.objects.get().number in message.case_numbers
    outbox.send_due()
    assert leaks(log) == []


def test_an_inlet_that_cannot_store(school, log, monkeypatch):
    monkeypatch.setattr("storage.blobs.put", fail)
    envelope = Envelope()
    envelope.original_content, envelope.mail_from, envelope.rcpt_tos = (
        canaries.a_letter(),
        ADDRESS,
        ["a@b.example"],
    )
    answer = asyncio.run(inlet.Handler(print).handle_DATA(None, None, envelope))
    assert answer.startswith("451") and "Said" in log.getvalue()
    assert leaks(log, "could not be stored") == []


@pytest.mark.parametrize(
    "where", ["workflows.routing.read", "workflows.routing.settle", "mailroom.receive.understand"]
)
def test_routing_that_stumbles(school, log, monkeypatch, where):
    monkeypatch.setattr(where, fail)
    receive.receive(canaries.a_letter(), channel="smtp", mailbox="zayavka@sever.example", mail_from=ADDRESS)
    assert ticking.beat()["routed"] == {"failed": 1}
    assert leaks(log, "part routed of the beat failed", "Said") == []


@pytest.mark.parametrize("where", ["mailroom.writing.deliver", "mailroom.writing.frozen"])
def test_a_letter_that_cannot_be_sent(school, log, monkeypatch, where):
    arrive(canaries.a_letter(), ADDRESS)
    monkeypatch.setattr(where, fail)
    assert outbox.send_due() == {"deferred": 1}
    assert leaks(log, "could not be sent") == []


# Pages


@pytest.fixture
def token(school) -> str:
    """The secret of the tracking page of a canary's case."""
    arrive(canaries.a_letter(), ADDRESS)
    CreditApplication.objects.update(sender_confirmed=True)
    return links(Outgoing.objects.get())["track"].rstrip("/").rpartition("/")[2]


def test_secret_links_that_are_refused_or_break(token, log, monkeypatch):
    strict, lax = Client(enforce_csrf_checks=True), Client(raise_request_exception=False)
    page = f"/track/{token}/"
    assert strict.post(page, {"message": WORDS}).status_code == 403
    assert lax.delete(page).status_code == 405
    assert lax.post(page, {"message": "", "once": "?"}).status_code == 422
    assert lax.get(page + "more/").status_code == 404
    assert lax.get(f"/credit/form/{token}x/").status_code == 404
    monkeypatch.setattr("workflows.cases.tracking_page.context", fail)
    assert lax.get(page).status_code == 500
    assert leaks(log, "/track/…/", "Said", secrets=(token,)) == []


def test_a_form_that_breaks_or_is_refused(school, log, monkeypatch):
    lax = Client(raise_request_exception=False)
    assert lax.post(APPLY, canaries.a_form(student="")).status_code == 422
    monkeypatch.setattr("workflows.credit.by_form.open_once", fail)
    assert lax.post(APPLY, canaries.a_form()).status_code == 500
    assert leaks(log, "Internal Server Error", "Said") == []


def test_a_search_that_breaks(school, log, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(school.office, backend=configured.AUTHENTICATION_BACKENDS[1])
    monkeypatch.setattr("workflows.views.cases.render", fail)
    for address in ("/search/", "/cases/"):
        client.get(address, {"q": CHILD})
    assert leaks(log, "Said") == []


def test_a_parent_who_tries_to_sign_in(school, log):
    client = Client()
    for _ in range(configured.AXES_FAILURE_LIMIT + 1):
        client.post("/sign-in/", {"username": ADDRESS, "password": CHILD})
    assert leaks(log) == []


# Negative controls


@pytest.mark.parametrize("guard", ["filters", "formatter"])
def test_without_its_guards_the_log_would_tell(token, log, monkeypatch, guard):
    handler = next(each for each in logging.getLogger().handlers if each.get_name() == "stderr")
    plain = [] if guard == "filters" else logging.Formatter("%(message)s")
    monkeypatch.setattr(handler, guard, plain)
    monkeypatch.setattr("workflows.cases.tracking_page.context", fail)
    Client(raise_request_exception=False).get(f"/track/{token}/")
    assert canaries.leaks(log.getvalue(), token)


def test_a_canary_is_recognised_in_any_dress():
    for line in (MOTHER.upper(), CHILD.encode("unicode_escape").decode(), f"Not Found: /x?mail={ADDRESS}"):
        assert canaries.leaks(f"before\n{line}\nafter") == [line]
    assert canaries.leaks("2026-11-22 WARNING django.request Not Found: /setup/") == []


def test_every_failure_of_routing_leaves_the_letter_for_another_beat(school, log, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(routing, "read", fail)
        stored = receive.receive(canaries.a_letter(), channel="smtp", mailbox="zayavka@sever.example")
        ticking.beat()
    type(stored).objects.update(locked_until=None)
    ticking.beat()
    assert CreditApplication.objects.count() == 1
