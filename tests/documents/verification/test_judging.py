"""Every attack on a sealed file is named for what it is, from the bytes and the seal's fingerprint alone."""

import hashlib
import io
import json

import pikepdf
import pytest

import sandbox
from documents.verification.judgement import Finding, from_json
from documents.verification.judging import judge
from tests.documents.sealing.sealed import mark, school, sealed, stamped
from tests.documents.verification import attacks


def judged(content: bytes):
    return judge(content, {mark(school())})


@pytest.mark.parametrize("paper", [sealed, stamped], ids=["sealed", "stamped"])
def test_a_sealed_paper_is_intact(paper):
    found = judged(paper())
    assert found.finding == "intact"
    assert (found.signer, found.fingerprint) == ("School 118", mark(school()))
    assert found.issued_sha256 == found.sha256 == hashlib.sha256(paper()).hexdigest()
    assert found.sealed_at and bool(found.stamped_at) == (paper is stamped)


@pytest.mark.parametrize("attack", attacks.FOUND, ids=lambda each: each.__name__)
def test_the_attack_is_found_and_named(attack):
    forgery = attack(sealed())
    assert forgery != sealed()
    assert judged(forgery).finding == attacks.FOUND[attack]


@pytest.mark.parametrize(
    "attack",
    [attacks.junk_appended, attacks.another_title, attacks.a_page_added, attacks.one_byte_of_the_page],
    ids=lambda each: each.__name__,
)
def test_timestamps_cover_no_change(attack):
    assert judged(attack(stamped())).finding == attacks.FOUND[attack]


@pytest.mark.parametrize(
    "attack",
    [attacks.junk_appended, attacks.another_title, attacks.a_page_added, attacks.signed_by_another_on_top],
    ids=lambda each: each.__name__,
)
def test_what_was_added_later_leads_to_the_paper_it_was(attack):
    assert judged(attack(sealed())).issued_sha256 == judged(sealed()).sha256


def test_what_was_changed_is_said():
    assert judged(attacks.another_title(sealed())).detail == ("title",)
    assert judged(attacks.a_page_added(sealed())).detail == ("2 -> 3",)
    assert judged(attacks.signed_by_another_on_top(sealed())).detail == ("signature",)


def test_another_school_is_named_by_its_own_seal():
    forgery = attacks.stripped_and_sealed_by_another(sealed())
    assert judged(forgery).signer == "A workshop of diplomas"
    assert judged(attacks.sealed_by_another_of_the_same_name(sealed())).fingerprint != mark(school())


def test_an_earlier_seal_stays_known():
    assert judge(sealed(), {"0" * 64, mark(school())}).finding == "intact"
    assert judge(sealed(), {"0" * 64}).finding == "foreign_seal"


def a_strange_pdf() -> bytes:
    out = io.BytesIO()
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (b"", "not_a_pdf"),
        (b"MZ\x90" + b"x" * 900, "not_a_pdf"),
        (a_strange_pdf(), "not_ours"),
        (b"%PDF-1.7\n" + bytes(200), "unreadable"),
        (b"%PDF-1.7 /ByteRange [0 9 9 9]" * 5000, "unreadable"),
        (b"%PDF-1.7 /ByteRange [0 " + b"9" * 500 + b" 9 9]", "unreadable"),
        (b"%PDF-1.7\n" + b"[" * 200_000, "unreadable"),
    ],
    ids=["nothing", "a program", "a strange pdf", "zeros", "ranges", "a long number", "a deep array"],
)
def test_what_is_no_paper_of_ours_is_not_one(content, finding):
    assert judged(content).finding == finding


def test_a_child_process_says_the_same():
    payload = json.dumps([mark(school())]).encode() + b"\n" + sealed()
    answer = sandbox.run("documents.verification.judging:judge_payload", payload)
    assert from_json(json.loads(answer)) == judged(sealed())
    assert from_json(json.loads(answer)).finding is Finding.INTACT
