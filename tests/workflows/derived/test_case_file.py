"""A case as one file: every document as pages under a bookmark, its original inside, nothing that acts by itself."""

import hashlib
import json
import re
from io import BytesIO

import pikepdf
import pytest

from documents import incoming
from documents.finding import reading
from documents.models import Document
from mailroom.models import Outgoing
from storage import blobs
from tests.documents.scanning.sheets import from_a_telephone
from tests.workflows.derived.test_extracts import ASKED, made
from tests.workflows.pages import stories
from tests.workflows.pages.test_acting import browser
from workflows import ticking
from workflows.cases import decisions
from workflows.derived import case_file
from workflows.derived.models import Derived
from workflows.disclosure.models import LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)


def with_a_program() -> bytes:
    """A PDF of one page that wants to run a script."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(out)
    return out.getvalue()


@pytest.fixture
def case(school):
    """Decided, with a photo, a PDF with a script, and a text."""
    applied = stories.apply_for(stories.a_family(school))
    for name, media_type, data in (
        ("справка.jpg", "image/jpeg", from_a_telephone()),
        ("опасный.pdf", "application/pdf", with_a_program()),
        ("письмо.txt", "text/plain", "слова".encode()),
    ):
        incoming.store(data, name, media_type, applied.number, origin=Document.Origin.INCOMING)
    return decisions.act(stories.at_decision(applied, school.reviewer), "approve_partly", school.head)


def ask(school, case):
    answer = browser(school.archivist).post(f"/derived/file/{case.number}/", ASKED)
    assert answer.status_code == 302, answer.content.decode()
    return made(None)


def test_the_file_holds_every_document_as_pages_and_unchanged_and_says_what_is_left_out(school, case):
    paper = ask(school, case)
    content = blobs.get(paper.sha256)
    pages = reading.pages(content)
    whole = " ".join("\n".join(pages).split())
    files = list(Document.objects.filter(case_number=case.number).exclude(kind="case_file"))
    with pikepdf.open(BytesIO(content)) as opened, opened.open_outline() as outline:
        titles = [each.title for each in outline.root]
        inside = {
            hashlib.sha256(each.get_file().read_bytes()).hexdigest() for each in opened.attachments.values()
        }
        assert "/OpenAction" not in opened.Root and "/JavaScript" not in opened.Root.Names
    for n, document in enumerate(files, start=1):
        version = document.latest
        assert version.sha256 in re.sub(r"\s", "", whole)  # in the inventory
        assert (version.sha256 in inside) is (document.title != "опасный.pdf")
        assert (f"{n}. {document.title}" in titles) is (document.title != "письмо.txt")
    assert "есть программа" in whole
    place = next(n for n, page in enumerate(pages, start=1) if "Документ 4 описи, лист 1" in page)
    assert f"Стр. {place} из {len(pages)}" in pages[place - 1]
    assert re.search(rf"\d\d\.\d\d\.\d{{4}} {place}\b", whole)  # the page is named beside the date
    assert LedgerEntry.objects.get().papers[0]["sha256"] == paper.sha256


def test_no_secret_link_gets_into_the_file_and_nobody_but_the_keepers_makes_one(school, case):
    assert any("http" in each.text for each in Outgoing.objects.filter(case_number=case.number))
    asked = case_file.Asked("", "", "", "own")
    told = json.dumps(case_file.snapshot(case, asked, school.office)["data"], ensure_ascii=False)
    assert "http" not in told and "[ссылка]" in told
    assert browser(school.reviewer).get(f"/derived/file/{case.number}/").status_code == 404


def test_a_large_case_is_made_by_the_clock(school, case, monkeypatch):
    monkeypatch.setattr(case_file, "is_large", lambda made: True)
    answer = browser(school.office).post(f"/derived/file/{case.number}/", ASKED, follow=True)
    assert "делается" in answer.content.decode()
    assert Derived.objects.get().entry.status == "reserved"
    assert ticking.beat()["derived"] == {"finished": 1}
    assert Derived.objects.get().entry.status == "issued"
