"""A decision with a misspelt name: corrected, then revoked; what everybody sees before and after."""

import json
from io import BytesIO

import pikepdf
import pytest

import journal.rows
from documents.models import Version
from documents.verification import known
from mailroom.models import Outgoing
from records.models import Result, StudyPlan
from storage import blobs
from tests.workflows.pages.stories import a_family, apply_for, at_decision, proven
from workflows.cases import decisions, door, signing
from workflows.credit import precedents

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(school):
    """One course credited to a child whose name the family had misspelt, one refused."""
    case = apply_for(a_family(school))
    case = at_decision(proven(case, school.reviewer), school.reviewer)
    return decisions.act(case, "approve_partly", school.head)


def paper(case) -> Version:
    """The newest version of its decision."""
    return Version.objects.filter(entry__number=case.decision_number).order_by("number").last()


def correct(case, school, **given):
    """The head mends the student's name."""
    fields = {"student.full_name": "Тарасов Кирил Денисович", "lines.0.claimed.hours": "80"}
    data = {"paper": case.decision_number, "fields": fields, "code": "name", "note": "Имя с одной «л»"}
    return decisions.act(case, "correct", school.head, **{**data, **given})


def data_of(version: Version) -> dict:
    """The JSON inside the paper."""
    with pikepdf.open(BytesIO(blobs.get(version.sha256))) as opened:
        (name,) = opened.attachments
        return json.loads(opened.attachments[name].get_file().read_bytes())


def test_a_corrected_decision_replaces_the_old_one_and_a_revoked_one_undoes_what_it_credited(decided, school):
    old = paper(decided)
    Outgoing.objects.update(status="sent")

    case = correct(decided, school)

    new = paper(case)
    assert (new.number, new.entry_id, new.document_id) == (2, old.entry_id, old.document_id)
    assert known.verify(blobs.get(old.sha256)).verdict == "superseded"
    answer = known.verify(blobs.get(new.sha256))
    assert (answer.verdict, answer.paper.version) == ("valid", 2)
    assert known.find_by_code(new.entry.code.code).version == 2
    told = data_of(new)
    assert told["student"]["full_name"] == "Тарасов Кирил Денисович"
    assert (told["lines"][0]["claimed"]["hours"], told["lines"][0]["hours_percent"]) == (80, 111)
    assert told["correction"]["replaces"]["sha256"] == old.sha256[:16]
    letter = Outgoing.objects.get(purpose="corrected")
    assert [each["sha256"] for each in letter.attachments] == [new.sha256]
    assert "Тарасов Кирил Денисович (было: Тарасов Кирилл Денисович)" in letter.text
    assert (case.state, case.pending) == (decided.state, "")

    case = decisions.act(
        case, "revoke", school.head, paper=new.document_id, code="untrue", reason="Справка подложная"
    )

    assert known.verify(blobs.get(new.sha256)).verdict == "revoked"
    assert known.verify(blobs.get(old.sha256)).verdict == "superseded"
    (result,) = Result.objects.filter(case_number=case.number)
    assert (result.withdrawal.paper, result.withdrawal.reason) == (case.decision_number, "Справка подложная")
    assert not Result.objects.standing().filter(case_number=case.number).exists()
    plans = StudyPlan.objects.filter(student=case.student).order_by("number")
    assert [sum(line.credited for line in plan.lines.all()) for plan in plans] == [72, 0]
    assert "больше не считаются зачтёнными" in Outgoing.objects.get(purpose="revoked").text
    assert signing.packet(case.decision_number, case.number) == []
    assert list(journal.rows.bad()) == []
    assert case.number in set(precedents.revoked())


def test_the_next_correction_starts_from_what_stands_now(decided, school):
    case = correct(decided, school)
    case = correct(case, school, fields={"application.incoming_number": "77-вх"}, code="misprint")
    told = data_of(paper(case))
    assert (told["student"]["full_name"], told["correction"]["version"]) == ("Тарасов Кирил Денисович", 3)
    assert told["application"]["incoming_number"] == "77-вх"


def test_hours_that_turn_a_verdict_round_are_no_correction(decided, school):
    with pytest.raises(door.Invalid) as refused:
        correct(decided, school, fields={"lines.0.claimed.hours": "20"})
    assert refused.value.errors == {"lines.0.claimed.hours": "changes_verdict"}
    assert paper(decided).number == 1


def test_of_two_who_correct_the_same_version_one_is_told(decided, school):
    page = decided.version
    correct(decided, school, over=paper(decided).pk)
    with pytest.raises(door.Stale):
        correct(decided, school, version=page)
    assert Version.objects.filter(entry__number=decided.decision_number).count() == 2
