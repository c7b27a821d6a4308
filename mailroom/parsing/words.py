"""Header values as people wrote them: RFC 2047 encoded words, raw 8-bit text, RFC 2231 parameters."""

import base64
import binascii
import quopri
import re
from urllib.parse import unquote_to_bytes

from mailroom.parsing.charset import decode

LONGEST_VALUE = 64 * 1024
_MOST_PARAMETERS = 100
_ENCODED = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_SECTION = re.compile(r"^([^*]+)(?:\*(\d{1,3}))?(\*)?$")
_SPACES = re.compile(r"[ \t\r\n]+")


def header_text(raw: bytes) -> str:
    """An unfolded, decoded header value on one line."""
    text = raw[:LONGEST_VALUE].decode("latin-1")
    pieces: list[tuple[str | None, bytes]] = []
    position = 0
    for match in _ENCODED.finditer(text):
        between = text[position : match.start()]
        # White space between two encoded words is folding, not text (RFC 2047, 6.2).
        if between.strip() or not pieces or pieces[-1][0] is None:
            pieces.append((None, between.encode("latin-1")))
        data = _word_bytes(match.group(2), match.group(3))
        charset = match.group(1).lower()
        if pieces and pieces[-1][0] == charset:
            # Mailers cut a multi-byte letter between two words: join the bytes before decoding.
            pieces[-1] = (charset, pieces[-1][1] + data)
        else:
            pieces.append((charset, data))
        position = match.end()
    pieces.append((None, text[position:].encode("latin-1")))
    return one_line("".join(decode(data, charset)[0] for charset, data in pieces if data))


def one_line(text: str) -> str:
    """Runs of white space and line ends become one space: a header value can never hold another header."""
    return _SPACES.sub(" ", text.replace("\u2028", " ").replace("\u2029", " ")).strip()


def _word_bytes(encoding: str, payload: str) -> bytes:
    if encoding in "bB":
        return base64_bytes(payload.encode("latin-1"))
    return quopri.decodestring(payload.replace("_", " ").encode("latin-1"), header=True)


def base64_bytes(data: bytes) -> bytes:
    """Base64 with foreign characters skipped and a torn end tolerated."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


def parameters(raw: bytes) -> tuple[str, dict[str, str], bool]:
    """A structured value: the part before the first ";" in lower case, its parameters, and whether there
    were too many."""
    fields = _split(raw[:LONGEST_VALUE].replace(b"\r", b" ").replace(b"\n", b" "))
    too_many = len(fields) > _MOST_PARAMETERS + 1 or len(raw) > LONGEST_VALUE
    simple: dict[str, bytes] = {}
    sections: dict[str, list[tuple[int, bool, bytes]]] = {}
    for each in fields[1 : _MOST_PARAMETERS + 1]:
        name, separator, value = each.partition(b"=")
        matched = _SECTION.match(name.strip().lower().decode("latin-1"))
        if not separator or matched is None:
            continue
        base, number, star = matched.groups()
        if number is None and star is None:
            simple.setdefault(base, _unquoted(value.strip()))
        else:
            sections.setdefault(base, []).append((int(number or 0), bool(star), _unquoted(value.strip())))
    values = {name: header_text(value) for name, value in simple.items()}
    values.update({name: _joined(parts) for name, parts in sections.items()})
    return one_line(fields[0].decode("latin-1")).lower(), values, too_many


def _split(raw: bytes) -> list[bytes]:
    """Cut at ";" outside quotation marks; a mark that is never closed ends with the value."""
    fields, start, quoted, position = [], 0, False, 0
    while position < len(raw):
        byte = raw[position]
        if byte == 0x5C and quoted:
            position += 1
        elif byte == 0x22:
            quoted = not quoted
        elif byte == 0x3B and not quoted:
            fields.append(raw[start:position])
            start = position + 1
            if len(fields) > _MOST_PARAMETERS + 1:
                return fields
        position += 1
    return [*fields, raw[start:]]


def _unquoted(value: bytes) -> bytes:
    if len(value) >= 2 and value.startswith(b'"') and value.endswith(b'"'):
        return re.sub(rb"\\(.)", rb"\1", value[1:-1])
    return value.strip(b'"')


def _joined(parts: list[tuple[int, bool, bytes]]) -> str:
    """RFC 2231 continuations in order; the charset stands in the first, percent signs only in starred ones."""
    charset, data = None, b""
    for place, (_, starred, value) in enumerate(sorted(parts)):
        if starred and place == 0 and value.count(b"'") >= 2:
            name, _, rest = value.split(b"'", 2)
            charset, value = name.decode("latin-1"), rest
        data += unquote_to_bytes(value) if starred else value
    text = decode(data, charset)[0]
    return header_text(data) if "=?" in text and charset is None else one_line(text)
