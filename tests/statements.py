"""Which tests tell PostgreSQL something that no other test tells it.

With STATEMENTS=FOLDER in the environment every test leaves there what it sent to the database: each statement without
its values, the error it ended with, and whether a value was one that databases differ on (a long text, a NUL, a great
number). `python -m tests.statements FOLDER` then writes tests/alike.txt, the tests that send nothing which the others
do not send as well. `script/test postgres` leaves these out. What the list does not name runs: every new test, every
story, and what several threads or processes do together.
"""

import json
import os
import re
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.utils import CursorWrapper

LIST = Path(__file__).parent / "alike.txt"
FOLDER = os.environ.get("STATEMENTS", "")
HEAD = "# Written by script/test postgres-all: see tests/statements.py. Never edit this by hand.\n"
LONG, GREAT = 200, 2**31
# Values, however many: places of parameters, rows of places, names of savepoints and cursors, numbers.
VALUES = (
    (re.compile(r"%s(?:\s*,\s*%s)+"), "%s"),
    (re.compile(r"\(%s\)(?:\s*,\s*\(%s\))+"), "(%s)"),
    (re.compile(r'"?s\d+_x\d+"?|_django_curs_\w+'), "NAME"),
    (re.compile(r"\b\d+\b"), "0"),
)


@dataclass(frozen=True)
class Sent:
    """What one test sent, how long it took, and whether it runs in any case."""

    seconds: float
    always: bool
    statements: frozenset[str]


def alike() -> frozenset[str]:
    """The tests that PostgreSQL need not see."""
    return frozenset(LIST.read_text().splitlines()[1:])


def chosen(sent: dict[str, Sent]) -> list[str]:
    """The names of those that can be left out, the longest first, so that every statement still has its test."""
    left = Counter(statement for each in sent.values() for statement in each.statements)
    out = []
    for name, test in sorted(sent.items(), key=lambda pair: (-pair[1].seconds, pair[0])):
        if not test.always and all(left[statement] > 1 for statement in test.statements):
            left.subtract(test.statements)
            out.append(name)
    return sorted(out)


def shape(sql: Any, values: Any, error: BaseException | None = None) -> str:
    """A statement, what is special about its values and how it failed."""
    return bare(str(sql)) + special(values) + (f" -- {type(error).__name__}" if error else "")


@cache
def bare(sql: str) -> str:
    """A statement without its values."""
    for pattern, instead in VALUES:
        sql = pattern.sub(instead, sql)
    return sql


def special(values: Any) -> str:
    """What of the values one database takes and another may not."""
    flat = values.values() if isinstance(values, dict) else values or ()
    words = [each for each in flat if isinstance(each, str)]
    found = (
        (" -- long", any(len(each) > LONG for each in words)),
        (" -- NUL", any("\0" in each for each in words)),
        (" -- great", any(isinstance(each, int) and abs(each) >= GREAT for each in flat)),
    )
    return "".join(name for name, there in found if there)


@dataclass
class Heard:
    """What came to the database, and from which threads."""

    statements: set[str] = field(default_factory=set)
    threads: set[int] = field(default_factory=set)

    def take(self, told: str) -> None:
        self.statements.add(told)
        self.threads.add(threading.get_ident())


@contextmanager
def listening() -> Iterator[Heard]:
    """Inside, every statement of every connection of this process is heard."""
    real, heard = CursorWrapper.execute, Heard()

    def execute(self: CursorWrapper, sql: Any, params: Any = None) -> Any:
        try:
            answer = real(self, sql, params)
        except Exception as error:
            heard.take(shape(sql, params, error))
            raise
        heard.take(shape(sql, params))
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CursorWrapper, "execute", execute)
        yield heard


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Write down what the test sends, where STATEMENTS asks for it."""
    if not FOLDER:
        return (yield)
    started, children = time.perf_counter(), os.times().children_user
    with listening() as heard:
        answer = yield
    together = len(heard.threads) > 1 or os.times().children_user > children
    always = together or "story" in item.nodeid
    line = [item.nodeid, time.perf_counter() - started, always, sorted(heard.statements)]
    with (Path(FOLDER) / os.environ.get("PYTEST_XDIST_WORKER", "one")).open("a") as file:
        file.write(json.dumps(line) + "\n")
    return answer


def main(folder: Path) -> None:
    """Write the list."""
    lines = [json.loads(line) for file in folder.iterdir() for line in file.read_text().splitlines()]
    sent = {name: Sent(seconds, always, frozenset(heard)) for name, seconds, always, heard in lines}
    out = chosen(sent)
    LIST.write_text(HEAD + "".join(f"{name}\n" for name in out))
    kept = sum(each.seconds for name, each in sent.items() if name not in set(out))
    total = sum(each.seconds for each in sent.values())
    sys.stdout.write(
        f"{len(sent) - len(out)} of {len(sent)} tests, {kept:.0f} of {total:.0f} s, send every statement\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
