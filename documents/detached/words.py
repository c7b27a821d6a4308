"""What people are told of a detached signature: validity first, then whose it is; never one for the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.detached.findings import Detached, Mathematics, Revocation, Standing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MATHEMATICS: "dict[str, StrOrPromise]" = {
    Mathematics.VALID: gettext_lazy("The signature holds: it was made over these very bytes."),
    Mathematics.OTHER_FILE: gettext_lazy(
        "It is not a signature of this file: another file was signed, or the file was changed."
    ),
    Mathematics.BROKEN: gettext_lazy("The signature is damaged: it does not fit its own certificate."),
    Mathematics.GARBAGE: gettext_lazy("This is not a file of a signature (CMS as DER, PEM or base64)."),
    Mathematics.TOO_LARGE: gettext_lazy("The file is too large for a signature: at most 1 MB."),
    Mathematics.ATTACHED: gettext_lazy(
        "The signed file lies inside the signature. A detached signature is needed: sign without joining the data."
    ),
    Mathematics.NO_CERTIFICATE: gettext_lazy(
        "The signer's certificate is missing. Sign once more with the certificate joined to the signature."
    ),
    Mathematics.SEVERAL: gettext_lazy(
        "The file holds the signatures of several people, or of none: one is needed."
    ),
    Mathematics.WEAK: gettext_lazy("The signature is made by an outdated algorithm and proves nothing."),
    Mathematics.NOT_CHECKED: gettext_lazy("The signature was not checked."),
}

STANDINGS: "dict[str, StrOrPromise]" = {
    Standing.QUALIFIED: gettext_lazy(
        "Qualified: a trusted authority stands behind the certificate, and it was valid when it was signed."
    ),
    Standing.UNKNOWN_ISSUER: gettext_lazy(
        "Not known to be qualified: the issuer is not among the trusted authorities."
    ),
    Standing.NO_LIST: gettext_lazy(
        "Not known to be qualified: this place keeps no list of trusted authorities."
    ),
    Standing.OUT_OF_TERM: gettext_lazy("Not qualified: the certificate was not valid when it was signed."),
    Standing.TIME_DOUBTFUL: gettext_lazy(
        "Not qualified: the signature says that it was made before the paper, or in the future."
    ),
    Standing.REVOKED: gettext_lazy(
        "Not valid: the certificate is revoked, and nothing proves that the signature was made before."
    ),
    Standing.NOT_NAMED_QUALIFIED: gettext_lazy(
        "Not known to be qualified: the authority is trusted, and its certificate is not a qualified one."
    ),
}

REVOCATIONS: "dict[str, StrOrPromise]" = {
    Revocation.GOOD: gettext_lazy("The list of revoked certificates does not name it."),
    Revocation.NOT_CHECKED: gettext_lazy(
        "Revocation was not checked: there is no current list of revoked certificates."
    ),
}

REASONS: "dict[str, StrOrPromise]" = {
    "no_openssl": gettext_lazy("The server has no openssl."),
    "no_gost": gettext_lazy("The server has no GOST algorithms: install libengine-gost-openssl."),
    "openssl_failed": gettext_lazy("openssl could not read it."),
    "timed_out": gettext_lazy("It took too long."),
}


DOUBTS: "dict[str, StrOrPromise]" = {
    "other_name": gettext_lazy("not in the name of the head"),
    "revocation_not_checked": gettext_lazy("revocation not checked"),
}

SHORT: "dict[str, StrOrPromise]" = {
    Standing.QUALIFIED: gettext_lazy("holds, qualified"),
    Standing.UNKNOWN_ISSUER: gettext_lazy("holds, issuer not known here"),
    Standing.NO_LIST: gettext_lazy("holds, issuer not known here"),
    Standing.NOT_NAMED_QUALIFIED: gettext_lazy("holds, not named qualified"),
}


def in_short(standing: str, assured: str, doubts: Sequence[str]) -> str:
    """«Верна, издатель здесь неизвестен; проверено на портале 28.11»: a kept signature in a line."""
    told = [str(DOUBTS[each]) for each in doubts if each in DOUBTS]
    return "; ".join(each for each in (str(SHORT.get(standing, standing)), assured, *told) if each)


def mathematics(found: Detached) -> str:
    """Whether it holds, in a sentence; with the reason when nothing was checked."""
    if found.standing is Standing.REVOKED:
        return _("This very file was signed, but with a certificate that is revoked.")
    said = str(MATHEMATICS[found.mathematics])
    if found.mathematics is not Mathematics.NOT_CHECKED:
        return said
    return f"{said} {REASONS.get(found.reason, REASONS['timed_out'])}"


def standing(found: Detached) -> str:
    """Whether it is qualified, and whether revocation was looked at; "" when it does not hold."""
    if found.standing is None:
        return ""
    return " ".join(filter(None, (str(STANDINGS[found.standing]), _revocation(found))))


def _revocation(found: Detached) -> str:
    if found.revocation is not Revocation.REVOKED:
        return str(REVOCATIONS[found.revocation]) if found.revocation else ""
    day = f"{datetime.fromisoformat(found.revoked_at):%d.%m.%Y}"
    return _("The certificate was revoked on %(day)s.") % {"day": day}


def whose(found: Detached) -> str:
    """«Жарков Андрей Павлович, сертификат 5C00FC…, выдан «Удостоверяющий центр»»; "" when nobody is named."""
    if not found.signer:
        return ""
    told = {"name": found.signer, "serial": found.serial.upper(), "issuer": found.issuer}
    return _("%(name)s, certificate %(serial)s, issued by %(issuer)s") % told
