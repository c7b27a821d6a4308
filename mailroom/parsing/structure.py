"""The tree of parts. Python's compat32 parser finds the parts; guards before it keep bombs from it.

Never raises: what is too deep, too wide or too long comes back as a code, with the headers alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser
from io import BytesIO

from mailroom.parsing.words import base64_bytes, parameters

LARGEST = 60 * 1024 * 1024
LARGEST_HEADERS = 256 * 1024
_LONGEST_PART_HEADER = 32 * 1024
MOST_PARTS = 300
DEEPEST = 30
_CRLF = policy.compat32.clone(linesep="\r\n")
_BOUNDARY = re.compile(rb"boundary\s*(?:\*0?\*?)?=\s*\"?([^\"\r\n;]{1,200})", re.IGNORECASE)
_CONTENT_HEADER = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(rb"^([!-9;-~]{1,100})[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """A leaf of the tree, its body still encoded."""

    node: Message
    media_type: str  # "text/plain"
    parameters: dict[str, str]
    disposition: str  # "attachment", "inline" or ""
    disposition_parameters: dict[str, str]
    content_id: str
    parents: tuple[str, ...]  # media types from the root down
    branch: int  # which multipart/alternative the part belongs to, 0 for none
    too_many: bool

    def data(self) -> bytes:
        """The decoded bytes of the part."""
        return part_data(self.node)


def header_block(raw: bytes) -> tuple[bytes, bool]:
    """The bytes before the first empty line, cut at LARGEST_HEADERS, and whether they had to be cut."""
    if raw.startswith((b"\n", b"\r\n")):
        return b"", False
    ends = [end for end in (raw.find(b"\n\n"), raw.find(b"\n\r\n")) if end >= 0]
    end = min(ends) if ends else len(raw)
    return raw[: min(end, LARGEST_HEADERS)], end > LARGEST_HEADERS


def fields(block: bytes) -> list[tuple[str, bytes]]:
    """(name in lower case, raw value) of every header field, in order."""
    return [(match.group(1).decode("ascii").lower(), match.group(2)) for match in _FIELD.finditer(block)]


def bomb(raw: bytes) -> str | None:
    """The code of the limit that these bytes break, or None."""
    if len(raw) > LARGEST:
        return "too_large"
    if header_block(raw)[1]:
        return "header_too_large"
    boundaries = set(_BOUNDARY.findall(raw))
    nested = len(re.findall(rb"^content-type:\s*message/", raw, re.IGNORECASE | re.MULTILINE))
    if len(boundaries) > DEEPEST or nested > DEEPEST:
        return "too_deep"
    if sum(raw.count(b"\n--" + boundary.strip()) for boundary in boundaries) > 2 * MOST_PARTS:
        return "too_many_parts"
    if any(match.end() - match.start() > _LONGEST_PART_HEADER for match in _CONTENT_HEADER.finditer(raw)):
        return "too_many_parameters"
    return None


def tree(raw: bytes) -> Message:
    """The parsed tree of bytes that passed bomb()."""
    return BytesParser(policy=policy.compat32).parsebytes(raw)


def leaves(root: Message) -> Iterator[Part]:
    """Leaves in reading order, MOST_PARTS at most. An attached message is a leaf: it is not opened here."""
    stack: list[tuple[Message, tuple[str, ...], int]] = [(root, (), 0)]
    count = branches = 0
    while stack and count < MOST_PARTS:
        node, parents, branch = stack.pop()
        part = describe(node, parents, branch)
        payload = _payload(node)
        if part.media_type.startswith("multipart/") and isinstance(payload, list) and payload:
            if part.media_type == "multipart/alternative" and branch == 0:
                branches += 1
                branch = branches
            children = [each for each in payload if isinstance(each, Message)]
            stack.extend((each, (*parents, part.media_type), branch) for each in reversed(children))
            continue
        count += 1
        yield part


def describe(node: Message, parents: tuple[str, ...], branch: int) -> Part:
    """Read the MIME headers of one node."""
    media_type, values, too_many = parameters(raw_header(node, "content-type"))
    if "/" not in media_type:
        media_type = "message/rfc822" if parents[-1:] == ("multipart/digest",) else "text/plain"
    disposition, more, also = parameters(raw_header(node, "content-disposition"))
    return Part(
        node=node,
        media_type=media_type[:127],
        parameters=values,
        disposition=disposition,
        disposition_parameters=more,
        content_id=raw_header(node, "content-id").decode("latin-1").strip(" <>\r\n\t"),
        parents=parents,
        branch=branch,
        too_many=too_many or also,
    )


def raw_header(node: Message, name: str) -> bytes:
    """The first value of a header as bytes."""
    for key, value in node.raw_items():
        if key.lower() == name:
            return str(value).encode("utf-8", "surrogateescape")
    return b""


def part_data(node: Message) -> bytes:
    """Decoded bytes of a leaf or, for an attached message, its own bytes."""
    payload = _payload(node)
    encoding = raw_header(node, "content-transfer-encoding").strip().lower()
    if isinstance(payload, list):
        inner = b"".join(flat(each) for each in payload if isinstance(each, Message))
        return base64_bytes(inner) if encoding == b"base64" else inner
    data = str(payload or "").encode("utf-8", "surrogateescape")
    if encoding == b"base64":
        return base64_bytes(data)
    if encoding == b"quoted-printable":
        return quoted_printable(data)
    if encoding in {b"x-uuencode", b"uuencode", b"x-uue"}:
        decoded = node.get_payload(decode=True)
        return decoded if isinstance(decoded, bytes) else data
    return data


def quoted_printable(data: bytes) -> bytes:
    """Quoted-printable with wrong escapes kept as they stand."""
    data = re.sub(rb"=[ \t]*\r?\n", b"", data)
    return re.sub(rb"=([0-9A-Fa-f]{2})", lambda match: bytes([int(match.group(1), 16)]), data)


def _payload(node: Message) -> object:
    """The payload as the parser left it: get_payload() "repairs" 8-bit text by whatever charset is declared."""
    return vars(node)["_payload"]


def flat(node: Message) -> bytes:
    """A message as bytes again, with the line ends of RFC 5322."""
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, maxheaderlen=0, policy=_CRLF).flatten(node)
    return out.getvalue()
