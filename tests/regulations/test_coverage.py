"""Every clause is shown by tests that exist, or says why it is not; the page says what the table says."""

import ast
from functools import cache

import pytest

from tests.regulations import coverage
from tests.regulations.coverage import ROOT, rows

# (shown, all) of each weight: raise the first number when clauses are added, never lower it.
SHOWN = {"3": (54, 54), "2": (64, 70), "1": (125, 142)}


@cache
def functions_in(path: str) -> frozenset[str]:
    """The test functions of a file; empty when there is no such file."""
    file = ROOT / path
    if not file.is_file():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(
        each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) and each.name[:5] == "test_"
    )


def gone(nodes: list[str]) -> list[str]:
    """Nodes that no file holds."""
    return [node for node in nodes if node.partition("::")[2] not in functions_in(node.partition("::")[0])]


def test_every_clause_is_shown_or_says_why_not():
    for row in rows():
        if row.test:
            assert row.lives and not row.why_not, row.name
            assert gone(row.tests) == [], row.name
        else:
            assert row.why_not and not row.lives, row.name


def test_a_test_that_is_gone_is_missed():
    assert gone(["tests/regulations/test_coverage.py::test_of_yesterday"])
    assert gone(["tests/of_yesterday.py::test_x"])


def test_every_clause_stands_once():
    names = [row.name for row in rows()]
    assert len(names) == len(set(names)) == 266


@pytest.mark.parametrize("weight", coverage.WEIGHTS)
def test_as_many_clauses_are_shown_as_the_page_promises(weight):
    assert coverage.counted(rows())[weight] == SHOWN[weight]


def test_the_page_is_the_one_of_the_table():
    assert coverage.PAGE.read_text(encoding="utf-8") == coverage.page(rows()), "run script/clauses"
