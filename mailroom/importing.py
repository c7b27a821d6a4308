"""Saved mail: an .eml file is one letter, an mbox file several. Byte-exact except for mbox's own quoting."""

import re

from mailroom.parsing import structure

# RFC 4155: a separator follows an empty line or begins the file, and ends with a date.
_SEPARATOR = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]{1,300}\b\d{4}\b[^\n]{0,40}\r?\n(?=[!-9;-~]+[ \t]*:)"
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def split(data: bytes) -> list[bytes]:
    """The letters of a file, in order: one for an .eml, any number for an mbox; none for an empty file."""
    starts = list(_SEPARATOR.finditer(data))
    if not starts or starts[0].start() != 0:
        return [data] if data.strip() else []
    ends = [each.start() for each in starts[1:]] + [len(data)]
    return [_letter(data[start.end() : end]) for start, end in zip(starts, ends, strict=True)]


def _letter(data: bytes) -> bytes:
    """Without the empty line before the next separator and without one level of ">From " quoting."""
    for ending in (b"\r\n\r\n", b"\n\n"):
        if data.endswith(ending):
            data = data[: -len(ending) // 2]
            break
    return _QUOTED.sub(rb"\1", data)


def looks_like_mail(letter: bytes) -> bool:
    """True when the bytes begin with a header line that letters have."""
    block = structure.header_block(letter)[0]
    names = {name for name, _ in structure.fields(block)}
    return bool(names & {"from", "received", "subject", "date", "message-id", "return-path"})
