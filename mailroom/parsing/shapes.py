"""What is known of a letter after parsing: frozen values that cross to the rest of the house as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

MachineKind = Literal["auto_reply", "bounce", "bulk"]
Action = Literal["failed", "delayed", "delivered", "relayed", "expanded"]


@dataclass(frozen=True)
class Table:
    """A table of the HTML body. Cells that a merged neighbour covers are empty strings."""

    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()  # row, column, rows spanned, columns spanned
    quoted: bool = False  # inside quoted earlier mail


@dataclass(frozen=True)
class Attachment:
    """One part that is a file. `index` finds its bytes again through part_bytes()."""

    index: int
    filename: str | None  # cleaned: no folders, no invisible or direction-changing characters
    media_type: str  # as the sender declared it
    detected: str | None  # by content
    inline: bool  # a picture that the HTML shows (logo, signature), not a document
    size: int
    sha256: str


@dataclass(frozen=True)
class Bounce:
    """A delivery status notification (RFC 3464) or what could be read from a free-form one."""

    action: Action
    recipient: str | None
    status: str | None  # "5.1.1"
    diagnostic: str | None
    original_message_id: str | None


@dataclass(frozen=True)
class ParsedMail:
    """A whole letter. Text is valid Unicode without control characters, lines end with LF."""

    from_name: str
    from_email: str | None
    reply_to: str | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    delivered_to: tuple[str, ...]
    subject: str
    date: str | None  # ISO 8601 with offset, as the sender claims
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    text: str  # everything the writer wrote, quotes included
    html_text: str  # the same from the HTML parts; empty when there were none
    tables: tuple[Table, ...]
    attachments: tuple[Attachment, ...]
    authentication: Mapping[str, str] | None  # {"spf": "pass", …} from our own server only
    machine_kind: MachineKind | None
    machine_reason: str
    no_answer_reason: str  # not empty: no automatic letter may go to this sender
    bounce: Bounce | None
    needs_human: tuple[str, ...] = ()  # codes: why a person has to look
    defects: tuple[str, ...] = field(default=())  # codes: what was wrong and mended
    hidden_text: str = ""  # of the HTML: words that nobody sees; never read, only told

    def as_json(self) -> dict[str, Any]:
        """A JSON-able dict with every key present."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "ParsedMail":
        """The inverse of as_json()."""
        values = dict(data)
        for name in ("to", "cc", "delivered_to", "references", "needs_human", "defects"):
            values[name] = tuple(values[name])
        values["tables"] = tuple(_table(each) for each in values["tables"])
        values["attachments"] = tuple(Attachment(**each) for each in values["attachments"])
        values["bounce"] = Bounce(**values["bounce"]) if values["bounce"] else None
        return cls(**values)


def _table(data: Mapping[str, Any]) -> Table:
    rows = tuple(tuple(row) for row in data["rows"])
    return Table(rows, tuple((m[0], m[1], m[2], m[3]) for m in data["merged"]), data["quoted"])
