"""SIGKILL at each of the twelve points: one case, one decision, no lost message, one Message-ID per letter."""

import smtplib
import subprocess
from pathlib import Path

import pytest

import faults
from tests.crash.letters import SENDER, a_letter
from tests.crash.place import KILLED, Place
from tests.ports import free_port

pytestmark = pytest.mark.slow

RECEIVING = ("blob_written", "blob_synced", "message_committed", "parsed", "case_committed")
DECIDING = ("number_reserved", "paper_stored", "decision_committed")
SENDING = ("letter_claimed", "smtp_accepted", "letter_committed")


@pytest.fixture
def letter(tmp_path: Path) -> str:
    file = tmp_path / "letter.eml"
    file.write_bytes(a_letter())
    return str(file)


def one_whole_case(place: Place) -> str:
    """Exactly one letter, one case, one acknowledgement; the number of the case."""
    assert len(place.query("SELECT id FROM mailroom_message WHERE duplicate_of_id IS NULL")) == 1
    ((number,),) = place.query("SELECT number FROM cases_case")
    assert len(place.query("SELECT id FROM mailroom_outgoing")) == 1
    return number


def test_the_points_are_the_twelve_of_the_contract():
    assert {*RECEIVING, "before_250", *DECIDING, *SENDING} == set(faults.POINTS)


@pytest.mark.parametrize("point", RECEIVING)
def test_a_letter_survives_a_kill_while_it_is_received(place: Place, letter: str, point: str):
    killed = place.run("receive_mail", letter, "--from", SENDER, crash_at=point)
    assert killed.returncode == KILLED
    place.expire_leases()

    if point in ("blob_written", "blob_synced"):
        # Nothing was acknowledged: the sender's server delivers again.
        assert place.query("SELECT count(*) FROM mailroom_message") == [(0,)]
        place.answer("receive_mail", letter, "--from", SENDER)
    place.answer("tick")
    place.answer("tick")

    number = one_whole_case(place)
    assert place.answer("show_case", number)["state"] == "comparison"
    place.answer("receive_mail", letter, "--from", SENDER)
    one_whole_case(place)


def test_a_letter_survives_a_kill_before_the_acknowledgement_of_smtp(place: Place):
    place.environment["SMTP_PORT"] = str(free_port())
    inlet = place.start("inlet", crash_at="before_250", stderr=subprocess.PIPE)
    assert inlet.stderr is not None and b"inlet" in inlet.stderr.readline()
    with (
        pytest.raises((smtplib.SMTPServerDisconnected, ConnectionError)),
        smtplib.SMTP("127.0.0.1", int(place.environment["SMTP_PORT"]), timeout=120) as client,
    ):
        client.sendmail(SENDER, ["zayavka@sever.example"], a_letter())
    assert inlet.wait(120) == KILLED

    again = place.start("inlet", stderr=subprocess.PIPE)
    assert again.stderr is not None and b"inlet" in again.stderr.readline()
    with smtplib.SMTP("127.0.0.1", int(place.environment["SMTP_PORT"]), timeout=120) as client:
        client.sendmail(SENDER, ["zayavka@sever.example"], a_letter())
    again.terminate()
    again.wait(120)
    place.answer("tick")

    one_whole_case(place)


@pytest.mark.parametrize("point", DECIDING)
def test_a_decision_survives_a_kill_and_is_made_once(before_decision, point: str):
    place, number = before_decision
    killed = place.run("act", number, "approve", "--as", "zharkov", crash_at=point)
    assert killed.returncode == KILLED
    if point != "decision_committed":
        # Reserved is not decided: the case waits for its paper, and nobody else may move it meanwhile.
        assert place.answer("show_case", number)["state"] == "decision"
        assert place.answer("act", number, "send_back", "--as", "zharkov")["code"] == "busy"
    place.expire_leases()
    place.answer("tick")

    shown = place.answer("show_case", number)
    assert shown["state"] in ("approved", "closed")
    assert [each["number"] for each in shown["papers"] if each["number"]] == [f"{number}/Р"]
    entries = place.query("SELECT status FROM documents_entry WHERE kind = 'credit_decision'")
    assert entries == [("issued",)]
    assert place.query("SELECT count(*) FROM documents_entry WHERE status <> 'issued'") == [(0,)]
    assert [each["purpose"] for each in shown["letters"]].count("decision") == 1
    assert place.query("SELECT count(*) FROM records_result WHERE source = 'credited'") == [(1,)]


@pytest.mark.parametrize("point", SENDING)
def test_a_killed_sender_loses_no_letter_and_repeats_only_the_same_message_id(
    place: Place, letter: str, point: str
):
    place.answer("receive_mail", letter, "--from", SENDER)
    killed = place.run("send_letters", crash_at=point)
    assert killed.returncode == KILLED
    place.expire_leases()
    place.answer("send_letters")

    number = one_whole_case(place)
    (sent,) = place.answer("show_case", number)["letters"]
    assert sent["status"] == "sent" and sent["proof"]
    found = [path.read_bytes() for path in (place.folder / "letters").glob("*.eml")]
    assert found and all(sent["message_id"].encode() in each for each in found)
    assert place.answer("send_letters").get("sent", 0) == 0
