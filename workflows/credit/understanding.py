"""Raw mail to what was understood of it, as JSON. Runs in a child process with limits (see sandbox); pure.

Values that may not be trusted come out as null: the page shows them as suggestions with their source.
"""

import json
from dataclasses import asdict
from typing import Any

from mailroom import parsing
from mailroom.parsing import ParsedMail
from workflows.credit.reading import read
from workflows.credit.reading.attachments import read_attachment
from workflows.credit.reading.letter import MERGED, Letter
from workflows.credit.reading.values import FIELDS, Course, Reading, Value


def read_raw(raw: bytes) -> bytes:
    """Bytes of a message to the JSON that routing stores as its reading."""
    parsed = parsing.parse(raw)
    letter = letter_of(raw, parsed)
    reading = read(letter)
    answer = as_json(reading, letter)
    answer["attachments"] = [
        {"filename": each.filename, "media_type": each.media_type, "inline": each.inline}
        for each in parsed.attachments
    ]
    return json.dumps(answer, ensure_ascii=False).encode()


def letter_of(raw: bytes, parsed: ParsedMail) -> Letter:
    """The parsed mail as reading takes it; attachments are read for their text and tables."""
    return Letter(
        subject=parsed.subject,
        from_name=parsed.from_name,
        from_email=parsed.from_email or "",
        text=parsed.text,
        html_text=parsed.html_text,
        tables=tuple(table_of(each) for each in parsed.tables if not each.quoted),
        in_reply_to=bool(parsed.in_reply_to or parsed.references),
        machine_kind=parsed.machine_kind,
        attachments=tuple(
            read_attachment(
                parsing.part_bytes(raw, each.index) or b"",
                index=each.index,
                filename=each.filename or "",
                media_type=each.media_type,
                inline=each.inline,
            )
            for each in parsed.attachments
        ),
    )


def table_of(table: parsing.Table) -> tuple[tuple[str, ...], ...]:
    """Cells covered by a vertical merge are marked: their value is shared and never split."""
    rows = [list(row) for row in table.rows]
    for row, column, height, width in table.merged:
        for below in range(row + 1, min(row + height, len(rows))):
            for each in range(column, min(column + width, len(rows[below]))):
                rows[below][each] = MERGED
    return tuple(tuple(row) for row in rows)


def as_json(reading: Reading, letter: Letter) -> dict[str, Any]:
    """The reading in the shape that intake and the command take."""
    return {
        "kind": reading.kind,
        "applicant_name": trusted(reading.applicant),
        "applicant_role": reading.applicant_role,
        "student": trusted(reading.student),
        "student_birth_date": trusted(reading.student_birth_date),
        "students": [
            {"name": trusted(each.name), "birth_date": trusted(each.birth_date)} for each in reading.students
        ],
        "courses": [course(each, letter) for each in reading.courses],
        "missing": list(reading.missing),
        "needs_human": list(reading.needs_human),
        "handed_in_by": trusted(reading.handed_in_by),
        "reply_to": reading.applicant_email or None,
        "forwarded": reading.forwarded,
        "text": letter.text or letter.html_text,
    }


def trusted(value: Value) -> Any:
    """A value that may be used without a person; otherwise null."""
    return value.value if value.trusted else None


def course(each: Course, letter: Letter) -> dict[str, Any]:
    """One claimed course with the place each value was read at."""
    values = {name: getattr(each, name) for name in FIELDS}
    return {
        **{name: trusted(value) for name, value in values.items()},
        "needs_human": each.needs_human,
        "doubts": list(each.doubts),
        "student": each.student,
        "sources": {name: source(value, letter) for name, value in values.items() if value.source is not None},
    }


def source(value: Value, letter: Letter) -> dict[str, Any]:
    """Where a value stands, its words, and the rule that read it."""
    place = {key: found for key, found in asdict(value.source).items() if found is not None} if value.source else {}
    return {**place, "words": value.as_written, "rule": value.rule, "trusted": value.trusted}
