"""Moments to go to, and the browser's fixtures for the pages of the archive."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime

import pytest
import time_machine

from tests.browser import browse, chromium

__all__ = ["browse", "chromium"]


@pytest.fixture
def time_machine_at() -> Iterator[Callable[[datetime], object]]:
    """Go to a moment, as often as the story needs."""
    with ExitStack() as stack:
        yield lambda moment: stack.enter_context(time_machine.travel(moment, tick=False))
