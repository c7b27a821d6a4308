"""The right is judged when identity is checked, when papers are handed over, and on the day they leave."""

from datetime import date, datetime

import pytest

from documents.models import Entry, Version
from mailroom.models import Outgoing
from records.models import Result
from tests.builders import a_representative, a_student, amend_profile
from tests.workflows.disclosure.office import IDENTITY, MOTHER, disclosed, identified, opened, prepared, user
from workflows.cases import decisions, door
from workflows.disclosure.models import LedgerEntry, RecordRequest


def refused(case: RecordRequest, **data: object) -> dict:
    """The errors with which identity and right are refused; nothing has moved."""
    with pytest.raises(door.Invalid) as caught:
        door.move(case, "identify", user("sedova"), **{**MOTHER, **data})
    assert RecordRequest.objects.get(pk=case.pk).state == "identification"
    return caught.value.errors


def test_a_strangers_request_for_a_minors_record_goes_no_further(maria):
    case = opened(maria, applicant_email="stranger@post.example")
    assert refused(case, capacity="attorney", authority="") == {"capacity": "no_authority"}


def test_the_mother_of_an_adult_is_told_that_her_access_has_ended(maria):
    maria.birth_date = date(2008, 11, 25)
    maria.save()
    assert refused(opened(maria)) == {"capacity": "parent_of_adult"}


def test_a_guardian_on_file_whose_period_ended_is_refused(maria):
    guardian = a_representative(maria, "guardian@post.example", valid_to=date(2026, 11, 24))
    assert refused(opened(maria), representative=str(guardian.pk)) == {"capacity": "period_ended"}


def test_a_request_for_somebody_who_is_not_in_the_records_goes_no_further(maria):
    case = opened(None, student="Неизвестный Пётр Иванович")
    assert refused(case) == {"capacity": "no_such_student"}


def test_identity_that_nobody_checked_is_no_identity(maria):
    assert refused(opened(maria), identity_document="") == {"identity_document": "identity_missing"}


def test_majority_that_comes_before_the_papers_leave_ends_the_mothers_access(maria, today):
    case = prepared(opened(maria))
    today.move_to(datetime.fromisoformat("2026-12-02T09:00:00+03:00"))
    with pytest.raises(door.Invalid) as caught:
        decisions.decide(case, "disclose", user("zharkov"))
    assert caught.value.errors == {"right": "parent_of_adult"}
    assert not Version.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert not Entry.objects.filter(status="reserved").exists()


def test_rows_of_another_student_can_never_be_chosen(maria):
    other = a_student("Чужой Степан Ильич", programme=maria.programme)
    foreign = Result.objects.create(
        student=other, unit=maria.programme.units.first(), value="хорошо", on=date(2026, 10, 2)
    )
    case = identified(opened(maria))
    assert f"result:{foreign.pk}" not in case.scope["journal_extract"]
    with pytest.raises(door.Invalid) as caught:
        door.move(case, "choose", user("sedova"), scope={"journal_extract": [f"result:{foreign.pk}"]})
    assert caught.value.errors == {"journal_extract": "not_of_this_student"}


def test_only_the_chosen_rows_and_the_period_that_was_asked_get_onto_the_paper(maria):
    case = identified(opened(maria, period_from=date(2026, 9, 1), period_to=date(2026, 10, 15)))
    first, second = case.scope["journal_extract"]
    case = door.move(case, "choose", user("sedova"), scope={"journal_extract": [second]})
    case = door.move(case, "submit", user("sedova"))
    decisions.decide(case, "disclose", user("zharkov"))
    data = Entry.objects.get(kind="journal_extract").snapshot["data"]
    rows = data["sections"][0]["rows"]
    assert [[cell["text"] for cell in row] for row in rows] == [
        ["Введение в алгоритмы и структуры данных", "12.10.2026", "промежуточная", "хорошо"]
    ]


def test_the_uniform_answer_is_the_same_whether_or_not_there_is_a_record(maria):
    known, unknown = opened(maria), opened(None, student="Неизвестный Пётр Иванович")
    for case in (known, unknown):
        decisions.decide(case, "turn_away", user("sedova"))
    papers = [comparable(entry) for entry in Entry.objects.filter(kind="disclosure_refusal")]
    assert papers[0] == papers[1]
    letters = [
        letter.text.replace(case.number, "N").replace(entry.number, "N")
        for case, entry in zip((known, unknown), Entry.objects.filter(kind="disclosure_refusal"), strict=True)
        for letter in Outgoing.objects.filter(case_number=case.number, purpose="decision")
    ]
    without_links = [text.split("http")[0] for text in letters]
    assert without_links[0] == without_links[1]
    assert "Власова Мария" not in letters[0]


def comparable(entry: Entry) -> dict:
    """The snapshot without number, case and moment."""
    data = {**entry.snapshot["data"], "case_number": ""}
    data["decided_by"] = {**data["decided_by"], "at": ""}
    kept = ("template", "edition", "title", "filename", "date")
    return {**{key: entry.snapshot[key] for key in kept}, "data": data}


def test_an_identified_person_gets_the_ground_in_full(maria):
    case = decisions.decide(
        opened(maria), "decline", user("sedova"), refusal="period_ended", note="", **IDENTITY
    )
    assert (case.state, case.refusal) == ("refused", "period_ended")
    grounds = Entry.objects.get(kind="disclosure_refusal").snapshot["data"]["grounds"]
    assert grounds[0]["words"] == "Срок полномочий представителя истёк."
    row = LedgerEntry.objects.get()
    assert (row.decision, row.ground) == ("refused", "Срок полномочий представителя истёк.")
    assert row.identified.startswith("паспорт …4471, лично, Марина Седова")


def test_unpaid_fees_are_refused_as_a_ground(maria):
    with pytest.raises(door.Invalid) as caught:
        decisions.decide(opened(maria), "decline", user("sedova"), refusal="unpaid_fees", **IDENTITY)
    assert caught.value.errors == {"refusal": "no_ground"}


def test_who_prepared_does_not_approve_unless_the_profile_says_so(maria):
    both = user("zharkov")
    both.groups.add(*user("sedova").groups.all())
    case = door.move(door.move(opened(maria), "identify", both, **MOTHER), "submit", both)
    with pytest.raises(door.NotAllowed):
        decisions.decide(case, "disclose", both)
    amend_profile(disclosure={"approver_differs": False})
    assert decisions.decide(case, "disclose", user("zharkov")).state == "disclosed"


def test_every_disclosure_stands_in_the_ledger_with_hashes_of_the_pages(maria):
    case = disclosed(opened(maria, papers=["study_certificate", "journal_extract"]))
    row = LedgerEntry.objects.get()
    assert (row.who, row.capacity, row.student) == (
        "Власова Анна Игоревна",
        "representative",
        "Власова Мария Сергеевна",
    )
    assert [each["number"] for each in row.papers] == ["61-со", "11-вп"]
    assert all(len(page) == 64 for each in row.papers for page in each["pages"])
    sent = Outgoing.objects.get(case_number=case.number, purpose="decision")
    assert [each["sha256"] for each in sent.attachments] == [each["sha256"] for each in row.papers]
