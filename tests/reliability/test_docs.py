"""docs/reliability.md names tests that exist, for every number that this release answers for."""

import re
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
ANSWERED = {1, 2, 3, 4, 8, 9, 10, 12, 13, 14, 17, 24, 25, 26, 30, 31, 35, 37, 38, 43}


def rows(text: str) -> dict[int, str]:
    """The table by number."""
    return {int(found.group(1)): found.group(0) for found in re.finditer(r"^\| (\d+) \|.*$", text, re.M)}


def gone(text: str, root: Path) -> list[str]:
    """Named tests that no file holds."""
    return [
        f"{path}::{name}"
        for path, name in NAME.findall(text)
        if not (root / path).exists() or f"def {name}(" not in (root / path).read_text()
    ]


def the_page() -> str:
    return (Path(settings.BASE_DIR) / "docs" / "reliability.md").read_text()


def test_the_page_answers_for_every_number_with_tests_that_exist():
    assert set(rows(the_page())) == ANSWERED
    assert all(NAME.search(row) for row in rows(the_page()).values())
    assert gone(the_page(), settings.BASE_DIR) == []


def test_a_test_that_is_gone_is_missed():
    assert gone("`tests/reliability/test_docs.py::test_of_yesterday`", settings.BASE_DIR)
    assert gone("`tests/of_yesterday.py::test_x`", settings.BASE_DIR)
