"""A working day for the pages that show it."""

import pytest
import time_machine

from tests.workflows.pages import school_day


@pytest.fixture
def day(school):
    """The cases of 25 November 2026, with the clock at ten past one."""
    with time_machine.travel(school_day.NOW, tick=True):
        yield school_day.a_day(school)
