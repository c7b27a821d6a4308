"""Raw mail to what was understood of it, as JSON. Runs in a child process with limits (see sandbox); pure.

Values that may not be trusted come out as null: the page shows them as suggestions with their source.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from mailroom import parsing
from workflows.credit.reading import Letter, read
from workflows.credit.reading.adapter import extract_from_json, letter_of
from workflows.credit.reading.files import scanned
from workflows.credit.reading.files.attachments import Extract, read_file
from workflows.credit.reading.files.dangers import inspected
from workflows.credit.reading.values import FIELDS, Course, Reading, Value


def read_raw(raw: bytes) -> bytes:
    """Bytes of a message to the JSON that routing stores as its reading."""
    parsed = parsing.parse(raw)
    return _answer(parsed, {each.index: _extract(each, raw) for each in parsed.attachments})


def list_files(raw: bytes) -> bytes:
    """The indexes of the attached files as JSON, for when the whole cannot be read at once (see apart)."""
    return json.dumps([each.index for each in parsing.parse(raw).attachments]).encode()


def read_one(payload: bytes) -> bytes:
    """«index, line feed, message» to what is read of that one attached file, as JSON."""
    index, _, raw = payload.partition(b"\n")
    each = next(each for each in parsing.parse(raw).attachments if each.index == int(index))
    return json.dumps(asdict(_extract(each, raw)), ensure_ascii=False).encode()


def read_with(payload: bytes) -> bytes:
    """«JSON of what was read of each file, line feed, message» to the same answer as read_raw."""
    said, _, raw = payload.partition(b"\n")
    extracts = {int(index): extract_from_json(each) for index, each in json.loads(said).items()}
    return _answer(parsing.parse(raw), extracts)


def read_scan(payload: bytes) -> bytes:
    """JSON of pages of words (see reading.scanned.rows) to the JSON of the rows found there."""
    return json.dumps(scanned.rows(json.loads(payload)), ensure_ascii=False).encode()


def is_scan(data: bytes) -> bytes:
    """JSON: whether a PDF has no words of its own, so that a picture of them has to be read."""
    extract = inspected(data, read_file, "", "application/pdf")
    return json.dumps(not (extract.text or extract.tables)).encode()


def _extract(each: parsing.Attachment, raw: bytes) -> Extract:
    data = parsing.part_bytes(raw, each.index) or b""
    return inspected(data, read_file, each.filename or "", each.detected or each.media_type)


def _answer(parsed: parsing.ParsedMail, extracts: Mapping[int, Extract]) -> bytes:
    letter = letter_of(parsed, extracts)
    answer = as_json(read(letter), letter)
    answer["attachments"] = [
        {"filename": each.filename, "media_type": each.media_type, "inline": each.inline}
        for each in parsed.attachments
    ]
    answer["files"] = [
        {
            "index": each.index,
            "filename": each.filename,
            "sha256": each.sha256,
            "problem": extracts[each.index].reason,
        }
        for each in parsed.attachments
        if each.index in extracts
    ]
    return json.dumps(answer, ensure_ascii=False).encode()


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
        "sources": {
            name: source(value, letter) for name, value in values.items() if value.source is not None
        },
    }


def source(value: Value, letter: Letter) -> dict[str, Any]:
    """Where a value stands, its words, and the rule that read it."""
    place = (
        {key: found for key, found in asdict(value.source).items() if found is not None}
        if value.source
        else {}
    )
    return {**place, "words": value.as_written, "rule": value.rule, "trusted": value.trusted}
