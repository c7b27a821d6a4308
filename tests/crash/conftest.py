"""One prepared installation a run; every crash test gets a copy of it, on the database under test."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crash import place as places
from tests.crash.letters import SENDER, a_letter


@pytest.fixture(scope="session")
def model_place(tmp_path_factory) -> places.Place:
    folder = tmp_path_factory.mktemp("model") / "data"
    return places.prepare(places.Place(folder, places.fresh_database(os.environ.get("DATABASE_URL", ""))))


@pytest.fixture(scope="session")
def decision_place(model_place: places.Place, tmp_path_factory) -> tuple[places.Place, str]:
    """The same with one case on the head's desk; the number of the case."""
    folder = tmp_path_factory.mktemp("decision")
    place = places.copy(model_place, folder / "data")
    letter = folder / "letter.eml"
    letter.write_bytes(a_letter())
    (case,) = place.answer("receive_mail", str(letter), "--from", SENDER)["cases"]
    line = place.answer("show_case", case["number"])["lines"][0]
    ruling = {"lines": [{"position": 1, "unit": line["unit_code"], "verdict": "credited"}]}
    place.answer("act", case["number"], "compare", "--as", "lapina", "--data", json.dumps(ruling))
    assert place.answer("act", case["number"], "submit", "--as", "lapina")["state"] == "decision"
    return place, case["number"]


@pytest.fixture(scope="session")
def decided_place(decision_place, tmp_path_factory) -> tuple[places.Place, str]:
    """The same with the case decided and its letter gone; the number of the case."""
    model, number = decision_place
    place = places.copy(model, tmp_path_factory.mktemp("decided") / "data")
    place.answer("act", number, "approve", "--as", "zharkov")
    place.answer("send_letters")
    return place, number


@pytest.fixture
def after_decision(decided_place, tmp_path: Path) -> tuple[places.Place, str]:
    place, number = decided_place
    return places.copy(place, tmp_path / "data"), number


@pytest.fixture
def before_decision(decision_place, tmp_path: Path) -> tuple[places.Place, str]:
    place, number = decision_place
    return places.copy(place, tmp_path / "data"), number


@pytest.fixture
def place(model_place: places.Place, tmp_path: Path) -> Iterator[places.Place]:
    yield places.copy(model_place, tmp_path / "data")
