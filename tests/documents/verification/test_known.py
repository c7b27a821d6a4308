"""A file beside the register: the office asks whether a paper is ours, unchanged and in force."""

import io
import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from documents import making, numbering, sealing
from documents.models import Entry, Version, VersionStatus
from documents.verification import known
from organisation.profile import Series
from storage import blobs
from tests.documents.sealing.sealed import drawn
from tests.documents.snapshots import decision, example
from tests.documents.verification import attacks

Status = VersionStatus.Status


def issue(snapshot: dict | None = None, document=None) -> Version:
    """An issued decision, made and sealed as the product does it."""
    bare = {k: v for k, v in (snapshot or example()).items() if k not in ("number", "date")}
    about = {"case_number": "118-зч", "kind": "credit_decision", "actor_id": None, "action": "approve"}
    with transaction.atomic():
        entry = numbering.reserve(
            "decision", Series("{of}/Р"), on=date(2026, 11, 25), snapshot=bare, of="118-зч", **about
        )
    return making.commit(Entry.objects.get(pk=entry.pk), making.make(entry), document=document)


@pytest.fixture
def version(db) -> Version:
    return issue()


def content(version: Version) -> bytes:
    return blobs.get(version.sha256)


def test_an_issued_paper_is_valid(version):
    answer = known.verify(content(version))
    assert (answer.verdict, answer.is_valid) == ("valid", True)
    assert (answer.paper.number, answer.paper.date, answer.paper.version) == (
        "118-зч/Р",
        date(2026, 11, 25),
        1,
    )


def test_a_superseded_and_a_revoked_paper_are_not(version):
    second = issue(
        decision(supersedes={"number": "118-зч/Р", "date": "2026-11-25"}), document=version.document
    )
    assert known.verify(content(version)).verdict == "superseded"
    assert known.verify(content(second)).verdict == "valid"
    making.set_status(second, Status.REVOKED, actor_id=None, reason="the certificate was forged")
    assert known.verify(content(second)).verdict == "revoked"


def test_a_paper_that_awaits_a_hand_is_not_in_force_yet(db):
    version = issue(decision(signing="hand"))
    assert known.verify(content(version)).verdict == "awaits_signature"
    making.set_status(version, Status.SIGNED, actor_id=None)
    assert known.verify(content(version)).is_valid


def test_a_sealed_file_that_was_never_committed_is_no_paper(db):
    answer = known.verify(sealing.seal(drawn()))
    assert (answer.verdict, answer.is_valid, answer.paper) == ("not_registered", False, None)


def test_what_was_added_to_an_issued_paper_is_not_valid_and_leads_to_it(version):
    answer = known.verify(attacks.junk_appended(content(version)))
    assert (answer.verdict, answer.is_valid) == ("junk_appended", False)
    assert answer.paper.number == "118-зч/Р"


def test_a_paper_of_the_time_before_seals_is_known_by_its_bytes(db, monkeypatch):
    monkeypatch.setattr(sealing, "seal", lambda rendered: rendered)
    answer = known.verify(content(issue()))
    assert answer.is_valid and answer.judgement.fingerprint == ""


def test_incoming_files_are_no_papers_of_ours(version):
    document = version.document
    document.origin = document.Origin.INCOMING
    document.save()
    assert known.verify(content(version)).verdict == "not_registered"


def run(*paths) -> tuple[int, list[dict]]:
    out, code = io.StringIO(), 0
    try:
        call_command("verify", *map(str, paths), stdout=out)
    except SystemExit as error:
        code = error.code
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


KEYS = [
    "file",
    "sha256",
    "verdict",
    "valid",
    "number",
    "date",
    "title",
    "version",
    "name",
    "seal",
    "detail",
    "signature",
]


def test_the_command_says_it_file_by_file(version, tmp_path):
    good, bad, strange = (tmp_path / name for name in ("good.pdf", "bad.pdf", "strange.txt"))
    good.write_bytes(content(version))
    bad.write_bytes(attacks.one_byte_of_the_page(content(version)))
    strange.write_bytes(b"a letter")
    code, lines = run(good, bad, strange)
    assert (code, [each["verdict"] for each in lines]) == (1, ["valid", "altered", "not_a_pdf"])
    assert all(list(each) == KEYS for each in lines)
    assert (lines[0]["number"], lines[0]["date"], lines[1]["number"]) == ("118-зч/Р", "2026-11-25", None)
    assert lines[0]["seal"]["self_made"] and lines[2]["seal"] is None
    assert run(good)[0] == 0


def test_a_file_that_is_not_there_is_wrong_usage(db, tmp_path):
    with pytest.raises(CommandError) as error:
        run(tmp_path / "nothing.pdf")
    assert error.value.returncode == 2
