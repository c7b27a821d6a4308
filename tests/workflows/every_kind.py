"""What a workflow says three times: in the transitions of its model, in its graph, in the drawing of its docstring."""

import re
from importlib import import_module

from django.utils.module_loading import import_string

from workflows import catalogue


def transitions_of_the_model(kind: str) -> set[tuple[str, str]]:
    """(from, to) of every transition that moves a case of the kind."""
    model = import_string(catalogue.by_kind(kind).model)
    every = model._meta.get_field("state").get_all_transitions(model)
    return {(str(each.source), str(each.target)) for each in every if each.target is not None}


def graph_of_the_flow(kind: str) -> set[tuple[str, str]]:
    """(from, to) of every way from a node of a state to that of another, through at most one gateway."""
    flow = catalogue.flow(kind)
    nodes = {node.name: node for node in flow.nodes()}
    states: dict[str, list[str]] = {}
    for state, node in flow.NODE_OF.items():
        states.setdefault(node, []).append(str(state))
    found = set()
    for name, sources in states.items():
        for edge in nodes[name]._outgoing():
            after = [edge.dst] if edge.dst.name in states else [each.dst for each in edge.dst._outgoing()]
            targets = [state for each in after for state in states.get(each.name, ())]
            found |= {(source, target) for source in sources for target in targets}
    return found


def words_of_the_drawing(kind: str) -> set[str]:
    """Every word of the docstring of the package."""
    return set(re.findall(r"[a-z_]+", import_module(catalogue.by_kind(kind).app).__doc__ or ""))
