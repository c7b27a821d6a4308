"""From the mailroom's parsed mail and the extracts of its files to the letter that reading takes."""

from collections.abc import Mapping
from typing import Any

from mailroom.parsing import ParsedMail
from mailroom.parsing.shapes import Table as MailTable
from workflows.credit.reading.files.attachments import Extract
from workflows.credit.reading.letter import MERGED, Attachment, Letter, Table


def letter_of(mail: ParsedMail, extracts: Mapping[int, Extract]) -> Letter:
    """The letter of a parsed mail; `extracts` by attachment index, a missing one counts as not yet
    readable."""
    return Letter(
        subject=mail.subject,
        from_name=mail.from_name,
        from_email=mail.from_email or "",
        text=mail.text,
        html_text=mail.html_text,
        tables=tuple(_table(each) for each in mail.tables if not each.quoted),
        in_reply_to=bool(mail.in_reply_to or mail.references),
        machine_kind=mail.machine_kind,
        attachments=tuple(_attachment(each, extracts.get(each.index)) for each in mail.attachments),
        hidden=bool(mail.hidden_text),
    )


def extract_from_json(data: Mapping[str, Any]) -> Extract:
    """What attachments.read_json answered, as an Extract."""
    return Extract(
        data["text"],
        [[list(row) for row in table] for table in data["tables"]],
        data["needs_eyes"],
        data["reason"],
    )


def _attachment(file: Any, extract: Extract | None) -> Attachment:
    extract = extract or Extract(needs_eyes=True, reason="not_read")
    tables = tuple(tuple(tuple(row) for row in table) for table in extract.tables)
    media_type = file.detected or file.media_type
    return Attachment(
        file.index,
        file.filename or "",
        media_type,
        file.inline,
        extract.text,
        tables,
        extract.needs_eyes,
        extract.reason,
    )


def _table(table: MailTable) -> Table:
    """The table with the cells that a vertical merge covers marked as shared."""
    rows = [list(row) for row in table.rows]
    for row, column, down, across in table.merged:
        for low in range(row + 1, min(row + down, len(rows))):
            for index in range(column, min(column + across, len(rows[low]))):
                rows[low][index] = MERGED
    return tuple(tuple(row) for row in rows)
