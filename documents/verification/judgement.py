"""What a file is found to be. Plain values: they cross from the child process as JSON."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Finding(StrEnum):
    """One word for what a file is, from its bytes and the fingerprints of our seals alone."""

    INTACT = "intact"  # as it was sealed, whole
    ALTERED = "altered"  # bytes under the seal are others than those sealed
    CUT_SHORT = "cut_short"  # its end is missing
    JUNK_APPENDED = "junk_appended"  # sealed and whole, with bytes behind it that no reader shows
    PAGES_CHANGED = "pages_changed"  # pages added or hidden by a later revision
    CHANGED_LATER = "changed_later"  # something else is changed by a later revision: `detail` says what
    SEAL_MISSING = "seal_missing"  # made by this product, and no seal in it: removed, or a draft
    FOREIGN_SEAL = "foreign_seal"  # sealed by somebody else: `signer` says who
    NOT_OURS = "not_ours"  # a PDF that this product did not make
    NOT_A_PDF = "not_a_pdf"
    UNREADABLE = "unreadable"  # a PDF that cannot be opened, or that took too long


@dataclass(frozen=True)
class Judgement:
    """The finding and its grounds; what is not known is empty.

    `signer` is the name in the seal's certificate, `fingerprint` that certificate's SHA-256. `sealed_at` is what the
    seal says of itself, `stamped_at` what an authority of timestamps says (whose trust is not examined); both ISO.
    `issued_sha256` is the file as it once was sealed, when it is a beginning of these bytes.
    """

    finding: Finding
    sha256: str
    signer: str = ""
    fingerprint: str = ""
    sealed_at: str = ""
    stamped_at: str = ""
    issued_sha256: str = ""
    detail: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Every field by its name."""
        return asdict(self)


def from_json(values: dict[str, Any]) -> Judgement:
    """The judgement that `as_json` wrote."""
    return Judgement(
        **{**values, "finding": Finding(values["finding"]), "detail": tuple(values["detail"])},
    )
