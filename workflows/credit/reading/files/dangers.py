"""Dangers of an attached file, told by the same look that uploads get, before and beside the reading of its text."""

from collections.abc import Callable
from dataclasses import replace

from documents import inspection
from workflows.credit.reading.files.attachments import Extract

# The inspection's problems in the words of reading. What needs a program, a password or too much room is not read.
REASONS = {
    "damaged": "broken_file",
    "encrypted": "encrypted_file",
    "active": "active_content",
    "macros": "active_content",
    "pixels": "too_many_pixels",
    "bomb": "too_large_inside",
}
_UNREADABLE = frozenset({"encrypted", "pixels", "bomb"})
_VAGUE = frozenset({"", "image", "archive", "scan_without_text"})


def inspected(
    data: bytes, read_file: Callable[[bytes, str, str], Extract], filename: str, media_type: str
) -> Extract:
    """What is read of a file, with the danger that the inspection names when reading itself named none."""
    problem = inspection.examine(data).problem if data else None
    if problem in _UNREADABLE:
        return Extract(needs_eyes=True, reason=REASONS[problem or ""])
    extract = read_file(data, filename, media_type)
    if problem in REASONS and extract.reason in _VAGUE:
        return replace(extract, reason=REASONS[problem])
    return extract
