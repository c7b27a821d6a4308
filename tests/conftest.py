"""Every test runs in a place of its own; the `school` fixture is the demo school with one person per role."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.append_only import commits, empty_the_database
from tests.builders import School, a_school


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
