"""Duplicates of lost certificates: a new number of the same series, and the old paper says what stands in its place."""

import pytest
from django.test import Client
from django.urls import reverse

from documents.finding import reading
from documents.models import Version
from documents.verification import known
from records.models import PortfolioItem, Reward
from storage import blobs
from tests.builders import amend_profile
from tests.workflows.derived.test_extracts import ASKED, made
from tests.workflows.pages.test_acting import browser
from tests.workflows.rewards.nominations import a_class, make_all, ordered
from workflows.derived import issuing
from workflows.derived.models import Derived

pytestmark = pytest.mark.django_db(transaction=True)
LOST = {**ASKED, "why": "подлинник утрачен"}


@pytest.fixture
def certificate(school) -> Version:
    """Handed over to the student, who loses it."""
    amend_profile(signing={"order.reward": "system", "certificate.reward": "hand"}, no_check=[])
    case = ordered(school, a_class(1))
    make_all()
    version = Version.objects.get(document__case_number=case.number, document__kind="reward_certificate")
    version.statuses.create(status="handed_over")
    return version


def test_a_duplicate_takes_the_place_of_the_lost_certificate(school, certificate):
    client, page = browser(school.office), reverse("derived_duplicate", args=[certificate.pk])
    assert client.post(page, LOST).status_code == 302
    paper = made(None)
    old, new = certificate.entry, paper.entry
    assert (new.register, new.n) == (old.register, old.n + 1)
    (text,) = reading.pages(blobs.get(paper.sha256))
    assert "ДУБЛИКАТ" in text and old.number in text and new.number in text and "подлинник утрачен" in text

    code = Client().get(f"/v/{old.code.code}/").content.decode()
    assert "Документ заменён" in code and "Взамен выдан дубликат" in code and new.number in code
    reward = Reward.objects.get()
    assert (reward.number, reward.certificate_sha256) == (new.number, paper.sha256)
    item = PortfolioItem.objects.get(reward=reward)
    assert item.document_sha256 == paper.sha256 and new.number in item.title

    assert known.find(paper.sha256).standing == "awaits_signature"  # it is signed by hand like the first
    assert client.post(reverse("derived_handed", args=[paper.pk])).status_code == 302
    assert known.find(paper.sha256).standing == "valid" and known.find(paper.sha256).of.number == old.number
    assert client.post(page, {}).status_code == 302  # a second click
    assert client.get(page).status_code == 404  # the lost one lives on in its duplicate alone


def test_of_two_duplicates_asked_for_at_once_one_is_made_and_none_of_a_revoked_one(school, certificate):
    forms = {"asked": issuing.Asked("А", "Б", "", "own"), "by": school.office}
    wanted = issuing.Wanted(
        "duplicate", "certificate.reward", "reward_certificate",
        {**certificate.entry.snapshot}, certificate.document.case_number, certificate,
    )  # fmt: skip
    with issuing.transaction.atomic():
        first = issuing.reserve(wanted, **forms)
    with pytest.raises(issuing.Taken), issuing.transaction.atomic():
        issuing.reserve(wanted, **forms)
    certificate.statuses.create(status="revoked")
    assert issuing.issue(first) is None  # revoked while it was being made
    first.refresh_from_db()
    assert first.status == "voided" and known.find(certificate.sha256).standing == "revoked"
    assert Derived.objects.get().entry.reason
    page = reverse("derived_duplicate", args=[certificate.pk])
    assert browser(school.office).get(page).status_code == 404
