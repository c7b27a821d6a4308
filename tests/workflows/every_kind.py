"""What a workflow says three times: in the transitions of its model, in its graph, in the drawing of its docstring."""

import re
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.utils.module_loading import import_string

from workflows import catalogue


def transitions_of_the_model(kind: str) -> set[tuple[str, str]]:
    """(from, to) of every transition that moves a case of the kind."""
    model = import_string(catalogue.by_kind(kind).model)
    every = model._meta.get_field("state").get_all_transitions(model)
    return {(str(each.source), str(each.target)) for each in every if each.target is not None}


def graph_of_the_flow(kind: str) -> set[tuple[str, str]]:
    """(from, to) of every way from the node of a state to that of another, through the one gateway behind it."""
    flow = catalogue.flow(kind)
    nodes = {node.name: node for node in flow.nodes()}
    found = set()
    for source, name in flow.NODE_OF.items():
        for gateway in (edge.dst for edge in nodes[name]._outgoing()):
            for target, node in flow.NODE_OF.items():
                if leads(gateway, node, target):
                    found.add((str(source), str(target)))
    return found


def leads(gateway: Any, node: str, state: str) -> bool:
    """Whether a gateway leads a case in this state to this node."""
    case = SimpleNamespace(state=state)
    activation = SimpleNamespace(process=SimpleNamespace(case=case))
    branches = getattr(gateway, "_branches", ())
    return any(dst.name == node and condition and condition(activation) for dst, condition in branches)


def words_of_the_drawing(kind: str) -> set[str]:
    """Every word of the docstring of the package."""
    return set(re.findall(r"[a-z_]+", import_module(catalogue.by_kind(kind).app).__doc__ or ""))
