"""Every test runs in a place of its own; the `school` fixture is the demo school with one person per role."""

import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.append_only import commits, empty_the_database
from tests.builders import School, a_school

# A gate must not fail by luck: the same examples in every run, unless HYPOTHESIS_PROFILE=search asks for others.
hypothesis.settings.register_profile("gate", derandomize=True)
hypothesis.settings.register_profile("search", print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for a database: everything else says the same on each, and runs once."""
    for item in items:
        asked = {"db", "transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path: Path) -> Path:
    """A fresh folder for files and letters, cheap password hashing, and no crash point."""
    settings.DATA_DIR = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    settings.LETTERS_DIR = tmp_path / "letters"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CRASH_AT = ""
    return tmp_path


@pytest.fixture(autouse=True)
def rows_that_stand_are_emptied(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test that commits, flush with the triggers lifted, before pytest-django flushes with them."""
    if not commits(request):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    yield
    empty_the_database()


@pytest.fixture
def school(db) -> School:
    """The demo profile and staff (see tests/builders.py); add programmes and students as the story needs."""
    return a_school()
