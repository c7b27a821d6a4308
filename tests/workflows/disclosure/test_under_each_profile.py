"""Record disclosure under every profile: term, number, head and letterhead are those of the organisation."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.models import Entry, Version
from organisation import profile
from organisation.loading import load_profile
from organisation.models import User
from storage import blobs
from tests.workflows.disclosure.office import disclosed, opened
from workflows.disclosure.models import LedgerEntry

pytestmark = pytest.mark.django_db

NAMES = ("istochnik", "platforma", "predprinimatel", "astra", "kpgt", "demo")


@pytest.mark.parametrize("name", NAMES)
def test_a_mothers_request_becomes_a_certificate_of_the_organisation(maria, name):
    load_profile(name)
    ours = profile.current()
    User.objects.filter(username="zharkov").update(position=ours.head_position)
    case = opened(maria, papers=["study_certificate"])
    assert case.due_on == date(2026, 12, 9)
    case = disclosed(case)
    entry = Entry.objects.get(kind="study_certificate")
    assert entry.number == ours.series["certificate.study"].pattern.format(
        n=ours.series["certificate.study"].start
    )
    head = entry.snapshot["data"]["head"]
    assert (head["name"], head["position"]) == (ours.head_name, ours.head_position)
    paper = Version.objects.get(entry=entry)
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(blobs.get(paper.sha256))).pages).split()
    )
    assert ours.name in text and ours.head_position.casefold() in text.casefold()
    assert "директор" in ours.head_position.casefold() or "директор" not in text.casefold()
    assert "None" not in text
    row = LedgerEntry.objects.get()
    assert (row.decision, row.papers[0]["sha256"]) == ("disclosed", paper.sha256)
