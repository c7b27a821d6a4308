"""The graph of tasks, the transitions of the model and the drawing in the docstring say the same."""

import re
from datetime import UTC, datetime

import pytest
from viewflow.workflow.models import Task

from tests.builders import a_programme, a_student
from workflows import credit
from workflows.cases import turns
from workflows.cases.opening import begin
from workflows.credit.flow import CreditFlow
from workflows.credit.models import CreditApplication, State
from workflows.credit.opening import open_case

ENDED = {State.CLOSED, State.WITHDRAWN}
DECIDED = {State.APPROVED, State.PARTLY_APPROVED, State.REFUSED}


def edges_of_the_model() -> set[tuple[str, str]]:
    field = CreditApplication._meta.get_field("state")
    return {
        (str(each.source), str(each.target))
        for each in field.get_all_transitions(CreditApplication)
        if each.target is not None
    }


def edges_of_the_graph() -> set[tuple[str, str]]:
    nodes = {node.name: node for node in CreditFlow.instance.nodes()}
    state_of: dict[str, set[str]] = {}
    for state, node in CreditFlow.NODE_OF.items():
        state_of.setdefault(node, set()).add(str(state))
    state_of["end"] = {str(each) for each in ENDED}
    found = set()
    for name, states in state_of.items():
        if name == "end":
            continue
        for edge in nodes[name]._outgoing():
            targets = [edge.dst] if edge.dst.name in state_of else [each.dst for each in edge.dst._outgoing()]
            found |= {
                (source, target) for source in states for each in targets for target in state_of[each.name]
            }
    return found


def test_every_transition_between_open_states_is_an_edge_of_the_graph_and_the_reverse():
    open_model = {edge for edge in edges_of_the_model() if edge[1] not in ENDED}
    open_graph = {edge for edge in edges_of_the_graph() if edge[1] not in ENDED}
    assert open_model == open_graph


def test_only_decided_cases_close_and_every_open_state_may_be_withdrawn():
    edges = edges_of_the_model()
    assert {source for source, target in edges if target == State.CLOSED} == DECIDED
    open_states = {str(state) for state in State} - ENDED
    assert {source for source, target in edges if target == State.WITHDRAWN} == open_states


def test_the_drawing_in_the_docstring_names_every_moving_action():
    drawn = set(re.findall(r"[a-z_]+", credit.__doc__ or ""))
    field = CreditApplication._meta.get_field("state")
    moving = {each.name for each in field.get_all_transitions(CreditApplication) if each.target is not None}
    assert moving - {"join"} <= drawn


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
