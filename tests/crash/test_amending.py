"""SIGKILL while a paper is corrected or revoked: one further version or none, one letter, nothing half in force."""

import json

import pytest

from tests.crash.place import KILLED, Place

pytestmark = pytest.mark.slow
CORRECTION = {"fields": {"student.full_name": "Тарасов Кирил"}, "code": "name", "note": "Опечатка в имени"}
REVOCATION = {"code": "mistake", "reason": "Выпущено по ошибке"}


def amend(place: Place, number: str, action: str, crash_at: str = ""):
    data = json.dumps({"paper": f"{number}/Р", **(CORRECTION if action == "correct" else REVOCATION)})
    return place.run("act", number, action, "--as", "zharkov", "--data", data, crash_at=crash_at)


def standing(place: Place) -> list[tuple[int, str]]:
    """Each version of the decision with its last status."""
    return place.query(
        "SELECT v.number, (SELECT s.status FROM documents_versionstatus s WHERE s.version_id = v.id"
        " ORDER BY s.id DESC LIMIT 1) FROM documents_version v JOIN documents_document d ON d.id = v.document_id"
        " WHERE d.kind = 'credit_decision' ORDER BY v.number"
    )


def count(place: Place, table: str, condition: str) -> int:
    return place.query(f"SELECT count(*) FROM {table} WHERE {condition}")[0][0]  # our own words


@pytest.mark.parametrize("point", ["number_reserved", "paper_stored", "decision_committed"])
def test_a_correction_survives_a_kill_and_is_made_once(after_decision, point: str):
    place, number = after_decision
    assert amend(place, number, "correct", crash_at=point).returncode == KILLED
    if (
        point == "paper_stored"
    ):  # reserved is not corrected: the old version stands, and nobody else may move the case
        assert standing(place) == [(1, "issued")]
        assert json.loads(amend(place, number, "revoke").stdout)["code"] == "busy"
    place.expire_leases()
    place.answer("tick")

    assert standing(place) == [(1, "superseded"), (2, "issued")]
    assert place.query("SELECT status, number FROM documents_correction") == [("made", 2)]
    assert count(place, "mailroom_outgoing", "purpose = 'corrected'") == 1
    assert count(place, "cases_case", "pending <> ''") == 0
    assert count(place, "documents_entry", "status <> 'issued'") == 0
    assert place.answer("archive", "check")["whole"]


def test_a_revocation_survives_a_kill_and_is_not_done_twice(after_decision):
    place, number = after_decision
    assert amend(place, number, "revoke", crash_at="decision_committed").returncode == KILLED
    assert standing(place) == [(1, "revoked")]
    again = amend(place, number, "revoke")
    assert again.returncode == 1 and json.loads(again.stdout)["code"] != "busy"
    assert count(place, "mailroom_outgoing", "purpose = 'revoked'") == 1
    assert count(place, "documents_versionstatus", "status = 'revoked'") == 1
