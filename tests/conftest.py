"""Every test runs in a place of its own; the `school` fixture is the demo school with one person per role."""

from pathlib import Path

import pytest

from tests.builders import School, a_school


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path: Path) -> Path:
    """A fresh folder for files and letters, cheap password hashing, and no crash point."""
    settings.DATA_DIR = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    settings.LETTERS_DIR = tmp_path / "letters"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CRASH_AT = ""
    return tmp_path


@pytest.fixture
def school(db) -> School:
    """The demo profile and staff (see tests/builders.py); add programmes and students as the story needs."""
    return a_school()
