"""Signatures found in the bytes of a file, without trusting its structure. Pure.

A PDF signature covers all bytes but its own hex digits. When a key of ours signed the bytes before and after them,
the file up to there is what we sealed, whatever a PDF reader makes of it. So nothing is parsed but the signature.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import cms, x509
from pyhanko.sign.general import CMSExtractionError, extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

# Source: ISO 32000-2, 12.8.1: four integers, the first one 0.
BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
HEX = re.compile(
    rb"<([0-9A-F]+)>"
)  # capitals, as we write it: "a" for "A" would be another file under the same seal
MOST = 20  # a file of ours has two
DIGESTS = frozenset({"sha256", "sha384", "sha512"})
# The moment as PDF writes it, its punctuation plain or in octal.
MOMENT = re.compile(rb"/M\s*\(D(?::|\\072)(\d{14})(\+|\\053|-|\\055)(\d\d)(?:'|\\047)(\d\d)")
NEAR = 1500  # bytes behind the digits in which the rest of the signature's dictionary lies


@dataclass(frozen=True)
class Signature:
    """One signature or document timestamp. `end`: where the bytes that it covers end, maybe beyond the file."""

    end: int
    sound: bool  # covers everything up to `end`, and neither digest nor signature fails
    stamp: bool  # a document timestamp
    signer: str
    fingerprint: str  # SHA-256 of the signer's certificate
    at: str  # ISO; of a signature what it says itself, of a timestamp its own time


def find(content: bytes) -> list[Signature]:
    """The signatures by where they end, at most MOST. Those whose digits are not where they should be are left out."""
    ranges = [tuple(map(int, each.groups())) for each in BYTE_RANGE.finditer(content)]
    found = (_at(content, *each) for each in ranges[:MOST])
    return sorted((each for each in found if each), key=lambda each: each.end)


def certificate_of(der: bytes) -> x509.Certificate | None:
    """The signer's certificate inside a signature; None for bytes that are no signature."""
    signed = _parsed(der)
    return extract_certificate_info(signed).signer_cert if signed is not None else None


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, hex."""
    return hashlib.sha256(certificate.dump()).hexdigest()


def name_of(certificate: x509.Certificate) -> str:
    """The signer as people know it: organisation or common name."""
    names = certificate.subject.native
    return str(
        names.get("organization_name") or names.get("common_name") or certificate.subject.human_friendly
    )


def _at(content: bytes, before: int, after: int, length: int) -> Signature | None:
    digits = HEX.fullmatch(content, before, min(after, len(content)))
    raw = digits.group(1) if digits else b""
    signed = _parsed(bytes.fromhex(raw.decode())) if len(raw) % 2 == 0 and raw else None
    if signed is None:
        return None
    end = after + length
    certificate = extract_certificate_info(signed).signer_cert
    stamp = signed["encap_content_info"]["content_type"].native == "tst_info"
    covered = content[:before] + content[after:end] if end <= len(content) else b""
    return Signature(
        end=end,
        sound=bool(covered) and _holds(signed, certificate, covered, stamp),
        stamp=stamp,
        signer=name_of(certificate),
        fingerprint=fingerprint(certificate),
        at=_stamped(signed) if stamp else _said(content[after : min(end, after + NEAR)]),
    )


def _parsed(der: bytes) -> cms.SignedData | None:
    """The signature in `der`; what lies behind it must be the zeros that fill its room."""
    try:
        whole = cms.ContentInfo.load(der)
        if whole["content_type"].native != "signed_data" or der[len(whole.dump()) :].strip(b"\0"):
            return None
        extract_certificate_info(whole["content"])
        return whole["content"]
    except (ValueError, TypeError, KeyError, AttributeError, CMSExtractionError):
        return None


def _holds(signed: cms.SignedData, certificate: x509.Certificate, covered: bytes, stamp: bool) -> bool:
    """Whether the certificate's key signed exactly these bytes."""
    signer = extract_signer_info(signed)
    algorithm = signer["digest_algorithm"]["algorithm"].native
    if algorithm not in DIGESTS or not signer["signed_attrs"].native:
        return False
    kind, digested = "data", covered
    if stamp:
        kind, digested = "tst_info", signed["encap_content_info"]["content"].contents
        imprint = signed["encap_content_info"]["content"].parsed["message_imprint"].native
        wanted = imprint["hash_algorithm"]["algorithm"]
        if wanted not in DIGESTS or hashlib.new(wanted, covered).digest() != imprint["hashed_message"]:
            return False
    try:
        digest = hashlib.new(algorithm, digested).digest()
        intact, valid = validate_sig_integrity(signer, certificate, kind, digest)
    except (SignatureValidationError, ValueError, TypeError, KeyError):
        return False
    return bool(intact and valid)


def _stamped(signed: cms.SignedData) -> str:
    at: Any = signed["encap_content_info"]["content"].parsed["gen_time"].native
    return at.isoformat() if isinstance(at, datetime) else ""


def _said(dictionary: bytes) -> str:
    """The time that the signature claims; it lies under the signature."""
    found = MOMENT.search(dictionary)
    if not found:
        return ""
    moment, sign, hours, minutes = (each.decode() for each in found.groups())
    east = "-" if sign in ("-", "\\055") else "+"
    return datetime.strptime(f"{moment}{east}{hours}{minutes}", "%Y%m%d%H%M%S%z").isoformat()
