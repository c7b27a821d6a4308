"""Forty letters as people and machines send them, against what they hold."""

import hashlib
import json

import pytest

from mailroom.parsing import ParsedMail, parse, part_bytes
from tests.mailroom.parsing.letters import SAMPLE, sample

EXPECTED = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))
MACHINE = {"auto_reply", "bounce", "bulk"}


@pytest.mark.parametrize("row", EXPECTED, ids=[row["file"] for row in EXPECTED])
def test_senders_files_and_machine_kinds_come_out_exactly(row):
    raw = (SAMPLE / row["file"]).read_bytes()
    parsed = parse(raw)
    assert parsed.from_email == row["sender_email"]
    assert [{"filename": each.filename, "media_type": each.media_type} for each in parsed.attachments] == [
        {"filename": each["filename"], "media_type": each["media_type"]} for each in row["attachments"]
    ]
    assert [each.inline for each in parsed.attachments] == [
        bool(each.get("inline")) for each in row["attachments"]
    ]
    kind = row["kind_of_message"]
    assert parsed.machine_kind == (kind if kind in MACHINE else None)
    assert "\ufffd" not in parsed.text and "\x00" not in parsed.text
    assert not parsed.needs_human


@pytest.mark.parametrize("row", EXPECTED, ids=[row["file"] for row in EXPECTED])
def test_a_letter_survives_the_way_through_json(row):
    parsed = parse((SAMPLE / row["file"]).read_bytes())
    assert ParsedMail.from_json(json.loads(json.dumps(parsed.as_json()))) == parsed


def test_the_bytes_of_a_file_are_found_again_by_index():
    for row in EXPECTED:
        raw = (SAMPLE / row["file"]).read_bytes()
        for each in parse(raw).attachments:
            data = part_bytes(raw, each.index)
            assert data is not None
            assert hashlib.sha256(data).hexdigest() == each.sha256
            assert len(data) == each.size
    assert part_bytes(sample(1), 77) is None


def test_every_declared_course_title_can_be_read_in_the_text_or_a_table():
    for row in EXPECTED:
        parsed = parse((SAMPLE / row["file"]).read_bytes())
        for course in row["courses"]:
            if course["source"] in {"body", "html"} and course["title"]:
                words = " ".join(parsed.text.split())
                assert course["title"] in words, (row["file"], course["title"])


def test_a_table_of_the_html_keeps_its_rows_and_cells():
    table = parse(sample(40)).tables[0]
    assert table.rows[0] == ("№", "Наименование курса", "Кол-во ак. часов", "Форма аттестации", "Оценка")
    assert table.rows[1] == ("1", "Подготовка к ОГЭ по обществознанию", "64", "пробный экзамен", "4 (хорошо)")
    assert not table.quoted


def test_a_bounce_names_the_recipient_the_status_and_our_letter():
    bounce = parse(sample(8)).bounce
    assert bounce is not None
    assert (bounce.action, bounce.recipient, bounce.status) == ("failed", "mashasok77@mail.example", "5.1.1")
    assert bounce.original_message_id == "<ack-008@shkola.example>"
