"""The credit story under every profile that knows it: its rules, its head, its acts, its numbers."""

import io

import pytest
from pypdf import PdfReader

from documents.models import Document
from mailroom import outbox
from organisation import profile
from organisation.loading import load_profile
from records.models import Result, StudyPlan
from storage import blobs
from tests.workflows.pages import stories
from workflows import deliveries
from workflows.cases import decisions, door
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db

WITH_CREDIT = ("istochnik", "platforma", "predprinimatel", "demo")


def text_of(case: CreditApplication) -> str:
    """What the decision says, on one line."""
    paper = Document.objects.get(case_number=case.number, kind="credit_decision").latest
    pages = PdfReader(io.BytesIO(blobs.get(paper.sha256))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\xa0", " ").split())


@pytest.mark.parametrize("name", WITH_CREDIT)
def test_an_application_becomes_a_decision_by_the_rules_of_the_organisation(school, name):
    load_profile(name)
    ours = profile.current()
    child = stories.a_family(school)
    case = stories.at_decision(stories.proven(stories.apply_for(child), school.reviewer), school.reviewer)
    assert case.number == ours.series["case.credit"].pattern.format(n=ours.series["case.credit"].start)
    case = decisions.act(case, "approve_partly", school.head, note="Программа курса рассмотрена отдельно.")
    said = text_of(case)
    assert ours.name in said and f"{ours.credit.threshold_percent} %" in said
    for act in ours.legal_bases:
        assert " ".join(act.split()[:6]) in said
    assert Result.objects.get(student=child).value == "зачтено"
    assert StudyPlan.objects.filter(student=child).count() == 1
    outbox.send_due()
    deliveries.pull()
    assert CreditApplication.objects.get(pk=case.pk).state == "closed"


@pytest.mark.parametrize("name", WITH_CREDIT)
def test_who_compared_decides_only_where_one_person_does_everything(school, name):
    load_profile(name)
    alone = not profile.current().credit.approver_differs
    both = school.head
    case = stories.apply_for(stories.a_family(school))
    case = decisions.act(case, "assign", school.office, reviewer=school.reviewer.username)
    both.groups.add(school.reviewer.groups.get())
    both.__dict__.pop("roles", None)
    case = stories.proven(decisions.act(case, "assign", school.office, reviewer=both.username), both)
    case = stories.at_decision(case, both)
    if alone:
        words = "Программа курса рассмотрена отдельно."
        assert decisions.act(case, "approve_partly", both, note=words).state in ("partly_approved", "closed")
    else:
        with pytest.raises(door.MoveRefused):
            decisions.act(case, "approve_partly", both)
