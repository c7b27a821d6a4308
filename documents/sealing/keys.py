"""The key of the seal: the organisation's own from a PKCS#12 file, or a self-made one kept in the data folder."""

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SELF_MADE = "seal.p12"  # in the data folder
SELF_MADE_NAME = "Zachetka self-made seal"
YEARS = 30  # a self-made certificate vouches for nothing but itself: its end would tell a reader nothing


@dataclass(frozen=True)
class Key:
    """Key and certificate as PKCS#12, and the certificate's SHA-256 by which the seal is known."""

    pkcs12: bytes
    password: bytes | None
    certificate: x509.Certificate
    self_made: bool

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, hex."""
        return fingerprint(self.certificate)


def current() -> Key:
    """The key that new papers are sealed with, read once in a process. ImproperlyConfigured when it is unreadable."""
    if settings.SEAL_KEY:
        return _read(Path(settings.SEAL_KEY), settings.SEAL_PASSWORD)
    return _read(_self_made(Path(settings.DATA_DIR)), "", self_made=True)


def ours() -> frozenset[str]:
    """Fingerprints of all seals of this organisation: the current one and the earlier ones of SEAL_EARLIER."""
    return frozenset(map(fingerprint, (current().certificate, *certificates(settings.SEAL_EARLIER))))


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the certificate, hex."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def pem(certificate: x509.Certificate) -> str:
    """The certificate as text, as SEAL_EARLIER keeps it and as a stranger gets it."""
    return certificate.public_bytes(Encoding.PEM).decode()


def certificates(path: str) -> list[x509.Certificate]:
    """The certificates of a PEM file; none when the path is empty. ImproperlyConfigured when it is unreadable."""
    if not path:
        return []
    try:
        return x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"no certificates in {path}: {error}") from error


def self_signed(called: str) -> bytes:
    """A fresh P-256 key and a certificate that it signs itself, as PKCS#12 without a password."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
    now = datetime.now(UTC)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, NoEncryption())


@cache
def _read(path: Path, password: str, *, self_made: bool = False) -> Key:
    secret = password.encode() or None
    try:
        content = path.read_bytes()
        key, certificate, _ = pkcs12.load_key_and_certificates(content, secret)
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"the seal's key {path} cannot be read: {error}") from error
    if key is None or certificate is None:
        raise ImproperlyConfigured(f"{path} holds no key with its certificate")
    return Key(content, secret, certificate, self_made)


def _self_made(folder: Path) -> Path:
    """Where the self-made key lies; made when there is none. Of processes that start together, one's key stays."""
    kept = folder / SELF_MADE
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".{SELF_MADE}.{os.getpid()}.{os.urandom(4).hex()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(self_signed(SELF_MADE_NAME))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept)
        fresh.unlink()
    return kept
