"""What a detached signature is found to be. Plain values: they cross from the child process as JSON."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Mathematics(StrEnum):
    """Whether this key signed these very bytes; nothing about whose key it is."""

    VALID = "valid"
    OTHER_FILE = "other_file"  # a signature of another file, or the file was changed
    BROKEN = "broken"  # the signature itself does not fit its key
    GARBAGE = "garbage"  # no CMS signature at all
    TOO_LARGE = "too_large"
    ATTACHED = "attached"  # carries the signed content inside
    NO_CERTIFICATE = "no_certificate"  # of the signer, inside
    SEVERAL = "several"  # several signers, or none
    WEAK = "weak"  # by an algorithm that proves nothing any more
    NOT_CHECKED = "not_checked"  # `reason` says why


class Standing(StrEnum):
    """Whether a mathematically valid signature is a qualified one, by the authorities that this place trusts."""

    QUALIFIED = "qualified"
    UNKNOWN_ISSUER = "unknown_issuer"  # no trusted authority stands behind the certificate
    NO_LIST = "no_list"  # this place keeps no list of trusted authorities
    OUT_OF_TERM = "out_of_term"  # the certificate was not valid when it was signed
    TIME_DOUBTFUL = "time_doubtful"  # signed before the paper was made, or in the future, by its own account
    NOT_NAMED_QUALIFIED = "not_named_qualified"  # trusted authority, and not a qualified certificate
    REVOKED = "revoked"  # the certificate was taken back, and nothing proves that the signature is older
    NOT_CHECKED = "not_checked"


class Revocation(StrEnum):
    """What the lists of revoked certificates say, those that this place keeps and those that came along."""

    GOOD = "good"  # a list in its term does not name the certificate
    REVOKED = "revoked"
    NOT_CHECKED = "not_checked"  # no list of this authority, or only an outdated one


@dataclass(frozen=True)
class Detached:
    """The finding and its grounds; what is not known is empty. Moments are ISO; `signed_at` is the signer's own word.

    revocation: None unless a trusted authority stands behind the certificate; revoked_at: since when it is revoked.
    serial: of the certificate, hex. fingerprint: SHA-256 of the certificate, hex. reason: a code, see words.REASONS.
    """

    mathematics: Mathematics
    standing: Standing | None = None  # None unless mathematically valid
    reason: str = ""
    signer: str = ""
    issuer: str = ""
    serial: str = ""
    fingerprint: str = ""
    valid_from: str = ""
    valid_to: str = ""
    signed_at: str = ""
    revocation: Revocation | None = None
    revoked_at: str = ""
    algorithm: str = ""  # "GOST R 34.10-2012", "RSA", "ECDSA"

    @property
    def is_valid(self) -> bool:
        """Mathematically valid, whoever signed, unless with a revoked certificate."""
        return self.mathematics is Mathematics.VALID and self.standing is not Standing.REVOKED

    @property
    def is_qualified(self) -> bool:
        """Valid, and qualified by the authorities trusted here."""
        return self.is_valid and self.standing is Standing.QUALIFIED

    def as_json(self) -> dict[str, Any]:
        """Every field by its name."""
        return asdict(self)


def from_json(values: dict[str, Any]) -> Detached:
    """The finding that `as_json` wrote."""
    standing, revocation = values["standing"], values["revocation"]
    return Detached(
        **{
            **values,
            "mathematics": Mathematics(values["mathematics"]),
            "standing": Standing(standing) if standing else None,
            "revocation": Revocation(revocation) if revocation else None,
        }
    )
