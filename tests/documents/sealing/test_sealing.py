"""The seal: appended to what was rendered, by the organisation's key or one made once for this place."""

import asyncio
import stat
import subprocess
import sys

import pytest
from asn1crypto.cms import ContentInfo
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from django.core.exceptions import ImproperlyConfigured

from documents import sealing
from documents.sealing import keys
from documents.verification.judging import judge
from tests.documents.sealing.sealed import drawn, stamped


def test_the_seal_is_appended_to_what_was_rendered():
    paper = sealing.seal(drawn())
    assert paper.startswith(drawn()) and len(paper) - len(drawn()) < 24_000
    assert judge(paper, keys.ours()).finding == "intact"


def test_a_thread_with_an_event_loop_may_seal_too():
    async def inside_a_loop() -> bytes:
        return sealing.seal(drawn())

    assert judge(asyncio.run(inside_a_loop()), keys.ours()).finding == "intact"


def test_without_a_key_one_is_made_for_this_place_alone(data_dir):
    key = keys.current()
    kept = data_dir / "seal.p12"
    assert key.self_made and stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert keys.current().fingerprint == key.fingerprint
    assert sorted(each.name for each in data_dir.glob(".seal*")) == []


MAKE = """
import pathlib, sys
from documents.sealing import keys
from django.conf import settings
settings.configure(DATA_DIR=sys.argv[1], SEAL_KEY="")
sys.stdin.read()
print(keys.current().fingerprint)
"""


def test_processes_that_start_together_agree_on_one_key(tmp_path, settings):
    command = [sys.executable, "-c", MAKE, str(tmp_path)]
    started = [
        subprocess.Popen(
            command, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    marks = {each.communicate()[0].strip() for each in started}
    assert len(marks) == 1 and len(marks.pop()) == 64


@pytest.fixture
def own_key(settings, tmp_path):
    """The organisation's key in a file with a password."""
    key, certificate, _ = pkcs12.load_key_and_certificates(keys.self_signed("Seal of School 118"), None)
    path = tmp_path / "school.p12"
    lock = BestAvailableEncryption(b"north wind")
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"s", key, certificate, None, lock))
    settings.SEAL_KEY, settings.SEAL_PASSWORD = str(path), "north wind"
    return path


def test_the_organisations_own_key_is_used(own_key, data_dir):
    found = judge(sealing.seal(drawn()), keys.ours())
    assert (found.finding, found.signer) == ("intact", "Seal of School 118")
    assert not keys.current().self_made and not (data_dir / "seal.p12").exists()


def test_a_wrong_password_and_a_missing_file_are_said_plainly(own_key, settings):
    settings.SEAL_PASSWORD = "south wind"
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        sealing.seal(drawn())
    settings.SEAL_KEY = "/nowhere/school.p12"
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        sealing.seal(drawn())


def test_papers_of_an_earlier_seal_stay_ours(settings, tmp_path, own_key):
    earlier = sealing.seal(drawn())
    pem = tmp_path / "earlier.pem"
    pem.write_text(keys.pem(keys.current().certificate))
    settings.SEAL_KEY = ""
    assert judge(earlier, keys.ours()).finding == "foreign_seal"
    settings.SEAL_EARLIER = str(pem)
    assert judge(earlier, keys.ours()).finding == "intact"


def test_a_timestamp_lies_in_the_seal_and_over_it():
    digits = stamped()[stamped().index(b"/Contents <") + 11 :]
    seal = ContentInfo.load(bytes.fromhex(digits[: digits.index(b">")].decode()))["content"]
    unsigned = [each["type"].native for each in seal["signer_infos"][0]["unsigned_attrs"]]
    assert unsigned == ["signature_time_stamp_token"]
    assert stamped().count(b"/ETSI.RFC3161") == 1 and b"/DSS" in stamped()


def test_a_silent_authority_of_timestamps_does_not_stop_a_decision(settings, caplog):
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/stamp"
    found = judge(sealing.seal(drawn()), keys.ours())
    assert (found.finding, found.stamped_at) == ("intact", "")
    assert "sealed without a timestamp" in caplog.text
