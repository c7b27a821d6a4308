"""Signing with pyHanko: PAdES B-B, or B-LTA where an authority of timestamps is configured.

The seal certifies the file (no later change is allowed) and shows nothing: a visible field would break PDF/UA-1,
so the mark that people see is printed by the template. The update is incremental: the rendered bytes stay.
"""

import io
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer, SimpleSigner
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, TimestampDSSContentSettings
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from documents.sealing import keys, tokens

log = logging.getLogger(__name__)

FIELD = "Seal"
ROOM = 16_384  # hex digits kept for the signature: with a chain of three certificates about 9,000 are used
STAMPED_ROOM = 32_768  # with a timestamp inside
PATIENCE = 10  # seconds that the authority of timestamps may take

# What verifies a timestamp is added before it: nothing lies behind the last one, and its end is the file's.
ENDS_WITH_STAMP = DSSContentSettings(
    include_vri=False,
    next_ts_settings=TimestampDSSContentSettings(include_vri=False, update_before_ts=True),
)


@dataclass(frozen=True)
class Sealer:
    """What is prepared once in a process. `roots`: whom the seal's and the timestamps' certificates lead to."""

    signer: Signer
    timestamper: TimeStamper | None = None
    roots: tuple[x509.Certificate, ...] = field(default=())


def seal(content: bytes) -> bytes:
    """The content, sealed as configured. A term does not wait for a silent authority of timestamps: B-B then."""
    sealer = prepare()
    if sealer.timestamper is None:
        return sign(content, sealer)
    try:
        return sign(content, sealer)
    except (TimestampRequestError, ValidationError, PathError) as error:
        log.warning("sealed without a timestamp: %s", type(error).__name__)
        return sign(content, Sealer(sealer.signer))


def prepare() -> Sealer:
    """What the settings say, read once in a process. ImproperlyConfigured when key, token or roots cannot be read."""
    return _sealer(keys.current(), settings.TIMESTAMP_URL, settings.SEAL_TRUST)


def sign(content: bytes, sealer: Sealer) -> bytes:
    """The content with one more revision: the seal, and with a timestamper what B-LTA needs."""
    stamped = sealer.timestamper is not None
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        embed_validation_info=stamped,
        use_pades_lta=stamped,
        validation_context=_trust(sealer) if stamped else None,
        dss_settings=ENDS_WITH_STAMP,
    )
    signer = PdfSigner(metadata, sealer.signer, timestamper=sealer.timestamper)
    writer, room = IncrementalPdfFileWriter(io.BytesIO(content)), STAMPED_ROOM if stamped else ROOM
    # pyHanko starts an event loop of its own, which a thread that already runs one refuses.
    with ThreadPoolExecutor(max_workers=1) as aside:
        task = aside.submit(signer.sign_pdf, writer, bytes_reserved=room, output=io.BytesIO())
        sealed: io.BytesIO = task.result()
    return sealed.getvalue()


def signer_of(pkcs12: bytes, password: bytes | None = None) -> SimpleSigner:
    """What signs with the key of a PKCS#12 file; its further certificates go into the seal."""
    signer: SimpleSigner = SimpleSigner.load_pkcs12_data(pkcs12, other_certs=(), passphrase=password)
    return signer


@cache
def _sealer(key: keys.Key, timestamp_url: str, trust: str) -> Sealer:
    signer = _on_token(key) if key.uri else signer_of(key.pkcs12, key.password.encode() or None)
    if not timestamp_url:
        return Sealer(signer)
    trusted = [x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in keys.certificates(trust)]
    own = [signer.signing_cert] if key.self_made else []
    return Sealer(signer, HTTPTimeStamper(timestamp_url, timeout=PATIENCE), (*own, *trusted))


def _on_token(key: keys.Key) -> Signer:
    certificate = x509.Certificate.load(key.certificate.public_bytes(Encoding.DER))
    signer = tokens.TokenSigner(tokens.address(key.uri), key.password, certificate)
    signer.prepare()
    return signer


def _trust(sealer: Sealer) -> ValidationContext:
    """A fresh one for each file: it remembers what it fetched. Revocation lists are asked for when there are any."""
    return ValidationContext(trust_roots=sealer.roots or None, allow_fetching=True)
