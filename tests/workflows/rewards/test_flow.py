"""What is particular in the graph of a nomination; the rest is in tests/workflows/test_every_kind.py."""

import re

import pytest
from viewflow.workflow.models import Task

from tests.workflows.every_kind import transitions_of_the_model
from tests.workflows.rewards.nominations import a_class, a_draft
from workflows import rewards
from workflows.cases import turns
from workflows.rewards.flow import RewardFlow
from workflows.rewards.models import RewardNomination, State

ENDED = {State.CLOSED, State.WITHDRAWN}


def transitions():
    return list(RewardNomination._meta.get_field("state").get_all_transitions(RewardNomination))


def test_the_public_edges_are_those_of_the_design_and_no_others():
    drawn = """draft submitted, submitted consideration, consideration approved, consideration declined,
        consideration returned, returned submitted, approved ordered, ordered certified, ordered presented,
        certified presented, presented closed, declined closed"""
    wanted = {tuple(pair.split()) for pair in drawn.split(",")}
    assert {edge for edge in transitions_of_the_model("reward") if edge[1] != State.WITHDRAWN} == wanted
    open_states = {str(state) for state in State} - ENDED
    assert {
        source for source, target in transitions_of_the_model("reward") if target == State.WITHDRAWN
    } == open_states


def test_the_drawing_in_the_docstring_names_every_state_and_every_moving_action():
    drawn = set(re.findall(r"[a-z_]+", rewards.__doc__ or ""))
    assert {str(state) for state in State} <= drawn
    assert {each.name for each in transitions() if each.target is not None} <= drawn


@pytest.mark.django_db
def test_all_tasks_can_be_deleted_and_come_back_from_the_state(school):
    case = a_draft(school, a_class(1))
    Task.objects.all().delete()
    turns.advance(case, RewardFlow, None)
    task = turns.open_task(case)
    assert task is not None and task.flow_task.name == "prepare" and task.owner == school.deputy
