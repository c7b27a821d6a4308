"""Who signs in the tests of detached signatures; `authority` is the module's own."""

import pytest


@pytest.fixture(scope="module")
def head(authority):
    """The director with a qualified certificate."""
    return authority.person("head", "Жарков", "Андрей Павлович")
