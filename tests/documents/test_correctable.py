"""Dates of a paper that is corrected: typed as people and browsers do, printed as the house does, slips refused."""

import json
from pathlib import Path

import pytest

from documents import correctable
from documents.correctable import Change, NotCorrectable, Told

BORN = "student.birth_date"


@pytest.fixture
def decision():
    """Dated 25 November 2026."""
    path = Path("fixtures/papers/credit_decision.example.json")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("typed", ["2013-02-03", "03.02.2013", " 3.2.2013 "])
def test_a_day_is_read_as_it_is_typed_and_told_as_the_house_prints_it(decision, typed):
    after, changes = correctable.corrected(decision, {BORN: typed})
    assert after["data"]["student"]["birth_date"] == "2013-02-03"
    before = decision["data"]["student"]["birth_date"]
    assert changes == [Change(BORN, before, "2013-02-03")]
    [told] = correctable.told(decision, changes)
    assert told == Told("Дата рождения ученика", ".".join(reversed(before.split("-"))), "03.02.2013")


@pytest.mark.parametrize(
    ("path", "typed", "code"),
    [
        *((BORN, each, "not_a_date") for each in ("2013-W05-1", "20130203", "31.02.2013", "٢٠١٣-02-03")),
        *((BORN, each, "unlikely_day") for each in ("0001-02-03", "9999-02-03", "2026-11-26")),
        ("application.received_at", "0202-11-20", "unlikely_day"),
    ],
)
def test_a_slip_is_refused_beside_its_field(decision, path, typed, code):
    with pytest.raises(NotCorrectable) as refused:
        correctable.corrected(decision, {path: typed})
    assert refused.value.errors == {path: code}


def test_a_day_that_is_typed_in_another_spelling_changes_nothing(decision):
    year, month, day = decision["data"]["student"]["birth_date"].split("-")
    with pytest.raises(NotCorrectable) as refused:
        correctable.corrected(decision, {BORN: f"{day}.{month}.{year}"})
    assert refused.value.errors == {"": "nothing_changed"}
