"""Whether a certificate was taken back, by lists of revoked certificates (RFC 5280) that are at hand. Pure.

Nothing is fetched. openssl says whether a list is its authority's and names the certificate; the list itself is never
walked through here: those of large authorities name hundreds of thousands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from asn1crypto import cms, core, crl, pem, x509
from cryptography.x509 import load_der_x509_crl

from documents.detached import openssl
from documents.detached.findings import Revocation

CLOCKS = timedelta(hours=1)
NAMED = re.compile(
    rb"^error 23 at 0 depth", re.MULTILINE
)  # X509_V_ERR_CERT_REVOKED, of the certificate itself
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """The answer; `at`: since when it is revoked."""

    answer: Revocation
    at: datetime | None = None


def lists(kept: bytes, signed: cms.SignedData) -> list[crl.CertificateList]:
    """The lists that this place keeps (PEM) and those that lie in the signature."""
    found = [crl.CertificateList.load(der) for _, _, der in pem.unarmor(kept, multiple=True)] if kept else []
    held = signed["crls"]
    if not isinstance(held, core.Void):
        found += [each.chosen for each in held if each.name == "certificate_list"]
    return found


def parsed(content: bytes) -> list[bytes]:
    """The lists in a file, PEM or DER, as PEM each; ValueError when it is neither."""
    parts = [der for _, _, der in pem.unarmor(content, multiple=True)] if pem.detect(content) else [content]
    for each in parts:
        _head(crl.CertificateList.load(each, strict=True))
    return [pem.armor("X509 CRL", each) for each in parts]


@dataclass(frozen=True)
class Backing:
    """Authorities as PEM: trusted ones, and others that may stand between them and the certificate."""

    trusted: bytes
    others: bytes


def look(
    certificate: x509.Certificate,
    backing: Backing,
    given: Sequence[crl.CertificateList],
    now: datetime,
    *,
    gost: bool,
) -> Told:
    """What the newest sound list of the certificate's issuer says. openssl.Missing; ValueError: no list at all."""
    own = [each for each in given if _head(each)["issuer"].dump() == certificate.issuer.dump()]
    own.sort(key=lambda each: _head(each)["this_update"].native, reverse=True)
    for each in own:
        told = openssl.run(
            [
                # Of which time the list is, is looked at below: an older one still names what was revoked.
                *("verify", "-no_check_time", "-partial_chain", "-crl_check", "-CRLfile", "{list}"),
                *("-trusted", "{trusted}", "-untrusted", "{others}", "{certificate}"),
            ],
            {
                "list": pem.armor("X509 CRL", each.dump()),
                "trusted": backing.trusted,
                "others": backing.others,
                "certificate": pem.armor("CERTIFICATE", certificate.dump()),
            },
            gost=gost,
        )
        if NAMED.search(told.stderr):
            return Told(Revocation.REVOKED, _since(each, certificate))
        if told.returncode == 0:
            return Told(Revocation.GOOD if _is_current(each, now) else Revocation.NOT_CHECKED)
    return Told(Revocation.NOT_CHECKED)


def _head(each: crl.CertificateList) -> crl.TbsCertList:
    return each["tbs_cert_list"]


def _is_current(each: crl.CertificateList, now: datetime) -> bool:
    head = _head(each)
    until = head["next_update"].native
    return head["this_update"].native <= now + CLOCKS and until is not None and now <= until


def _since(each: crl.CertificateList, certificate: x509.Certificate) -> datetime:
    named = load_der_x509_crl(each.dump()).get_revoked_certificate_by_serial_number(certificate.serial_number)
    return named.revocation_date_utc if named else LONG_AGO
