"""One prepared installation a run; every crash test gets a copy of it, on the database under test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash import place as places


@pytest.fixture(scope="session")
def model_place(tmp_path_factory) -> places.Place:
    folder = tmp_path_factory.mktemp("model") / "data"
    return places.prepare(folder, places.fresh_database(os.environ.get("DATABASE_URL", "")))


@pytest.fixture
def place(model_place: places.Place, tmp_path: Path) -> Iterator[places.Place]:
    yield places.copy(model_place, tmp_path / "data")
