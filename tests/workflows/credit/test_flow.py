"""What is particular in the graph of a credit transfer; the rest is in tests/workflows/test_every_kind.py."""

from datetime import UTC, datetime

import pytest
from viewflow.workflow.models import Task

from tests.builders import a_programme, a_student
from tests.workflows.every_kind import transitions_of_the_model, words_of_the_drawing
from workflows.cases import turns
from workflows.cases.opening import begin
from workflows.credit.flow import CreditFlow
from workflows.credit.models import CreditApplication, State
from workflows.credit.opening import open_case

ENDED = {State.CLOSED, State.WITHDRAWN}
DECIDED = {State.APPROVED, State.PARTLY_APPROVED, State.REFUSED}


def test_only_decided_cases_close_and_every_open_state_may_be_withdrawn():
    edges = transitions_of_the_model("credit")
    assert {source for source, target in edges if target == State.CLOSED} == DECIDED
    open_states = {str(state) for state in State} - ENDED
    assert {source for source, target in edges if target == State.WITHDRAWN} == open_states


def test_the_drawing_in_the_docstring_names_every_moving_action():
    field = CreditApplication._meta.get_field("state")
    moving = {each.name for each in field.get_all_transitions(CreditApplication) if each.target is not None}
    assert moving - {"join"} <= words_of_the_drawing("credit")


@pytest.mark.django_db
def test_all_tasks_can_be_deleted_and_come_back_from_the_state(school, django_assert_max_num_queries):
    programme = a_programme(reviewer=school.reviewer)
    case = open_case(
        received_at=datetime(2026, 11, 16, 7, 0, tzinfo=UTC),
        channel="web",
        student=a_student(programme=programme),
        programme=programme,
    )
    begin(case, None)
    Task.objects.all().delete()

    turns.advance(case, CreditFlow, None)

    task = turns.open_task(case)
    assert task is not None and task.flow_task.name == "register"
    assert task.owner_permission == "credit.register_credit"
