"""Certified copies of issued papers and of scans, and what a stranger learns of them."""

from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from documents import incoming
from documents.finding import reading
from documents.models import Version
from documents.verification import known
from storage import blobs
from tests.documents.scanning.sheets import from_a_telephone
from tests.workflows.derived.test_extracts import ASKED, made, order_of
from tests.workflows.pages import stories
from tests.workflows.pages.test_acting import browser
from tests.workflows.rewards.nominations import a_class, ordered
from workflows.derived.models import Derived
from workflows.disclosure.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)


def copied(school, version) -> Version:
    answer = browser(school.office).post(f"/derived/copy/{version.pk}/", ASKED)
    assert answer.status_code == 302, answer.content.decode()
    return made(None)


def attached(version) -> dict[str, bytes]:
    with pikepdf.open(BytesIO(blobs.get(version.sha256))) as opened:
        return {name: file.get_file().read_bytes() for name, file in opened.attachments.items()}


def test_a_copy_shows_every_page_under_the_mark_and_holds_the_master_unchanged(school):
    case = ordered(school, a_class(5))
    master = order_of(case)
    before = blobs.get(master.sha256)
    paper = copied(school, master)
    text = reading.pages(blobs.get(paper.sha256))
    pages = reading.pages(before)
    assert len(text) == len(pages) == 2
    for leaf, page in zip(text, pages, strict=True):
        words = {each for each in page.split() if len(each) > 1}  # PDFium overlooks a digit that stands alone
        assert words <= set(leaf.split())  # type stays type
        assert "Копия верна" in leaf and "дело, канцелярия" in leaf and "М. Л. Седова" in leaf
    assert before in attached(paper).values() and blobs.get(master.sha256) == before
    assert LedgerEntry.objects.get().papers[0]["sha256"] == paper.sha256


def test_a_second_click_makes_no_second_copy_and_another_purpose_makes_one(school):
    master = order_of(ordered(school, a_class(2)))
    office, address = browser(school.office), f"/derived/copy/{master.pk}/"
    once = str(office.get(address).context["form"]["once"].value())
    for purpose in ("в банк", "в банк", "в суд"):
        office.post(address, {**ASKED, "once": once, "purpose": purpose})
    assert Derived.objects.count() == LedgerEntry.objects.count() == 2
    long = office.post(address, {**ASKED, "asked_by": "ы" * 301})
    assert len(long.context["form"].errors["asked_by"]) == 1


def test_a_stranger_learns_of_which_paper_it_is_a_copy_and_that_this_was_revoked(school):
    master = order_of(ordered(school, a_class(2)))
    paper = copied(school, master)
    code = paper.entry.code.code
    page = Client().get(f"/v/{code}/").content.decode()
    assert master.entry.number in page and "подлинник действует" in page and "Абрам" not in page
    master.statuses.create(status="revoked")
    page = Client().get(f"/v/{code}/").content.decode()
    assert "подлинник отменён" in page and "Документ отозван" in page
    assert not known.verify(blobs.get(paper.sha256)).is_valid


def test_a_photo_is_copied_as_a_picture_and_what_cannot_be_drawn_takes_no_number(school):
    case = stories.apply_for(stories.a_family(school))
    photo = incoming.store_upload(from_a_telephone(), "справка.jpg", case.number, school.office)
    paper = copied(school, photo.latest)
    assert "Копия верна" in reading.pages(blobs.get(paper.sha256))[0]
    assert known.find(paper.sha256).of is None and known.find(paper.sha256).how == "copy"
    broken = incoming.store(b"%PDF-1.7 broken", "a.pdf", "application/pdf", case.number, origin="incoming")
    answer = browser(school.office).post(f"/derived/copy/{broken.latest.pk}/", ASKED)
    assert answer.status_code == 422 and "повреждён" in answer.content.decode()
    assert Derived.objects.count() == 1
    text = incoming.store(b"words", "a.txt", "text/plain", case.number, origin="incoming")
    assert browser(school.office).get(f"/derived/copy/{text.latest.pk}/").status_code == 404
