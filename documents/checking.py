"""Short addresses of papers: a random code of 80 bits that people can type, and its QR code. Knows no models."""

import io
import secrets

import segno

# Crockford's alphabet: no letter that is taken for another one or for a digit.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 16  # five bits each
MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})
NOBODY = "0" * LENGTH  # looked up in place of what cannot be a code, so that every guess costs the same


def fresh() -> str:
    """A new code; it is random and says nothing of the paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read(typed: str) -> str:
    """The code that somebody typed or scanned, in any case, with or without hyphens; NOBODY when it is none."""
    code = typed.strip().lower().translate(MISREAD)
    sound = len(code) == LENGTH and all(each in ALPHABET for each in code)
    return code if sound else NOBODY


def printed(code: str) -> str:
    """The code in groups, as people type it."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def address(base: str, code: str) -> dict[str, str]:
    """What a paper prints: the whole `url` for the QR code, and its two lines. `base` ends with a slash."""
    return {"url": f"{base}{code}/", "base": base.partition("://")[2], "code": printed(code)}


def picture(url: str) -> bytes:
    """The address as a QR code, SVG. Level M: a fold or a stamp over a corner does not hide it."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=2, xmldecl=False, nl=False)
    return out.getvalue()
