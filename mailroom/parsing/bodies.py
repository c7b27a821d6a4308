"""Which parts are what the writer wrote and which are files."""

import hashlib
from dataclasses import dataclass, field

import magic

from mailroom.parsing.charset import decode
from mailroom.parsing.filenames import clean_filename
from mailroom.parsing.html import decode_html, read_html
from mailroom.parsing.shapes import Attachment, Table
from mailroom.parsing.structure import Part

_TEXT_LIMIT = 2_000_000
_MOST_STUB_WORDS = 25
_REPORTS = {"message/delivery-status", "message/disposition-notification", "message/feedback-report"}
_SEALED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}


@dataclass
class Reading:
    """What the walk over the parts has gathered so far."""

    pieces: list[tuple[int, str, str]] = field(default_factory=list)  # branch, "plain" or "html", text
    tables: list[Table] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    needs_human: set[str] = field(default_factory=set)
    defects: set[str] = field(default_factory=set)

    def text(self) -> str:
        """All text in order: of two versions of the same words the plain one, unless it is empty."""
        return self._assembled("plain", "html")

    def html_text(self) -> str:
        """The same with the HTML version preferred; empty when there was no HTML at all."""
        return self._assembled("html", "plain") if any(kind == "html" for _, kind, _ in self.pieces) else ""

    def _assembled(self, wanted: str, other: str) -> str:
        chosen = []
        for branch, kind, text in self.pieces:
            twins = [t for b, k, t in self.pieces if branch and b == branch and k == wanted and t.strip()]
            whole = [t for b, k, t in self.pieces if branch and b == branch and k == "html"]
            if wanted == "plain":
                twins = [t for t in twins if not any(_stands_in(t, other) for other in whole)]
            stub = kind == "plain" and wanted == "plain" and any(_stands_in(text, other) for other in whole)
            if text.strip() and not stub and (kind == wanted or not twins):
                chosen.append(text.strip("\n"))
        return "\n\n".join(chosen)[:_TEXT_LIMIT]


def _stands_in(plain: str, html: str) -> bool:
    """Whether the plain version only stands in for the HTML one («this letter is in HTML»): short, and far shorter."""
    said, shown = (_words(text) for text in (plain, html))
    return said <= _MOST_STUB_WORDS and shown >= 4 * said + 15


def _words(text: str) -> int:
    return sum(len(line.split()) for line in text.splitlines() if not line.lstrip().startswith(">"))


def is_body(part: Part) -> bool:
    """True for text that belongs to the letter itself and not to a file."""
    if part.media_type not in {"text/plain", "text/html"} or part.disposition == "attachment":
        return False
    return filename(part) is None


def is_report(part: Part) -> bool:
    """True for the machine-readable parts of a delivery or read report."""
    in_report = "multipart/report" in part.parents
    return part.media_type in _REPORTS or (
        in_report and part.media_type in {"message/rfc822", "text/rfc822-headers"}
    )


def filename(part: Part) -> str | None:
    """The cleaned name from Content-Disposition, else from Content-Type."""
    written = part.disposition_parameters.get("filename") or part.parameters.get("name")
    return clean_filename(written)


def read(part: Part, index: int, reading: Reading) -> None:
    """Add one leaf to the reading."""
    if part.too_many:
        reading.needs_human.add("too_many_parameters")
    if part.media_type in _SEALED:
        reading.needs_human.add("encrypted")
    if is_body(part):
        _read_text(part, reading)
    elif not is_report(part) and part.media_type != "text/x-amp-html":
        _read_file(part, index, reading)


def _read_text(part: Part, reading: Reading) -> None:
    data = part.data()
    charset = part.parameters.get("charset")
    if part.media_type == "text/html":
        source, defects = decode_html(data, charset)
        text, tables, hidden, cut = read_html(source)
        reading.hidden.extend([hidden] if hidden else [])
        reading.tables.extend(tables)
        reading.pieces.append((part.branch, "html", text))
    else:
        text, defects = decode(data[: 2 * _TEXT_LIMIT], charset)
        cut = len(data) > 2 * _TEXT_LIMIT
        if part.parameters.get("format", "").lower() == "flowed":
            text = unflowed(text, part.parameters.get("delsp", "").lower() == "yes")
        reading.pieces.append((part.branch, "plain", text))
    if reading.hidden:
        reading.needs_human.add("hidden_text")
    reading.defects.update(defects)
    if "undecodable" in defects:
        reading.needs_human.add("undecodable_text")
    if cut:
        reading.needs_human.add("text_cut")


def _read_file(part: Part, index: int, reading: Reading) -> None:
    data = part.data()
    if not data and filename(part) is None:
        return
    if part.media_type in {"application/ms-tnef", "application/vnd.ms-tnef"}:
        reading.needs_human.add("winmail")
    reading.attachments.append(
        Attachment(
            index=index,
            filename=filename(part),
            media_type=part.media_type,
            detected=_detected(data),
            inline=_is_decoration(part),
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )
    )


def _is_decoration(part: Part) -> bool:
    """A picture inside multipart/related that the HTML refers to; phones send photos "inline" too, those are files."""
    return (
        part.media_type.startswith("image/")
        and part.disposition != "attachment"
        and "multipart/related" in part.parents
        and bool(part.content_id)
    )


def _detected(data: bytes) -> str | None:
    if not data:
        return None
    try:
        return str(magic.from_buffer(data[:65536], mime=True))
    except magic.MagicException:
        return None


def unflowed(text: str, delsp: bool) -> str:
    """format=flowed (RFC 3676): a line that ends with a space goes on, unless the quotation depth changes."""
    lines: list[list[str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        body = line[depth:]
        body = body[1:] if body.startswith(" ") else body
        flows = body.endswith(" ") and body != "-- "
        piece = body[:-1] if flows and delsp else body
        if open_depth == depth and body != "-- ":
            lines[-1].append(piece)
        else:
            lines.append([">" * depth + " " * bool(depth), piece])
        open_depth = depth if flows else None
    return "\n".join("".join(line).rstrip() for line in lines)
