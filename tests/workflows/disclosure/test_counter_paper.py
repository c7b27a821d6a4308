"""The daily counter paper: three actions, a number, a ledger row, and no director where the profile says so."""

import io
import uuid

import pytest
from pypdf import PdfReader

from documents.models import Entry
from storage import blobs
from tests.builders import amend_profile
from tests.workflows.disclosure.test_story import latest, signed_in
from workflows.disclosure.models import LedgerEntry, RecordRequest

ADDRESS = "/disclosure/express/"


def asked(student, **changed):
    """What the clerk sends after finding the student."""
    return {
        "find": "Власова",
        "once": "7a0f2a9e-1111-4222-8333-444455556666",
        "student": student.pk,
        "capacity": "student",
        "identity_document": "паспорт",
        "identity_digits": "4471",
        "seen": "on",
        "copies": "2",
        "purpose": "места работы матери",
        **changed,
    }


def test_found_ticked_printed(maria):
    office = signed_in("sedova")
    page = office.get(ADDRESS, {"find": "власова"}).content.decode()
    assert "Власова Мария Сергеевна" in page
    answer = office.post(ADDRESS, asked(maria), follow=True)
    case = latest()
    assert (case.state, case.decision_number) == ("closed", "61-со")
    assert "61-со" in answer.content.decode()
    entry = Entry.objects.get(kind="enrolment_certificate")
    paper = PdfReader(io.BytesIO(blobs.get(entry.paper_sha256)))
    text = "".join(page.extract_text() for page in paper.pages)
    assert len(paper.pages) == 2
    assert "Власовой Марии Сергеевне" in text
    row = LedgerEntry.objects.get()
    assert (row.decision, row.officer.username) == ("disclosed", "sedova")
    assert row.identified.startswith("паспорт …4471, лично")
    actions = list(case.steps.values_list("action", flat=True))
    assert actions == ["receive", "take_up", "identify", "submit", "issue", "hand_over"]


def test_a_second_click_makes_no_second_certificate(maria):
    office = signed_in("sedova")
    for _ in range(2):
        office.post(ADDRESS, asked(maria))
    assert RecordRequest.objects.count() == LedgerEntry.objects.count() == 1


def test_where_the_profile_asks_for_the_director_the_request_waits(maria):
    amend_profile(disclosure={"express_without_director": False})
    office = signed_in("sedova")
    office.post(ADDRESS, asked(maria))
    case = latest()
    assert (case.state, case.next_role) == ("approval", "head")
    assert not LedgerEntry.objects.exists()
    signed_in("zharkov").post(f"/disclosure/{case.number}/act/disclose/", {"version": case.version})
    assert latest().state == "disclosed"


def test_it_has_a_term_of_its_own(maria):
    amend_profile(disclosure={"express_without_director": False})
    signed_in("sedova").post(ADDRESS, asked(maria))
    assert str(latest().due_on) == "2026-11-30"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"seen": ""}, "field-error"),
        ({"copies": "21"}, "field-error"),
        ({"capacity": "representative", "applicant_name": "Кто-то Чужой"}, "нет документа о полномочиях"),
    ],
)
def test_without_identity_or_right_nothing_is_opened_and_the_typed_words_stay(maria, changed, words):
    answer = signed_in("sedova").post(ADDRESS, asked(maria, once=str(uuid.uuid4()), **changed))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "места работы матери" in answer.content.decode()
    assert not RecordRequest.objects.exists()


def test_the_mother_on_file_gets_it_for_her_minor_daughter(maria):
    given = asked(maria, capacity="representative", applicant_name="власова анна игоревна")
    signed_in("sedova").post(ADDRESS, given)
    case = latest()
    assert (case.state, case.authority) == ("closed", "свидетельство о рождении")
