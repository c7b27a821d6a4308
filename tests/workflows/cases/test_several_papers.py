"""A decision of several papers: numbered together, made outside of locks, in force together or not at all."""

from dataclasses import replace

import pytest

from documents.making import NeverPrintable
from documents.models import Entry, VersionStatus
from mailroom.models import Outgoing
from organisation.profile import Series
from tests.builders import amend_profile
from tests.reliability.papers import draw_small_papers
from tests.workflows.pages import stories
from workflows import ticking
from workflows.cases import decisions, door, signing
from workflows.credit.flow import CreditFlow
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(school, monkeypatch):
    """A case ready for decision, whose decision makes the packet and an order."""
    draw_small_papers(monkeypatch)
    own = CreditFlow.planned

    def with_an_order(self, *args):
        first = own(self, *args)[0]
        return [first, replace(first, series="order.credit", kind="credit_order")]

    monkeypatch.setattr(CreditFlow, "planned", with_an_order)
    return stories.at_decision(stories.apply_for(stories.a_family(school)), school.reviewer)


def entries(case):
    found = Entry.objects.filter(case_number=case.number, action="approve_partly").order_by("pk")
    return [(each.kind, each.status) for each in found]


def test_both_papers_are_issued_in_one_decision_and_leave_in_one_letter(school, case):
    decided = decisions.act(case, "approve_partly", school.head)

    assert entries(case) == [("credit_decision", "issued"), ("credit_order", "issued")]
    first, second = signing.packet(decided.decision_number, decided.number)
    assert first.entry.number == decided.decision_number and second.entry.kind == "credit_order"
    letter = Outgoing.objects.get(purpose="decision")
    assert [each["filename"] for each in letter.attachments] == [first.filename, second.filename]
    assert decided.steps.filter(action="approve_partly").count() == 1


def test_what_a_killed_maker_left_is_finished_by_the_clock_and_once(school, case):
    decisions.reserve(case, "approve_partly", school.head, case.version, {})
    assert entries(case) == [("credit_decision", "reserved"), ("credit_order", "reserved")]
    Entry.objects.filter(status="reserved").update(locked_until="2026-01-01T00:00:00Z")

    ticking.beat()

    assert entries(case) == [("credit_decision", "issued"), ("credit_order", "issued")]
    done = CreditApplication.objects.get(pk=case.pk)
    assert (done.state, done.pending) == ("closed", "")  # the same beat sent the letter
    assert done.steps.filter(action="approve_partly").count() == 1


def test_a_paper_that_can_never_be_made_voids_all_numbers_and_frees_the_case(school, case, monkeypatch):
    decisions.reserve(case, "approve_partly", school.head, case.version, {})
    Entry.objects.filter(status="reserved").update(locked_until="2026-01-01T00:00:00Z")

    def never(entry):
        raise NeverPrintable("the template is broken")

    monkeypatch.setattr("documents.making.make", never)
    ticking.beat()

    assert entries(case) == [("credit_decision", "voided"), ("credit_order", "voided")]
    freed = CreditApplication.objects.get(pk=case.pk)
    assert (freed.state, freed.pending) == ("decision", "")


def test_one_signature_puts_all_papers_in_force(school, case):
    amend_profile(signing={"decision.credit": "hand"})
    decided = decisions.act(case, "approve_partly", school.head)
    assert not Outgoing.objects.filter(purpose="decision").exists()

    door.move(decided, "sign", school.office, signed_on="2026-11-25")

    packet = signing.packet(decided.decision_number, decided.number)
    assert [each.status for each in packet] == [VersionStatus.Status.ISSUED] * 2
    assert len(Outgoing.objects.get(purpose="decision").attachments) == 2


def test_a_series_that_the_profile_lacks_is_said_and_nothing_is_reserved(school, case, monkeypatch):
    series = {key: each for key, each in school.profile.series.items() if key != "order.credit"}
    monkeypatch.setattr("organisation.profile.current", lambda: replace(school.profile, series=series))
    with pytest.raises(door.Invalid) as refused:
        decisions.act(case, "approve_partly", school.head)
    assert refused.value.errors == {"number": "series_missing"}
    assert entries(case) == []


def test_the_number_of_another_system_is_typed_and_taken_once(school, case, monkeypatch):
    series = {**school.profile.series, "decision.credit": Series("", kind="external")}
    monkeypatch.setattr("organisation.profile.current", lambda: replace(school.profile, series=series))
    with pytest.raises(door.Invalid) as refused:
        decisions.act(case, "approve_partly", school.head)
    assert refused.value.errors == {"external_number": "external_number_missing"}

    several = CreditFlow.planned
    typed = lambda self, *args: [replace(several(self, *args)[0], external_number="01-03/43-уч")]  # noqa: E731
    monkeypatch.setattr(CreditFlow, "planned", typed)
    assert decisions.act(case, "approve_partly", school.head).decision_number == "01-03/43-уч"

    other = stories.at_decision(
        stories.apply_for(stories.a_family(school, "Белова Ксения Игоревна")), school.reviewer
    )
    with pytest.raises(door.Invalid) as refused:
        decisions.act(other, "approve_partly", school.head)
    assert refused.value.errors == {"external_number": "external_number_taken"}
