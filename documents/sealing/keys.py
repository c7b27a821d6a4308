"""The key of the seal: the organisation's own (token or PKCS#12 file), or a self-made one in the data folder."""

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
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
from django.utils.module_loading import import_string

SELF_MADE = "seal.p12"  # in the data folder
SELF_MADE_NAME = "Zachetka self-made seal"
URI_SCHEME = "pkcs11:"
# By name: what speaks with tokens imports pyHanko, 0.8 s.
_READ_FROM_PKCS11 = "documents.sealing.tokens.certificate"
YEARS = 30  # a self-made certificate vouches for nothing but itself: its end would tell a reader nothing


@dataclass(frozen=True)
class Key:
    """The certificate, by whose SHA-256 the seal is known, and the key: in a PKCS#12 file, or on the token at `uri`."""

    certificate: x509.Certificate
    password: str = field(repr=False)  # of the file, or the PIN of the token
    pkcs12: bytes = field(default=b"", repr=False)
    uri: str = ""
    self_made: bool = False

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, hex."""
        return fingerprint(self.certificate)


def current() -> Key:
    """The key that new papers are sealed with, read once in a process. ImproperlyConfigured when it is unreadable."""
    where = settings.SEAL_KEY
    if not where:
        return _read(_self_made(Path(settings.DATA_DIR)), "", self_made=True)
    return _on_token(where, password()) if where.startswith(URI_SCHEME) else _read(Path(where), password())


def password() -> str:
    """The password of the file, or the PIN of the token. ImproperlyConfigured when its own file cannot be read."""
    if not settings.SEAL_PASSWORD_FILE:
        return str(settings.SEAL_PASSWORD)
    try:
        return Path(settings.SEAL_PASSWORD_FILE).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else "no text"
        raise ImproperlyConfigured(f"SEAL_PASSWORD_FILE cannot be read: {said}") from None


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
    return Key(certificate, password, pkcs12=content, self_made=self_made)


@cache
def _on_token(uri: str, pin: str) -> Key:
    read: Callable[[str], bytes] = import_string(_READ_FROM_PKCS11)
    return Key(x509.load_der_x509_certificate(read(uri)), pin, uri=uri)


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
