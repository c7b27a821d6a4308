"""What reading gets: one decoded letter. No bytes, no headers; the mailroom has done its part before."""

from dataclasses import dataclass

Table = tuple[tuple[str, ...], ...]

# A cell that a vertical merge covers: its value is shared by several rows and must never be split among them.
MERGED = "\u21d1"
# Beginnings of media types that hold nothing a person would read: signatures, calendars, cards.
TECHNICAL = (
    "application/pkcs7",
    "application/x-pkcs7",
    "application/pgp",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
)


@dataclass(frozen=True)
class Attachment:
    """One attached file with whatever text and tables could be taken from it."""

    index: int
    filename: str
    media_type: str
    inline: bool = False
    text: str | None = None
    tables: tuple[Table, ...] = ()
    needs_eyes: bool = False  # only a person can read it: a photo, a scan, an encrypted or unknown file
    reason: str = ""  # why it needs eyes, or what is suspicious in it; an English code word


@dataclass(frozen=True)
class Letter:
    """A decoded letter. `text` is the plain part (or empty), `html_text` the text of the HTML part (or
    empty)."""

    subject: str = ""
    from_name: str = ""
    from_email: str = ""
    text: str = ""
    html_text: str = ""
    tables: tuple[Table, ...] = ()  # tables of the HTML part, in order
    in_reply_to: bool = False  # the headers say it answers an earlier letter
    machine_kind: str | None = None  # auto_reply | bounce | bulk by header rules, or None for a human letter
    attachments: tuple[Attachment, ...] = ()
    hidden: bool = False  # the HTML part holds words that no reader sees; they are not here
