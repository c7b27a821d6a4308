"""The main story: a mother writes, the school compares and decides, the sealed answer goes to her address."""

import json
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.models import Document, Entry
from journal.models import Entry as JournalEntry
from mailroom import outbox
from mailroom.models import Outgoing
from records.models import Result, StudyPlan
from storage import blobs
from tests.builders import a_programme, a_representative, a_student
from tests.workflows.letters import a_letter, arrive
from workflows import deliveries
from workflows.cases import decisions, door
from workflows.cases.models import Step
from workflows.credit.models import CreditApplication

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def family(school):
    programme = a_programme(reviewer=school.reviewer)
    student = a_student(programme=programme)
    a_representative(student)
    return student


def test_a_letter_becomes_a_case_a_comparison_a_decision_and_a_paper_at_the_senders_address(school, family):
    message = arrive(a_letter())

    case = CreditApplication.objects.get(number=message.case_numbers[0])
    assert (case.state, case.student, case.sender_confirmed) == ("comparison", family, True)
    assert case.due_on is not None
    assert [(line.title, line.hours) for line in case.lines.all()] == [
        ("Основы программирования на Python", 72),
        ("Веб-дизайн", 40),
    ]
    acknowledgement = Outgoing.objects.get(case_number=case.number)
    assert acknowledgement.to == "tarasova.em@pochta.example"
    assert case.number in acknowledgement.subject and "/track/" in acknowledgement.text

    units = {unit.title: unit for unit in family.programme.units.all()}
    case = door.move(
        case,
        "compare",
        school.reviewer,
        lines=[
            {"position": 1, "unit": units["Основы программирования на Python"].pk, "verdict": "credited"},
            {
                "position": 2,
                "unit": units["Основы веб-разработки"].pk,
                "verdict": "refused",
                "reason_code": "name_and_topics",
                "reason_words": "Курс о внешнем виде страниц.",
            },
        ],
    )
    case = door.move(case, "submit", school.reviewer)
    case = decisions.act(case, "approve_partly", school.head)

    assert case.state == "partly_approved" and case.decision_number == f"{case.number}/Р"
    assert Result.objects.get(student=family).value == "зачтено"
    plan = StudyPlan.objects.get(student=family)
    assert sum(line.credited + line.remaining for line in plan.lines.all()) == family.programme.hours
    paper = Document.objects.get(case_number=case.number, kind="credit_decision").latest
    reader = PdfReader(BytesIO(blobs.get(paper.sha256)))
    assert "118" in case.number or case.number in "".join(page.extract_text() for page in reader.pages)
    data = json.loads(reader.attachments["decision.json"][0])
    assert data["plan"]["credited"] + data["plan"]["remaining"] == data["plan"]["total"] == 204

    counts = outbox.send_due()
    assert counts.get("sent") == 2
    deliveries.pull()
    answer = Outgoing.objects.get(case_number=case.number, purpose="decision")
    assert answer.to == "tarasova.em@pochta.example" and answer.in_reply_to == "<one@pochta.example>"
    assert answer.proof
    assert CreditApplication.objects.get(pk=case.pk).state == "closed"
    actions = list(Step.objects.filter(case=case).values_list("action", flat=True))
    assert actions == ["receive", "accept", "compare", "submit", "approve_partly", "close"]
    assert JournalEntry.objects.filter(subject=case.number, kind="step").count() == len(actions)
    assert Entry.objects.get(number=case.decision_number).status == Entry.Status.ISSUED
