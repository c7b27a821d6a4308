"""Judging a detached CMS signature (RFC 5652) by bytes alone. Pure; for a child process with limits.

The structure is read here; whether the signature holds, and whether its certificate leads to a trusted authority, is
asked of openssl. Nothing is fetched: documents.detached.revocation looks into lists that are at hand.
"""

import base64
import binascii
import json
import re
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from asn1crypto import algos, cms, core, pem, x509

from documents.detached import openssl, revocation
from documents.detached.findings import Detached, Mathematics, Revocation, Standing

GOST = "1.2.643."
# Sources: RFC 9215 for GOST; GOST R 34.11-94 and SHA-1 no longer prove anything.
DIGESTS = frozenset(
    {
        "2.16.840.1.101.3.4.2.1",
        "2.16.840.1.101.3.4.2.2",
        "2.16.840.1.101.3.4.2.3",
        "1.2.643.7.1.1.2.2",
        "1.2.643.7.1.1.2.3",
    }
)
KINDS = {"1.2.840.113549.1.1.1": "rsa", "1.2.840.113549.1.1.10": "rsassa_pss", "1.2.840.10045.2.1": "ec"}
KEYS = {"rsa": "RSA", "rsassa_pss": "RSA", "ec": "ECDSA"}
GOST_2012 = frozenset({"1.2.643.7.1.1.1.1", "1.2.643.7.1.1.1.2"})
SMALLEST_RSA = 2048
# issuerSignTool: the means of the authority, which every qualified certificate names (order of the FSB 795 of 2011).
QUALIFIED = "1.2.643.100.112"
BACKED = (
    Standing.QUALIFIED,
    Standing.NOT_NAMED_QUALIFIED,
)  # a trusted authority stands behind the certificate
REFUSED = 4  # what openssl cms ends with when a signature does not hold
CLOCKS = timedelta(hours=1)  # how far clocks of different people may be apart
ARMOUR = re.compile(rb"-----(?:BEGIN|END) [A-Z0-9 ]+-----")
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError)


def judge_payload(payload: bytes) -> bytes:
    """For the sandbox: a line of JSON (size of the signature, trusted and revoked PEM, moments), then both files."""
    line, _, rest = payload.partition(b"\n")
    told = json.loads(line)
    made, kept = (datetime.fromisoformat(told[each]) if told[each] else None for each in ("made", "kept"))
    found = judge(
        rest[told["size"] :],
        rest[: told["size"]],
        Known(told["trusted"].encode(), told["revoked"].encode()),
        Moments(made, datetime.fromisoformat(told["now"]), kept),
    )
    return json.dumps(found.as_json()).encode()


@dataclass(frozen=True)
class Known:
    """What this place knows of authorities, both PEM: their certificates, and their lists of revoked ones."""

    trusted: bytes
    revoked: bytes = b""


@dataclass(frozen=True)
class Moments:
    """`made`: before it nobody could sign; `kept`: since when this very signature lies here."""

    made: datetime | None
    now: datetime
    kept: datetime | None = None


def judge(content: bytes, signature: bytes, known: Known, at: Moments) -> Detached:
    """What the signature is of this content."""
    try:
        signed, signer = _parsed(signature)
        certificate = _signers_certificate(signed, signer)
        if signed["encap_content_info"]["content"].native is not None:
            return Detached(Mathematics.ATTACHED)
        if certificate is None:
            return Detached(Mathematics.NO_CERTIFICATE)
        bare = _described(signer, certificate)
    except _Unfit as unfit:
        return Detached(unfit.mathematics)
    except MALFORMED:
        return Detached(Mathematics.GARBAGE)
    gost = _key(certificate).startswith(GOST)
    try:
        mathematics = _mathematics(content, as_der(signature), signer, certificate, gost=gost)
        found = replace(bare, mathematics=mathematics)
        if mathematics is not Mathematics.VALID:
            return found
        standing = _standing(found, signed, certificate, known.trusted, at, gost=gost)
        found = replace(found, standing=standing)
        if standing not in BACKED:
            return found
        told = _revocation(signed, certificate, known, at.now, gost=gost)
        late = told.at is not None and told.at <= (at.kept or at.now)
        return replace(
            found,
            standing=Standing.REVOKED if late else standing,
            revocation=told.answer,
            revoked_at=told.at.isoformat() if told.at else "",
        )
    except openssl.Missing as missing:
        return replace(bare, reason=str(missing))
    except (subprocess.TimeoutExpired, OSError):
        return replace(bare, reason="timed_out")


class AnyKey(core.Sequence):  # type: ignore[misc]  # asn1crypto ships no types
    """A public key of any kind: asn1crypto's own knows no GOST."""

    _fields: ClassVar = [("algorithm", algos.AlgorithmIdentifier), ("public_key", core.BitString)]


class _Unfit(Exception):
    def __init__(self, mathematics: Mathematics) -> None:
        super().__init__(mathematics)
        self.mathematics = mathematics


def as_der(signature: bytes) -> bytes:
    """DER of what comes as DER, PEM, or base64 alone; ValueError for what is none of them."""
    if signature[:1] == b"\x30":
        return signature
    text = ARMOUR.sub(b"", signature.removeprefix(b"\xef\xbb\xbf"))
    try:
        return base64.b64decode(b"".join(text.split()), validate=True)
    except binascii.Error as error:
        raise ValueError("neither DER nor base64") from error


def _parsed(signature: bytes) -> tuple[cms.SignedData, cms.SignerInfo]:
    whole = cms.ContentInfo.load(as_der(signature), strict=True)
    if whole["content_type"].native != "signed_data":
        raise _Unfit(Mathematics.GARBAGE)
    signed = whole["content"]
    signers = signed["signer_infos"]
    if len(signers) != 1:
        raise _Unfit(Mathematics.SEVERAL)
    return signed, signers[0]


def _certificates(signed: cms.SignedData) -> list[x509.Certificate]:
    held = signed["certificates"]
    if isinstance(held, core.Void):
        return []
    return [each.chosen for each in held if each.name == "certificate"]


def _signers_certificate(signed: cms.SignedData, signer: cms.SignerInfo) -> x509.Certificate | None:
    named = signer["sid"]
    for each in _certificates(signed):
        if named.name == "subject_key_identifier":
            if each.key_identifier == named.chosen.native:
                return each
        elif (
            each.serial_number == named.chosen["serial_number"].native
            and each.issuer.dump() == named.chosen["issuer"].dump()
        ):
            return each
    return None


def _described(signer: cms.SignerInfo, certificate: x509.Certificate) -> Detached:
    term = certificate["tbs_certificate"]["validity"]
    signed_at = next(
        (
            each["values"][0].native
            for each in signer["signed_attrs"]
            if each["type"].native == "signing_time"
        ),
        None,
    )
    key = _key(certificate)
    return Detached(
        Mathematics.NOT_CHECKED,
        signer=person(certificate.subject),
        issuer=_called(certificate.issuer),
        serial=f"{certificate.serial_number:x}",
        fingerprint=certificate.sha256.hex(),
        valid_from=term["not_before"].native.isoformat(),
        valid_to=term["not_after"].native.isoformat(),
        signed_at=signed_at.isoformat() if signed_at else "",
        algorithm="GOST R 34.10-2012" if key in GOST_2012 else KEYS.get(key, key),
    )


def _key(certificate: x509.Certificate) -> str:
    """The kind of key: "rsa", "ec", or the dotted name of another kind of key."""
    key = AnyKey.load(certificate["tbs_certificate"]["subject_public_key_info"].dump())
    kind: str = key["algorithm"]["algorithm"].dotted
    return KINDS.get(kind, kind)


def person(name: x509.Name) -> str:
    """Whose certificate it is: surname and given names of a person, else the common name."""
    told = name.native
    parts = [told.get("surname"), told.get("given_name")]
    return _line(" ".join(each for each in parts if isinstance(each, str))) or _called(name)


def _called(name: x509.Name) -> str:
    told = name.native
    found = told.get("common_name") or told.get("organization_name") or name.human_friendly
    return _line(found if isinstance(found, str) else ", ".join(map(str, found)))


def _line(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:300]


def _mathematics(
    content: bytes,
    signature: bytes,
    signer: cms.SignerInfo,
    certificate: x509.Certificate,
    *,
    gost: bool,
) -> Mathematics:
    digest, key = signer["digest_algorithm"]["algorithm"].dotted, _key(certificate)
    small = key == "rsa" and certificate.public_key.bit_size < SMALLEST_RSA
    if digest not in DIGESTS or small or (gost and key not in GOST_2012):
        return Mathematics.WEAK
    files = {"signature": signature, "content": content, "certificate": armoured(certificate)}
    told = openssl.run(
        [
            *("cms", "-verify", "-binary", "-inform", "DER", "-in", "{signature}", "-content", "{content}"),
            # With no other certificate than the one told of: two may bear the same issuer and number.
            *("-nointern", "-certfile", "{certificate}", "-noverify", "-out", "/dev/null"),
        ],
        files,
        gost=gost,
    )
    if told.returncode == 0:
        return Mathematics.VALID
    if told.returncode != REFUSED:
        raise openssl.Missing("openssl_failed")
    return Mathematics.OTHER_FILE if b"verify_content" in told.stderr else Mathematics.BROKEN


def _revocation(
    signed: cms.SignedData, certificate: x509.Certificate, known: Known, now: datetime, *, gost: bool
) -> revocation.Told:
    try:
        lists = revocation.lists(known.revoked, signed)
        backing = revocation.Backing(known.trusted, _others(signed))
        return revocation.look(certificate, backing, lists, now, gost=gost)
    except MALFORMED:  # lists that the signer has put in
        return revocation.Told(Revocation.NOT_CHECKED)


def _others(signed: cms.SignedData) -> bytes:
    return b"".join(map(armoured, _certificates(signed)))


def armoured(certificate: x509.Certificate) -> bytes:
    """The certificate as PEM."""
    text: bytes = pem.armor("CERTIFICATE", certificate.dump())
    return text


def _standing(
    found: Detached,
    signed: cms.SignedData,
    certificate: x509.Certificate,
    trusted: bytes,
    moments: Moments,
    *,
    gost: bool,
) -> Standing:
    at = datetime.fromisoformat(found.signed_at) if found.signed_at else moments.now
    if at > moments.now + CLOCKS or (moments.made is not None and at < moments.made - CLOCKS):
        return Standing.TIME_DOUBTFUL
    if not datetime.fromisoformat(found.valid_from) <= at <= datetime.fromisoformat(found.valid_to):
        return Standing.OUT_OF_TERM
    if not trusted:
        return Standing.NO_LIST
    told = openssl.run(
        [
            *("verify", "-attime", str(int(at.astimezone(UTC).timestamp())), "-partial_chain"),
            *("-trusted", "{trusted}", "-untrusted", "{others}", "{certificate}"),
        ],
        {
            "trusted": trusted,
            "others": _others(signed),
            "certificate": armoured(certificate),
        },
        gost=gost,
    )
    if told.returncode:
        return Standing.UNKNOWN_ISSUER
    named = {each["extn_id"].dotted for each in certificate["tbs_certificate"]["extensions"] or ()}
    return Standing.QUALIFIED if QUALIFIED in named else Standing.NOT_NAMED_QUALIFIED


def authorities(content: bytes) -> list[Any]:
    """The certificates of authorities in a file, PEM or DER; ValueError when it is neither. Others are left out."""
    parts = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
    found = [x509.Certificate.load(each, strict=True) for each in parts]
    return [each for each in found if each.ca]
