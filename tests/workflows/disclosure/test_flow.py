"""What is particular in the graph of a record request; the rest is in tests/workflows/test_every_kind.py."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from viewflow.workflow.models import Task

from tests.workflows.disclosure.office import disclosed, identified, opened, prepared
from tests.workflows.every_kind import transitions_of_the_model
from workflows import disclosure
from workflows.cases import turns
from workflows.disclosure.flow import DisclosureFlow
from workflows.disclosure.models import LedgerEntry, RecordRequest, State

ENDED = {State.CLOSED, State.WITHDRAWN}


def transitions():
    return list(RecordRequest._meta.get_field("state").get_all_transitions(RecordRequest))


def test_only_decided_cases_close_and_every_open_state_may_be_withdrawn():
    edges = transitions_of_the_model("disclosure")
    assert {source for source, target in edges if target == State.CLOSED} == {"disclosed", "refused"}
    withdrawn = {source for source, target in edges if target == State.WITHDRAWN}
    assert withdrawn == {str(state) for state in State} - ENDED


def test_the_drawing_in_the_docstring_names_every_moving_action_and_state():
    drawn = set(re.findall(r"[a-z_]+", disclosure.__doc__ or ""))
    assert {each.name for each in transitions() if each.target is not None} | set(State.values) <= drawn


def test_all_tasks_can_be_deleted_and_come_back_from_the_state(maria):
    cases = [opened(maria), identified(opened(maria)), prepared(opened(maria)), disclosed(opened(maria))]
    names = [turns.open_task(case).flow_task.name for case in cases]
    assert names == ["check_identity", "prepare", "head_approves", "dispatch"]
    Task.objects.all().delete()
    for case in cases:
        fresh = RecordRequest.objects.get(pk=case.pk)
        turns.advance(fresh, DisclosureFlow, None)
        fresh.save()
    assert [turns.open_task(RecordRequest.objects.get(pk=each.pk)).flow_task.name for each in cases] == names


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE disclosure_ledgerentry SET who = 'somebody else'",
        "DELETE FROM disclosure_ledgerentry",
    ],
)
def test_no_program_changes_or_deletes_a_row_of_the_ledger(maria, statement):
    disclosed(opened(maria))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert LedgerEntry.objects.get().who == "Власова Анна Игоревна"
