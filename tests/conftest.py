"""Every test runs in a place of its own; the `school` fixture is the demo school with one person per role."""

import gc
import os
from pathlib import Path

import hypothesis
import pytest
from django.test import TransactionTestCase

from tests import clock
from tests.append_only import empty_the_database
from tests.builders import School, a_school
from tests.statements import alike, pytest_runtest_protocol  # noqa: F401  # a hook

# A gate must not fail by luck: an even clock, and the same examples in every run, unless HYPOTHESIS_PROFILE=search
# asks for others.
clock.start()
hypothesis.settings.register_profile("gate", derandomize=True)
hypothesis.settings.register_profile("search", print_blob=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

# Django would flush after a test that commits, and meet the triggers.
TransactionTestCase._fixture_teardown = empty_the_database


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for a database: everything else says the same on each, and runs once."""
    told_already = alike()
    for item in items:
        asked = {"db", "transactional_db", "live_server"}.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if item.nodeid in told_already:
            item.add_marker("alike")


def pytest_collection_finish() -> None:
    """The modules of the whole house stay: looking for garbage among them, and often, took a fifth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path: Path) -> Path:
    """A fresh folder for files and letters, cheap password hashing, no crash point, no list of static files."""
    settings.DATA_DIR = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    settings.LETTERS_DIR = tmp_path / "letters"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CRASH_AT = ""
    settings.WHITENOISE_AUTOREFRESH = True  # else every client of a test walks all static files first
    return tmp_path


@pytest.fixture
def school(db) -> School:
    """The demo profile and staff (see tests/builders.py); add programmes and students as the story needs."""
    return a_school()
