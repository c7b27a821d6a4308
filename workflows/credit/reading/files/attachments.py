"""Bytes of one attached file → what can be read of it. Runs in a limited child process; never trusts the file.

Entry point for the sandbox: `workflows.credit.reading.files.attachments:read_json`. The payload is one line of JSON
(`{"filename": …, "media_type": …}`), a line feed, and the file's bytes; the answer is JSON with `text` (or null),
`tables`, `needs_eyes` and `reason` (an English code word, empty when there is nothing to say).
"""

import csv
import io
import json
from dataclasses import asdict, dataclass, field

from mailroom import parsing
from workflows.credit.reading.files.containers import Unreadable
from workflows.credit.reading.files.docx import read_docx
from workflows.credit.reading.files.pdf import read_pdf
from workflows.credit.reading.files.xlsx import read_xlsx
from workflows.credit.reading.letter import TECHNICAL

MOST_TEXT = 400_000
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_TECHNICAL = (
    *TECHNICAL,
    "message/delivery",
    "message/disposition",
    "message/feedback",
    "message/partial",
    "message/external",
)


@dataclass
class Extract:
    """What was taken from a file."""

    text: str | None = None
    tables: list[list[list[str]]] = field(default_factory=list)
    needs_eyes: bool = False
    reason: str = ""


def read_json(payload: bytes) -> bytes:
    """The sandbox's entry: header line and file bytes in, JSON out."""
    header, _, data = payload.partition(b"\n")
    about = json.loads(header or b"{}")
    extract = read_file(data, str(about.get("filename") or ""), str(about.get("media_type") or ""))
    return json.dumps(asdict(extract), ensure_ascii=False).encode()


def read_file(data: bytes, filename: str, media_type: str) -> Extract:
    """Read a file by what it is, not by what it is called."""
    try:
        return _by_content(data, filename.lower(), media_type.lower())
    except Unreadable as refused:
        return Extract(needs_eyes=True, reason=refused.reason)


def _by_content(data: bytes, name: str, media_type: str) -> Extract:
    if media_type.startswith(_TECHNICAL) or name.endswith((".p7s", ".sig", ".sgn", ".asc", ".ics", ".vcf")):
        return Extract(reason="technical_part")
    if media_type in {"message/rfc822", "message/global"} or name.endswith(".eml"):
        return _letter(data)
    if not data.strip():
        return Extract(needs_eyes=True, reason="empty_file")
    if b"%PDF-" in data[:1024]:
        text, tables, reason = read_pdf(data)
        return Extract(text, tables, reason=reason)
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(_IMAGES) or b"ftyphei" in data[:32] or b"ftypmif" in data[:32]:
        return Extract(needs_eyes=True, reason="image")
    if data.startswith(_ARCHIVES):
        return Extract(needs_eyes=True, reason="archive")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Extract(needs_eyes=True, reason="encrypted_or_old_office_file")
    return _plain(data, name, media_type)


def _letter(data: bytes) -> Extract:
    """A letter that was sent on as a file: its text under its writer's name. Files inside it are for a person."""
    mail = parsing.parse(data)
    tables = [[list(row) for row in table.rows] for table in mail.tables if not table.quoted]
    text = (
        f"От: {mail.from_name}\n\n{mail.text or mail.html_text}"
        if mail.from_name
        else mail.text or mail.html_text
    )
    eyes = any(not each.inline for each in mail.attachments) or not text.strip()
    return Extract(text[:MOST_TEXT], tables, needs_eyes=eyes, reason="letter_with_files" if eyes else "")


def _zipped(data: bytes) -> Extract:
    if b"word/document.xml" in data:
        text, tables, reason = read_docx(data)
        return Extract(text, tables, reason=reason)
    if b"xl/workbook.xml" in data:
        sheets, reason = read_xlsx(data)
        return Extract("", sheets, reason=reason)
    return Extract(needs_eyes=True, reason="archive")


def _plain(data: bytes, name: str, media_type: str) -> Extract:
    if not (
        media_type.startswith("text/") or name.endswith((".txt", ".csv", ".tsv", ".md"))
    ) or b"\x00" in data[:4096].replace(b"\xff\xfe", b""):
        return Extract(needs_eyes=True, reason="unknown_kind_of_file")
    if name.endswith((".htm", ".html", ".svg")) or "html" in media_type or "svg" in media_type:
        return Extract(needs_eyes=True, reason="active_content")
    text = _decode(data[: MOST_TEXT * 4])[:MOST_TEXT].replace("\r\n", "\n")
    if name.endswith((".csv", ".tsv")) or "csv" in media_type:
        return Extract("", [_csv(text)])
    return Extract(text)


def _decode(data: bytes) -> str:
    for charset in ("utf-8-sig", "cp1251"):
        try:
            return data.decode(charset)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1251", "replace")


def _csv(text: str) -> list[list[str]]:
    delimiter = max(";\t,", key=lambda char: text[:4000].count(char))
    try:
        return [row[:40] for row in csv.reader(io.StringIO(text[:MOST_TEXT]), delimiter=delimiter)][:2000]
    except csv.Error as error:
        raise Unreadable("broken_file") from error
