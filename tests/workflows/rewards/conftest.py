"""A class that deserves something, and the ways its nomination goes."""

import pytest

from tests.workflows.rewards.nominations import a_class


@pytest.fixture
def pupils(school):
    """Twenty-five pupils of 9А."""
    return a_class(25)
