"""What one decision costs, and that it stands under one profile from its first look to its letter."""

import gc
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents import making, pdf
from journal.models import Entry as JournalEntry
from mailroom.models import Outgoing
from organisation import profile
from organisation.models import Edition
from tests.builders import a_programme, a_student
from tests.reliability.papers import draw_small_papers
from tests.workflows.cases_in_bulk import ready_for_decision
from workflows.cases import decisions
from workflows.cases.models import Case


@pytest.fixture
def case(db, school, monkeypatch):
    """A case on the head's desk, whose paper is quickly drawn."""
    draw_small_papers(monkeypatch)
    programme = a_programme(reviewer=school.reviewer)
    return ready_for_decision(a_student(programme=programme), programme, school.reviewer)


def test_a_decision_asks_the_database_few_times(school, case):
    with CaptureQueriesContext(connection) as asked:
        decisions.act(case, "approve", school.head)

    assert len(asked) <= 54
    told = JournalEntry.objects.filter(kind="number", subject__endswith="/Р").latest("pk").payload
    assert "documents.code" in told and "documents.entry" in told
    assert sum("organisation_edition" in each["sql"] for each in asked) == 1


def test_another_profile_that_comes_into_force_meanwhile_cuts_no_decision_in_two(school, case, monkeypatch):
    before = profile.current()
    make = making.make

    def make_slowly(entry):
        """Somebody enters an edition while the paper is being drawn."""
        Edition.objects.filter().update(valid_from=timezone.localdate() - timedelta(days=1))
        data = {**Edition.objects.get().data, "name": "Школа под новым именем"}
        Edition.objects.create(valid_from=timezone.localdate(), data=data)
        return make(entry)

    monkeypatch.setattr(making, "make", make_slowly)
    decisions.act(case, "approve", school.head)

    assert before.name in Outgoing.objects.get(purpose="decision").text
    assert profile.current().name == "Школа под новым именем"


def test_what_somebody_changes_while_the_paper_is_drawn_is_not_written_over(school, case, monkeypatch):
    make = making.make

    def make_slowly(entry):
        """Another process writes to the row of the case, past every door."""
        Case.objects.filter(pk=case.pk).update(applicant_email="novaya@pochta.example")
        return make(entry)

    monkeypatch.setattr(making, "make", make_slowly)
    decided = decisions.act(case, "approve", school.head)

    assert Outgoing.objects.get(purpose="decision").to == "novaya@pochta.example"
    assert Case.objects.get(pk=decided.pk).applicant_email == "novaya@pochta.example"


def test_garbage_is_collected_again_after_a_paper_that_could_not_be_drawn():
    with pytest.raises(pdf.PaperTooLarge), pdf._undisturbed():
        assert not gc.isenabled()
        raise pdf.PaperTooLarge
    assert gc.isenabled()
