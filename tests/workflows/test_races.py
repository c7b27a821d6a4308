"""Two people at once: one wins, the other reads what happened; nothing is half done."""

import threading
from collections import Counter

import pytest
from django.db import connection

from documents import making
from documents.models import Entry
from mailroom.models import Outgoing
from records.models import Result
from tests.builders import a_programme, a_student
from tests.workflows.cases_in_bulk import ready_for_decision
from workflows.cases import decisions, door
from workflows.credit.models import CreditApplication

ROUNDS = 200


def race(case: CreditApplication, *attempts: tuple[str, object, dict]) -> list[str]:
    """Let every attempt start at the same moment; "won", or the code of the refusal, in the order given."""
    barrier = threading.Barrier(len(attempts))
    outcomes = [""] * len(attempts)

    def attempt(index: int, action: str, actor: object, data: dict) -> None:
        try:
            mine = CreditApplication.objects.get(pk=case.pk)
            barrier.wait(timeout=60)
            decisions.act(mine, action, actor, version=case.version, **data)
            outcomes[index] = "won"
        except door.MoveRefused as error:
            outcomes[index] = error.code
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=(index, *each)) for index, each in enumerate(attempts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_simultaneous_decisions_exactly_one_is_made_two_hundred_times(school, monkeypatch):
    # A short paper keeps the rounds quick; numbers, transactions, files and threads are the real ones.
    short = making.Template("documents/blank.html", "decision.json")
    monkeypatch.setitem(making.TEMPLATES, ("credit_decision", 1), short)
    programme = a_programme(reviewer=school.reviewer)
    student = a_student(programme=programme)
    seen: Counter[str] = Counter()
    for _ in range(ROUNDS):
        case = ready_for_decision(student, programme, school.reviewer)
        outcomes = race(
            case, ("approve", school.head, {}), ("refuse", school.head, {"note": "Нет документа."})
        )
        assert outcomes.count("won") == 1, outcomes
        (lost,) = [each for each in outcomes if each != "won"]
        assert lost in ("busy", "stale", "not_now"), outcomes
        seen[lost] += 1
        shown = CreditApplication.objects.get(pk=case.pk)
        assert shown.state in ("approved", "refused")
        assert Entry.objects.filter(case_number=case.number, kind="credit_decision").count() == 1
        assert Outgoing.objects.filter(case_number=case.number, purpose="decision").count() == 1
        credited = Result.objects.filter(case_number=case.number).count()
        assert credited == (1 if shown.state == "approved" else 0)
        # The next round needs a student without a mark in the unit.
        Result.objects.filter(case_number=case.number).delete()
    assert sum(seen.values()) == ROUNDS


@pytest.mark.django_db(transaction=True)
def test_a_double_click_decides_once_and_says_so(school):
    programme = a_programme(reviewer=school.reviewer)
    case = ready_for_decision(a_student(programme=programme), programme, school.reviewer)

    decisions.act(case, "approve", school.head, version=case.version)

    with pytest.raises(door.Stale):
        decisions.act(case, "approve", school.head, version=case.version)
    assert Entry.objects.filter(case_number=case.number, kind="credit_decision").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_case_whose_decision_is_being_made_refuses_every_other_move(school):
    programme = a_programme(reviewer=school.reviewer)
    case = ready_for_decision(a_student(programme=programme), programme, school.reviewer)
    entry = decisions.reserve(case, "approve", school.head, case.version, {})

    for action, actor in (("send_back", school.head), ("withdraw", school.office), ("refuse", school.head)):
        with pytest.raises(door.Busy):
            decisions.act(case, action, actor, note="нет")

    finished = decisions.finish(CreditApplication, entry.pk)
    assert finished.state == "approved" and finished.pending == ""
    assert decisions.finish(CreditApplication, entry.pk).version == finished.version
