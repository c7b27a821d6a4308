"""From a mother's letter to the proven answer: identity, choice, approval, ledger, and what the pages say meanwhile."""

import io
import re

import pikepdf
import pytest
from django.test import Client

from documents.models import Version
from mailroom import outbox, receive
from mailroom.models import Outgoing
from storage import blobs
from tests.workflows.disclosure.office import user
from workflows import deliveries, routing, shown
from workflows.disclosure.models import LedgerEntry, RecordRequest

LETTER = """From: Анна Власова <anna.v@pochta.example>
To: zayavka@sever.example
Subject: Выписка из журнала
Message-ID: <1@pochta.example>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Добрый день. Прошу прислать выписку из журнала с отметками моей дочери Власовой Марии Сергеевны,
02.12.2008, за эту осень, нужна для вступительных.
Анна Власова
""".encode()


def arrive(raw: bytes = LETTER, sender: str = "anna.v@pochta.example") -> RecordRequest:
    """The letter is received, read and routed."""
    ours = "zayavka@sever.example"
    message = receive.receive(raw, channel="file", mailbox=ours, mail_from=sender, rcpt=ours)
    assert routing.route(message) == "case"
    return RecordRequest.objects.latest("pk")


def signed_in(name: str) -> Client:
    """A browser in which a member of staff is signed in."""
    client = Client()
    client.force_login(user(name), backend="django.contrib.auth.backends.ModelBackend")
    return client


def latest() -> RecordRequest:
    return RecordRequest.objects.latest("pk")


@pytest.mark.django_db
def test_a_mothers_letter_becomes_papers_that_only_she_gets(maria):
    case = arrive()
    assert (case.state, case.papers, case.student) == ("identification", ["journal_extract"], maria)
    assert str(case.due_on) == "2026-12-09"
    office, head = signed_in("sedova"), signed_in("zharkov")

    page = office.get(f"/disclosure/{case.number}/identity/").content.decode()
    assert "Ученику исполнится 18 лет ср 2 декабря" in page
    assert "Прошу прислать выписку" in page
    mother = maria.representatives.get()
    sent = office.post(
        f"/disclosure/{case.number}/identity/",
        {
            "version": case.version,
            "capacity": "representative",
            "representative": mother.pk,
            "applicant_name": "Власова Анна Игоревна",
            "identity_document": "паспорт",
            "identity_digits": "4471",
            "identity_how": "contact",
        },
    )
    assert sent.headers["Location"] == f"/disclosure/{case.number}/scope/".replace("св", "%D1%81%D0%B2")

    case = latest()
    assert (case.state, case.authority) == ("preparation", "свидетельство о рождении")
    rows = case.scope["journal_extract"]
    page = office.get(f"/disclosure/{case.number}/scope/").content.decode()
    assert page.count('type="checkbox"') == len(rows) == 4
    assert office.get(f"/disclosure/{case.number}/draft/page.png").content.startswith(b"\x89PNG")
    office.post(
        f"/disclosure/{case.number}/scope/",
        {"version": case.version, "journal_extract": rows[:2], "act": "submit"},
    )

    case = latest()
    assert (case.state, case.next_role) == ("approval", "head")
    page = head.get(f"/disclosure/{case.number}/").content.decode()
    assert "Утвердить и выдать" in page
    head.post(f"/disclosure/{case.number}/act/disclose/", {"version": case.version})
    case = latest()
    assert (case.state, case.decision_number) == ("disclosed", "11-вп")

    letter = Outgoing.objects.get(case_number=case.number, purpose="decision")
    assert letter.to == "anna.v@pochta.example"
    paper = blobs.get(letter.attachments[0]["sha256"])
    with pikepdf.open(io.BytesIO(paper)) as opened:
        embedded = bytes(opened.attachments["extract.json"].get_file().read_bytes()).decode()
    assert "Основы веб-разработки" not in embedded
    assert "Основы программирования на Python" in embedded

    outbox.send_due()
    deliveries.pull()
    case = latest()
    assert case.state == "closed"
    row = LedgerEntry.objects.get()
    assert (row.number, row.decision, row.who) == ("1", "disclosed", "Власова Анна Игоревна")
    assert row.papers[0]["sha256"] == Version.objects.get(entry__number="11-вп").sha256
    assert shown.case(case.number)["ledger"][0]["decision"] == "disclosed"


def test_whoever_holds_the_tracking_link_gets_no_paper(maria):
    case = arrive()
    letter = Outgoing.objects.get(case_number=case.number, purpose="accepted")
    path = re.search(r"https?://[^/\s]+(/track/[\w-]+/)", letter.text)[1]
    page = Client().get(path).content.decode()
    assert "Школа проверяет, кто просит" in page
    assert "paper" not in re.findall(r'href="([^"]*)"', page)


def test_a_letter_that_names_no_paper_waits_for_the_office(maria):
    raw = LETTER.replace("выписку из журнала с отметками".encode(), "сведения".encode())
    raw = raw.replace("Выписка из журнала".encode(), "Запрос сведений".encode())
    case = arrive(raw)
    assert (case.state, case.papers, case.next_role) == ("received", [], "office")
    office = signed_in("sedova")
    office.post(
        f"/disclosure/{case.number}/act/amend/",
        {"version": case.version, "papers": ["study_certificate"], "delivery": "email"},
    )
    case = latest()
    office.post(f"/disclosure/{case.number}/act/take_up/", {"version": case.version})
    assert latest().state == "identification"


def test_a_scope_without_rows_is_mended_beside_the_field_and_nothing_moves(maria):
    case = arrive()
    office = signed_in("sedova")
    mother = {
        "identity_document": "паспорт",
        "identity_how": "person",
        "applicant_name": "Власова Анна Игоревна",
    }
    right = {"capacity": "representative", "representative": maria.representatives.get().pk}
    address = f"/disclosure/{case.number}/identity/"
    office.post(address, {"version": case.version, **mother, **right})
    case = latest()
    answer = office.post(f"/disclosure/{case.number}/scope/", {"version": case.version, "act": "submit"})
    assert answer.status_code == 422
    assert "Отметьте хотя бы одну строку" in answer.content.decode()
    assert (latest().state, latest().version) == ("preparation", case.version)
