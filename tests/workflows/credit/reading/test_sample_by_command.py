"""The forty sample letters as an outside test sends them: `receive_mail`, then `show_case` of what was opened."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from scoring import FIELDS, accepted, marks

SAMPLE = Path(__file__).resolve().parents[4] / "fixtures" / "mail_sample"
EXPECTED = json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def answers(capsys, *arguments: str) -> list[dict]:
    with pytest.raises(SystemExit):
        call_command(*arguments)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def shown(capsys, number: str) -> dict:
    call_command("show_case", number)
    return json.loads(capsys.readouterr().out)


def without_the_desk(answer: dict) -> dict:
    """What no workflow takes lies on the office's desk, however well it was read."""
    return {**answer, "needs_human": [each for each in answer["needs_human"] if each != "unrouted"]}


def test_receive_mail_and_show_case_say_what_a_careful_clerk_would(school, capsys):
    said = answers(capsys, "receive_mail", *(str(SAMPLE / each["file"]) for each in EXPECTED))
    found = marks((expected, without_the_desk(each)) for expected, each in zip(EXPECTED, said, strict=True))
    assert not any(found.values()), found
    for expected, answer in zip(EXPECTED, said, strict=True):
        assert [each["filename"] for each in answer["attachments"]] == [
            each["filename"] for each in expected["attachments"]
        ]
        if answer["kind"] != "credit_application" or len(answer["cases"]) != 1 or answer["duplicate_of"]:
            continue
        lines = shown(capsys, answer["cases"][0]["number"])["lines"]
        assert len(lines) == len(expected["courses"])
        for number, line in enumerate(lines):
            for name in FIELDS:
                value = line[name] if line[name] != "" else None
                assert accepted(expected, f"courses[{number}].{name}", value), (expected["file"], line)
