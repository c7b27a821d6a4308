"""Sealed papers for tests, made offline: by the school, by another school, and with timestamps."""

from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper

from documents import making
from documents.sealing import keys
from documents.sealing.pades import Sealer, sign, signer_of
from documents.verification.signatures import fingerprint
from tests.documents.snapshots import example


def a_sealer(name: str = "School 118") -> Sealer:
    """A fresh key with a certificate of this name."""
    return Sealer(signer_of(keys.self_signed(name)))


def an_rsa_signer(called: str, usage: str = "") -> SimpleSigner:
    """A fresh RSA key with a certificate of this name, for one extended use when an OID is given."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
    )
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage([x509.ObjectIdentifier(usage)]), critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    return signer_of(serialize_key_and_certificates(b"", key, certificate, None, NoEncryption()))


@cache
def clock() -> DummyTimeStamper:
    """An authority of timestamps that answers without a network (pyHanko's knows RSA only)."""
    signer = an_rsa_signer("Authority of timestamps", ExtendedKeyUsageOID.TIME_STAMPING.dotted_string)
    return DummyTimeStamper(signer.signing_cert, signer.signing_key)


def stamping(sealer: Sealer) -> Sealer:
    """The same seal with timestamps."""
    return Sealer(sealer.signer, clock(), (sealer.signer.signing_cert, clock().tsa_cert))


@cache
def school() -> Sealer:
    """The school's own seal, one for a run."""
    return a_sealer()


@cache
def drawn(name: str = "credit_decision") -> bytes:
    """An example paper without a seal."""
    return making.draw(example(name)).content


@cache
def sealed(name: str = "credit_decision") -> bytes:
    """An example paper with the school's seal."""
    return sign(drawn(name), school())


@cache
def stamped() -> bytes:
    """The example decision with seal and timestamps (B-LTA)."""
    return sign(drawn(), stamping(school()))


def mark(sealer: Sealer) -> str:
    """The fingerprint by which a seal is known."""
    return fingerprint(sealer.signer.signing_cert)
