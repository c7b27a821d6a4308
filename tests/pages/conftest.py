"""Sample pages that show every component; they are routes of the tests alone."""

from pathlib import Path

import pytest

from config import access, menu, pages
from tests.browser import browse, chromium  # noqa: F401  # fixtures
from tests.pages.urls import NAMES


@pytest.fixture
def samples(settings, monkeypatch, school):
    """The sample routes are in force, open to everybody, in the demo school."""
    settings.ROOT_URLCONF = "tests.pages.urls"
    first, *rest = settings.TEMPLATES
    settings.TEMPLATES = [{**first, "DIRS": [*first["DIRS"], Path(__file__).parent / "templates"]}, *rest]
    titles = (
        "Рабочий стол",
        "Дела",
        "На подпись",
        "Почта",
        "Журналы",
        "Сроки",
        "Календарь",
        "Отправленные",
        "Сотрудники",
    )
    monkeypatch.setattr(menu, "SECTIONS", tuple(zip(NAMES, titles, strict=False)))
    monkeypatch.setattr(pages, "address", lambda name: "/sample/staff/" if name == "search" else "")
    for name in NAMES:
        monkeypatch.setitem(access.TABLE, name, access.PUBLIC)
    return school
