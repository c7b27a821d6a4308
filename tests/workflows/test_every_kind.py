"""Every workflow of the catalogue says the same in its model, in its graph, in its drawing and in its description."""

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string

from tests.workflows.every_kind import graph_of_the_flow, transitions_of_the_model, words_of_the_drawing
from workflows import catalogue
from workflows.cases.effects import CaseEffects

KINDS = [workflow.kind for workflow in catalogue.CATALOGUE]
pytestmark = pytest.mark.parametrize("kind", KINDS)


def actions(kind):
    """Names of all transitions of a kind."""
    model = import_string(catalogue.by_kind(kind).model)
    return {each.name for each in model._meta.get_field("state").get_all_transitions(model)}


def test_every_transition_between_open_states_is_an_edge_of_the_graph_and_the_reverse(kind):
    ended = set(catalogue.description(kind).model.CLOSED)
    assert {edge for edge in transitions_of_the_model(kind) if edge[1] not in ended} == graph_of_the_flow(
        kind
    )


def test_the_drawing_in_the_docstring_names_every_state(kind):
    assert set(catalogue.description(kind).states.values) <= words_of_the_drawing(kind)


def test_the_catalogue_and_the_model_name_the_same_kind_and_flow(kind):
    about, workflow = catalogue.description(kind), catalogue.by_kind(kind)
    assert (about.kind, about.model.FLOW) == (kind, workflow.flow)
    assert catalogue.flow(kind).CASE is about.model
    assert isinstance(catalogue.flow(kind), CaseEffects)
    assert about.url("case", "1") == reverse(f"{kind}_case", args=["1"])


def test_every_action_is_told_in_words_and_every_form_belongs_to_one(kind):
    about = catalogue.description(kind)
    assert actions(kind) <= set(about.steps)
    assert {form.action for form in about.forms} <= actions(kind)


def test_the_path_has_a_station_for_every_state_but_the_withdrawn_one(kind):
    about = catalogue.description(kind)
    stations = [str(state) for states, _title in about.path for state in states]
    assert set(stations) == set(about.states.values) - {"withdrawn"}
    assert len(stations) == len(set(stations))
