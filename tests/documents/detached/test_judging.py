"""A director's own signature: whether it holds, and whose it is, are two questions; each answer has its word."""

import base64
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms as structures
from asn1crypto import pem, x509

from documents.detached import cms, judging, openssl
from documents.detached.cms import Known, Moments
from documents.detached.findings import Mathematics, Standing
from tests.documents.detached.provider import ALGORITHMS, an_authority

PAPER = b"%PDF-1.7\nDecision 118\n%%EOF\n"
NOW = datetime.now(UTC)
YEARS = timedelta(days=800)


@pytest.fixture(scope="module", params=ALGORITHMS)
def authority(request, tmp_path_factory):
    """One root a kind of key."""
    return an_authority(tmp_path_factory.mktemp("authority"), request.param)


@pytest.fixture(scope="module")
def gost(tmp_path_factory):
    """A root of the kind that qualified signatures have here."""
    return an_authority(tmp_path_factory.mktemp("gost"))


@pytest.fixture(scope="module")
def director(gost):
    """Who signs in the tests of what goes wrong."""
    return gost.person("head", "Жарков", "Андрей Павлович")


@pytest.fixture(scope="module")
def signature(director):
    """A sound one."""
    return director.sign(PAPER)


def test_a_qualified_signature_of_every_kind_of_key(authority, head, settings, tmp_path):
    signature = head.sign(PAPER)
    unknown = judging.judge(PAPER, signature)
    assert (unknown.mathematics, unknown.standing) == (Mathematics.VALID, Standing.NO_LIST)
    settings.SIGNATURE_TRUST = authority.trusted_in(tmp_path / "trust")
    found = judging.judge(PAPER, signature, made=NOW)
    assert found.is_qualified and found.algorithm == authority.algorithm
    assert (found.signer, found.issuer) == ("Жарков Андрей Павлович", "Test authority")
    assert datetime.fromisoformat(found.signed_at) >= NOW - timedelta(minutes=5)
    altered = judging.judge(PAPER + b" ", signature)
    assert (altered.mathematics, altered.standing) == (Mathematics.OTHER_FILE, None)
    assert altered.signer == "Жарков Андрей Павлович"  # whoever sent it learns whose signature it is
    if "GOST" not in authority.algorithm:
        assert judging.judge(PAPER, head.sign(PAPER, "-md", "sha1")).mathematics is Mathematics.WEAK


def test_it_may_come_as_pem_or_as_base64_alone(signature, director):
    whole = base64.encodebytes(signature)
    marked = b"\xef\xbb\xbf" + whole.replace(b"\n", b"\r\n")
    open_ended = (
        b"\x30\x80" + signature[4:15] + b"\xa0\x80" + signature[19:] + bytes(4)
    )  # BER, as some providers write
    for given in (director.sign(PAPER, "-outform", "PEM"), whole, marked, open_ended):
        assert judging.judge(PAPER, given).is_valid


def changed(signature: bytes, place: int) -> bytes:
    return signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]


@pytest.mark.parametrize(
    ("spoilt", "expected"),
    [
        (lambda sound, _: b"", Mathematics.GARBAGE),
        (lambda sound, _: PAPER, Mathematics.GARBAGE),
        (lambda sound, _: sound[:-40], Mathematics.GARBAGE),
        (lambda sound, _: sound + b"\n\n\n", Mathematics.GARBAGE),
        (lambda sound, _: b"\x30\x80" * 3000, Mathematics.GARBAGE),
        (lambda sound, _: bytes(2_000_000), Mathematics.TOO_LARGE),
        (lambda sound, _: changed(sound, -5), Mathematics.BROKEN),
        (lambda sound, director: director.sign(PAPER, "-nodetach"), Mathematics.ATTACHED),
        (lambda sound, director: director.sign(PAPER, "-nocerts"), Mathematics.NO_CERTIFICATE),
        (lambda sound, director: director.certificate.read_bytes(), Mathematics.GARBAGE),
    ],
)
def test_what_is_no_sound_signature_of_this_paper_has_its_word(signature, director, spoilt, expected):
    found = judging.judge(PAPER, spoilt(signature, director))
    assert (found.mathematics, found.standing) == (expected, None)


def test_whose_signature_it_is_follows_from_the_authorities_alone(gost, director, settings, tmp_path):
    stranger = an_authority(tmp_path / "other").person("head", "Жарков", "Андрей Павлович")
    plain = gost.person("plain", "Жарков", "Андрей Павлович", qualified=False)
    settings.SIGNATURE_TRUST = gost.trusted_in(tmp_path / "trust")
    shutil.copy(stranger.certificate, tmp_path / "trust" / "person.pem")  # people are no authorities
    (tmp_path / "trust" / "broken.cer").write_bytes(b"junk")
    found = [judging.judge(PAPER, each.sign(PAPER)) for each in (director, stranger, plain)]
    assert [each.standing for each in found] == ["qualified", "unknown_issuer", "not_named_qualified"]
    assert all(each.is_valid for each in found)
    second = ("-signer", str(plain.certificate), "-inkey", str(plain.folder / "plain.key"))
    assert judging.judge(PAPER, director.sign(PAPER, *second)).mathematics is Mathematics.SEVERAL


def test_a_certificate_counts_on_the_day_of_the_signature(gost, director):
    trusted = (gost.folder / "authority.pem").read_bytes()
    timeless, dated = director.sign(PAPER, "-noattr"), director.sign(PAPER)

    def standing(signature, made=None, now=None):
        now = now or datetime.now(UTC) + timedelta(hours=1)  # openssl goes by another clock
        return cms.judge(PAPER, signature, Known(trusted), Moments(made, now)).standing

    later = datetime.now(UTC) + YEARS
    assert standing(dated, now=later) is Standing.QUALIFIED  # signed in its term, looked at long after
    assert standing(timeless) is Standing.QUALIFIED
    assert standing(timeless, now=later) is Standing.OUT_OF_TERM
    assert standing(dated, made=later, now=later) is Standing.TIME_DOUBTFUL  # before there was such a paper
    assert standing(dated, now=NOW - YEARS) is Standing.TIME_DOUBTFUL  # in the future


def test_another_certificate_under_the_same_name_and_number_deceives_nobody(tmp_path):
    """A stranger's signature that carries the director's certificate first, and claims its issuer and number."""
    ours, theirs = (an_authority(tmp_path / name, "ECDSA") for name in ("ours", "theirs"))
    director = ours.person("head", "Жарков", "Андрей Павлович")
    stranger = theirs.person(
        "head", "Жарков", "Андрей Павлович, с длинным именем"
    )  # a set: the shorter lies first
    signed = structures.ContentInfo.load(stranger.sign(PAPER, "-noattr"))
    genuine = x509.Certificate.load(pem.unarmor(director.certificate.read_bytes())[2])
    own = signed["content"]["certificates"][0].chosen
    named = structures.IssuerAndSerialNumber(
        {"issuer": genuine.issuer, "serial_number": genuine.serial_number}
    )
    signed["content"]["signer_infos"][0]["sid"] = structures.SignerIdentifier(
        "issuer_and_serial_number", named
    )
    own["tbs_certificate"]["issuer"], own["tbs_certificate"]["serial_number"] = (
        genuine.issuer,
        genuine.serial_number,
    )
    signed["content"]["certificates"] = [genuine, own]
    trusted = (ours.folder / "authority.pem").read_bytes()
    found = cms.judge(PAPER, signed.dump(force=True), Known(trusted), Moments(None, datetime.now(UTC)))
    assert found.fingerprint == genuine.sha256.hex()
    assert not found.is_valid


def test_without_openssl_or_its_engine_it_is_said_that_nothing_was_checked(signature, monkeypatch):
    monkeypatch.setattr(openssl, "has_gost", lambda program: False)
    found = cms.judge(PAPER, signature, Known(b""), Moments(None, NOW))
    assert (found.mathematics, found.reason) == (Mathematics.NOT_CHECKED, "no_gost")
    assert found.signer == "Жарков Андрей Павлович"
    monkeypatch.setattr(openssl.shutil, "which", lambda name: None)
    assert cms.judge(PAPER, signature, Known(b""), Moments(None, NOW)).reason == "no_openssl"
