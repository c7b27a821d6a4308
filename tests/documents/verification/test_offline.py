"""A stranger who trusts no server: the very commands of docs/verify.md believe our paper and no forgery."""

import json
import re
import subprocess
import sys

import pytest
from django.conf import settings

from archive.packages import verify
from tests.documents.sealing.sealed import mark, school, sealed, stamped
from tests.documents.verification import attacks

DOCUMENT = settings.BASE_DIR / "docs" / "verify.md"
FORGED = attacks.sealed_by_another_with_our_certificate_in_front


def blocks() -> tuple[str, str]:
    """The two blocks of commands of the third way: with pdfsig, and with openssl."""
    way = DOCUMENT.read_text(encoding="utf-8").split("## 3.")[1].split("\n## ")[0]
    found = re.findall(r"(?:^ {4}.+\n)+", way, re.MULTILINE)
    return found[1], found[2]


def typed(commands: str, folder) -> subprocess.CompletedProcess[str]:
    # The list of trusted authorities is the stranger's own and none of ours.
    return subprocess.run(["sh", "-c", commands], cwd=folder, capture_output=True, text=True)


def by_hand(content: bytes, folder) -> tuple[str, str]:
    """What pdfsig says, and what the commands of openssl say after its numbers were put in."""
    (folder / "paper.pdf").write_bytes(content)
    look, judge = blocks()
    seen = typed(look, folder).stdout
    numbers = re.search(r"Signed Ranges: \[0 - (\d+)\], \[(\d+) - (\d+)\]", seen)
    judge, put = re.subn(r"A=\d+ B=\d+ C=\d+", "A={} B={} C={}".format(*numbers.groups()), judge)
    assert put == 1
    done = typed(judge, folder)
    return seen, done.stdout + done.stderr


def said_fingerprint(words: str) -> str:
    return words.rpartition("Fingerprint=")[2].partition("\n")[0].replace(":", "").lower()


def test_the_commands_by_hand_believe_our_paper_and_not_a_forger_behind_our_certificate(tmp_path):
    ours, forged = tmp_path / "ours", tmp_path / "forged"
    ours.mkdir(), forged.mkdir()
    seen, words = by_hand(sealed(), ours)
    assert "Signature is Valid" in seen and "Total document signed" in seen and "Signature #2" not in seen
    assert "CMS Verification successful" in words and said_fingerprint(words) == mark(school())
    seen, words = by_hand(FORGED(sealed()), forged)
    assert "Signature is Valid" in seen  # and therefore the document says that it proves nothing
    assert said_fingerprint(words) not in ("", mark(school()))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda paper: paper, None),
        (FORGED, "foreign_seal"),
        (attacks.one_byte_of_the_page, "seal_broken"),
        (lambda paper: stamped(), "timestamped"),
    ],
    ids=["ours", "forged", "changed", "stamped"],
)
def test_the_script_judges_one_paper(tmp_path, change, fault):
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(change(sealed()))
    colons = ":".join(re.findall("..", mark(school()).upper()))  # as openssl prints it
    done = subprocess.run(
        [sys.executable, "-S", verify.__file__, "--paper", paper, "--seal", colons], capture_output=True
    )
    said = json.loads(done.stdout)
    assert [each["what"] for each in said["faults"]] == ([fault] if fault else [])
    assert (done.returncode, said["whole"]) == (1 if fault else 0, not fault)


def test_a_paper_without_a_value_to_hold_it_against_is_wrong_usage(tmp_path):
    (tmp_path / "paper.pdf").write_bytes(b"%PDF")
    done = subprocess.run(
        [sys.executable, verify.__file__, "--paper", tmp_path / "paper.pdf"], capture_output=True
    )
    assert done.returncode == 2 and b"needs --seal" in done.stderr
