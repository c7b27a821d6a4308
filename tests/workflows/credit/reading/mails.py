"""Letters for the tests of reading: raw mail through the mailroom's parser, plain builders for the rest."""

from mailroom.parsing import parse, part_bytes
from workflows.credit.reading import Attachment, Letter
from workflows.credit.reading.adapter import letter_of
from workflows.credit.reading.files.attachments import read_file


def from_raw(raw: bytes) -> Letter:
    mail = parse(raw)
    return letter_of(
        mail,
        {
            one.index: read_file(
                part_bytes(raw, one.index), one.filename or "", one.detected or one.media_type
            )
            for one in mail.attachments
        },
    )


def plain(text: str, subject: str = "Заявление", name: str = "", **more: object) -> Letter:
    return Letter(subject=subject, from_name=name, from_email="pismo@mail.example", text=text, **more)  # type: ignore[arg-type]


__all__ = ["Attachment", "from_raw", "plain"]
