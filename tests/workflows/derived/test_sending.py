"""A derived paper by e-mail: asked for on its page, named in the ledger, proven by the server's answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Entry
from mailroom import outbox
from mailroom.models import Outgoing
from storage import blobs
from tests.workflows.derived.test_extracts import ASKED, made, order_of
from tests.workflows.pages.test_acting import browser
from tests.workflows.rewards.nominations import a_class, ordered
from workflows import deliveries
from workflows.derived import sending
from workflows.disclosure.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_extract_leaves_by_mail_to_the_person_it_is_for(school):
    case = ordered(school, a_class(2))
    client = browser(school.office)
    asked = {**ASKED, "channel": "email", "person": "r2", "points": ["p1"]}
    answer = client.post(f"/derived/extract/{order_of(case).pk}/", asked)
    paper, page = made(case), answer.url
    assert page == f"/derived/send/{paper.pk}/" and not LedgerEntry.objects.exists()
    form = client.get(page).content.decode()
    assert ASKED["asked_by"] in form and ASKED["ground"] in form
    assert "Ещё не отправлено" in client.get(f"/derived/{case.number}/").content.decode()

    given = {"to": "mama@pochta.example", "who": ASKED["asked_by"], "ground": ASKED["ground"]}
    wrong = client.post(page, {**given, "to": "мама", "ground": ""})
    assert wrong.status_code == 422 and wrong.content.decode().count("field-error") == 1
    assert "мама" in wrong.content.decode()
    wrong = client.post(page, {**given, "to": "мама"})
    assert wrong.status_code == 422 and "не адрес почтового ящика" in wrong.content.decode()

    for _ in range(2):  # a second click
        assert client.post(page, given).url == reverse("derived", args=[case.number])
    letter, row = Outgoing.objects.get(purpose="derived"), LedgerEntry.objects.get()
    assert (letter.to, [each["sha256"] for each in letter.attachments]) == (given["to"], [paper.sha256])
    assert (row.who, row.channel, row.papers[0]["sha256"]) == (given["who"], "email", paper.sha256)
    assert given["to"] in row.scope and row.student.startswith("Багров")

    assert outbox.send_due()["sent"] >= 1
    letter.refresh_from_db()
    assert letter.proof and blobs.get(letter.mime_sha256)
    listed = client.get(f"/derived/{case.number}/").content.decode()
    assert letter.proof in listed and "Ещё не отправлено" not in listed
    deliveries.pull()
    assert Entry.objects.get(kind="outgoing", action="derived").snapshot["about"].startswith(given["to"])


def test_what_is_not_in_force_does_not_leave(school):
    case = ordered(school, a_class(2))
    client, order = browser(school.office), order_of(case)
    client.post(f"/derived/extract/{order.pk}/", {**ASKED, "person": "r2", "points": ["p1"]})
    with CaptureQueriesContext(connection) as one:
        client.get(f"/derived/{case.number}/")
    client.post(f"/derived/extract/{order.pk}/", {**ASKED, "person": "r1", "points": ["p1"]})
    with CaptureQueriesContext(connection) as two:
        client.get(f"/derived/{case.number}/")
    assert len(two) == len(one)
    paper = made(case)
    page = f"/derived/send/{paper.pk}/"
    assert page in client.get(f"/derived/{case.number}/").content.decode()
    assert client.get(f"/derived/send/{order.pk}/").status_code == 404  # a master leaves with its decision
    assert browser(school.teacher).get(page).status_code == 404
    order.statuses.create(status="revoked")
    assert not sending.may_send(paper.entry.derived, paper)
    assert client.get(page).status_code == 404
    assert page not in client.get(f"/derived/{case.number}/").content.decode()
