"""Certificates, orders and papers of the record: what a correction and a revocation mean there."""

import pytest
from django.utils import timezone

from documents.models import Document, Version
from mailroom.models import Outgoing
from records.models import PortfolioItem, Reward
from tests.builders import a_programme, a_representative, a_student
from tests.reliability.papers import draw_small_papers
from tests.workflows.disclosure.office import disclosed, opened
from tests.workflows.rewards.nominations import a_class, make_all, ordered
from workflows.cases import decisions, door
from workflows.disclosure.models import LedgerEntry
from workflows.rewards import printing
from workflows.rewards.models import RewardNomination

pytestmark = pytest.mark.django_db


@pytest.fixture
def certified(school, monkeypatch):
    """Two pupils with their certificates; the second one's surname is misspelt."""
    draw_small_papers(monkeypatch)
    case = ordered(school, a_class(2))
    make_all()
    return RewardNomination.objects.get(pk=case.pk)


def sheet_of(case, position=2):
    """The document of a certificate."""
    entry = case.nominees.get(position=position).certificate_id
    return Document.objects.get(versions__entry=entry, versions__number=1)


def corrected(case, school, document):
    data = {"fields": {"name": "Багрова Никита Павловича"}, "code": "name", "note": "Опечатка в фамилии"}
    return decisions.act(case, "correct", school.head, paper=document.pk, **data)


def test_a_corrected_certificate_is_the_one_that_is_printed_handed_over_and_on_record(certified, school):
    document = sheet_of(certified)
    case = corrected(certified, school, document)
    new = document.latest
    nominee = case.nominees.get(position=2)
    assert (new.number, nominee.reward.certificate_sha256) == (2, new.sha256)
    assert PortfolioItem.objects.get(reward=nominee.reward).document_sha256 == new.sha256
    assert new.sha256 in printing.sheets(case)
    assert case.state == "certified"

    case = door.move(case, "present", school.deputy, on=timezone.localdate().isoformat())

    statuses = [each.status for each in document.versions.order_by("number")]
    assert statuses == ["superseded", "handed_over"]


def test_a_revoked_sheet_leaves_the_reward_and_a_revoked_order_takes_all(certified, school):
    document = sheet_of(certified)
    given = {"code": "mistake", "reason": "Второй лист не нужен"}
    case = decisions.act(certified, "revoke", school.head, paper=document.pk, **given)
    assert document.latest.status == "revoked" and len(printing.sheets(case)) == 1
    reward = case.nominees.get(position=2).reward
    assert (reward.number, reward.certificate_sha256) == ("", "")

    case = decisions.act(case, "revoke", school.head, paper=case.decision_number, **given)

    assert not Reward.objects.filter(case_number=case.number).exists()
    papers = Version.objects.filter(document__case_number=case.number, entry__isnull=False)
    assert {each.status for each in papers} == {"revoked"}


def test_a_corrected_paper_of_the_record_leaves_with_a_row_of_the_ledger(school, monkeypatch):
    draw_small_papers(monkeypatch)
    student = a_student("Власова Мария Сергеевна", programme=a_programme())
    a_representative(student, "anna.v@pochta.example", full_name="Власова Анна Игоревна")
    monkeypatch.setattr("workflows.disclosure.ledger.page_hashes", lambda content: [])
    case = disclosed(opened(student, papers=["enrolment_certificate"]))
    Outgoing.objects.update(status="sent")
    document = Document.objects.get(case_number=case.number, kind="enrolment_certificate")

    data = {"fields": {"purpose": "бассейна"}, "code": "misprint", "note": "Не туда"}
    case = decisions.act(case, "correct", school.head, paper=document.pk, **data)

    assert LedgerEntry.objects.filter(case=case, decision="disclosed").count() == 2
    (letter,) = Outgoing.objects.filter(purpose="corrected")
    assert [each["sha256"] for each in letter.attachments] == [document.latest.sha256]
