"""Extracts of orders: one person of many, nobody else; the office asks, the ledger names who got it."""

import json
from copy import deepcopy
from io import BytesIO

import pikepdf
import pytest
from django.db import transaction

from documents import correcting, in_force
from documents.finding import reading
from documents.models import Entry, Version
from journal import rows
from storage import blobs
from tests.workflows.pages.test_acting import browser
from tests.workflows.rewards.nominations import a_class, ordered
from workflows import ticking
from workflows.derived import papers, parts
from workflows.derived.models import Derived
from workflows.derived.parts import Person, Point
from workflows.disclosure.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = {
    "channel": "in_hand",
    "asked_by": "Абрамова Ирина Петровна",
    "ground": "мать, паспорт предъявлен",
    "purpose": "в спортивную школу",
    "kept_at": "дело, канцелярия",
}


def order_of(case) -> Version:
    return Version.objects.get(document__case_number=case.number, document__kind="reward_order")


def made(case) -> Version:
    return Version.objects.filter(entry__derived__isnull=False).latest("pk")


def data_of(version) -> dict:
    with pikepdf.open(BytesIO(blobs.get(version.sha256))) as opened:
        return json.loads(opened.attachments["extract.json"].get_file().read_bytes())


@pytest.mark.parametrize("count", [2, 5])  # named in the point itself; in an annex
def test_an_extract_of_an_order_tells_of_one_student_and_of_nobody_else(school, count):
    pupils = a_class(count)
    case = ordered(school, pupils)
    page = f"/derived/extract/{order_of(case).pk}/"
    client = browser(school.office)
    assert page in client.get(f"/derived/{case.number}/").content.decode()
    assert client.get(f"/cases/{case.number}/", follow=True).content.decode().count("/derived/") == 1
    answer = client.post(page, {**ASKED, "person": "r2", "points": ["p1"]})
    assert answer.status_code == 302, answer.content.decode()

    paper = made(case)
    (text,) = reading.pages(blobs.get(paper.sha256))
    whole = text + json.dumps(data_of(paper), ensure_ascii=False)
    chosen, others = pupils[1], [each for each in pupils if each is not pupils[1]]
    assert "ВЫПИСКА ИЗ ПРИКАЗА" in text and "Выписка верна" in text and "дело, канцелярия" in text
    assert "Багрова" in whole and "в спортивную школу" in text
    assert not [each.last_name for each in others if each.last_name[:-1] in whole]

    row = LedgerEntry.objects.get()
    assert (row.who, row.student, row.papers[0]["sha256"]) == (
        ASKED["asked_by"], chosen.full_name, paper.sha256,
    )  # fmt: skip
    assert paper.document.origin == "derived"
    assert order_of(case).status == "issued"  # the master stays as it is
    assert list(rows.bad()) == []


def test_what_leaves_needs_a_name_and_a_right_and_nothing_typed_is_lost(school):
    case = ordered(school, a_class(2))
    page = f"/derived/extract/{order_of(case).pk}/"
    answer = browser(school.office).post(
        page, {**ASKED, "asked_by": "", "ground": "", "person": "r1", "points": ["p1"]}
    )
    read = answer.content.decode()
    assert answer.status_code == 422 and read.count("field-error") == 2 and "в спортивную школу" in read
    assert not Derived.objects.exists()
    assert browser(school.teacher).get(page).status_code == 404
    kept = {**ASKED, "channel": "own", "asked_by": "", "ground": "", "person": "r1", "points": ["p1"]}
    assert browser(school.office).post(page, kept).status_code == 302
    assert Derived.objects.count() == 1 and not LedgerEntry.objects.exists()


def test_a_maker_that_died_leaves_a_number_that_the_clock_finishes(school, monkeypatch):
    case = ordered(school, a_class(2))
    page = f"/derived/extract/{order_of(case).pk}/"
    with monkeypatch.context() as patch:
        patch.setattr("workflows.derived.issuing.issue", lambda entry: None)
        browser(school.office).post(page, {**ASKED, "person": "r1", "points": ["p1"]})
    entry = Derived.objects.get().entry
    assert entry.status == "reserved"
    Entry.objects.filter(pk=entry.pk).update(locked_until=entry.made_at)
    ticking.finish_reservations()  # of decisions: it is none
    assert Derived.objects.get().entry.status == "reserved"
    assert ticking.beat()["derived"] == {"finished": 1}
    assert Derived.objects.get().entry.status == "issued" and LedgerEntry.objects.count() == 1


def test_a_revoked_order_gives_no_extract(school):
    case = ordered(school, a_class(2))
    order = order_of(case)
    order.statuses.create(status="revoked")
    assert browser(school.office).get(f"/derived/extract/{order.pk}/").status_code == 404


def test_the_guard_finds_others_in_whatever_case_and_lets_a_brother_pass():
    anna = Person("r1", "Орлову Анну Ильиничну", "Орлова Анна Ильинична")
    others = [Person("r2", "Орлова Петра Ильича", "Орлов Пётр Ильич"), Person("r3", "Ли Ён Су", "Ли Ён Су")]
    for told in ("контроль: Орлову Петру", "вручает ОРЛОВ", "а также Ли Ён Су"):
        with pytest.raises(parts.NamesOthers):
            parts.refuse_others([Point(1, f"Наградить Орлову Анну Ильиничну; {told}")], None, anna, others)
    parts.refuse_others([Point(1, "Наградить Орлову Анну Ильиничну, линию держит")], None, anna, others)
    two = [Point(1, "Наградить грамотой: А (9А), за счёт; Б (9А), за труд."), Point(2, "Контроль за собой.")]
    cut = parts.cut(two, Person("r2", "Б", "Б", words="Б (9А), за труд"))
    assert [each.text for each in cut] == ["Наградить грамотой: Б (9А), за труд.", "Контроль за собой."]


def test_an_extract_says_what_the_corrected_order_says(school):
    case = ordered(school, a_class(5))
    first = order_of(case)
    snapshot = deepcopy(dict(in_force.snapshot_of(first)))
    snapshot["data"]["annex"]["rows"][1]["name"] = "Багрянова Никиту Павловича"
    with transaction.atomic():
        correction = correcting.reserve(first, snapshot, [], code="name", reason="опечатка", actor_id=None)
    with transaction.atomic():
        second = correcting.commit(correction, correcting.make(correction))
    assert papers.is_own(second)
    client = browser(school.office)
    assert client.get(f"/derived/extract/{first.pk}/").status_code == 404  # it was replaced
    client.post(f"/derived/extract/{second.pk}/", {**ASKED, "person": "r2", "points": ["p1"]})
    (text,) = reading.pages(blobs.get(made(case).sha256))
    assert "Багрянова Никиту" in text and "Багрова" not in text
