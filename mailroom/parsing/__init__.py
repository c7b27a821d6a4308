"""Understanding of raw mail. Pure: no Django, no network, no files; any bytes give a ParsedMail."""

from mailroom.parsing.letter import parse, part_bytes
from mailroom.parsing.shapes import Attachment, Bounce, ParsedMail, Table

__all__ = ["Attachment", "Bounce", "ParsedMail", "Table", "parse", "part_bytes"]
