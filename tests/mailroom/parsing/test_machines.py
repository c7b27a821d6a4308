"""Who is a machine and who is a person."""

import pytest

from mailroom.parsing import parse
from tests.mailroom.parsing.letters import letter


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Auto-Submitted: auto-replied", "auto_reply"),
        ("Auto-Submitted: auto-generated; x=y", "auto_reply"),
        ("X-Autoreply: yes", "auto_reply"),
        ("X-Autorespond: x", "auto_reply"),
        ("Precedence: auto_reply", "auto_reply"),
        ("Precedence: bulk", "bulk"),
        ("Precedence: list", "bulk"),
        ("List-Id: <news.example>", "bulk"),
        ("List-Unsubscribe: <https://x.example>", "bulk"),
        ("Return-Path: <>", "auto_reply"),
        ("X-Zachetka-Loop: 1", "auto_reply"),
        ("Auto-Submitted: no", None),
        ("Return-Path: <anna@mail.example>", None),
        ("X-Priority: 1", None),
    ],
)
def test_a_header_tells_machines_from_people(header, kind):
    parsed = parse(letter("x", header))
    assert parsed.machine_kind == kind
    assert bool(parsed.no_answer_reason) == bool(kind)


@pytest.mark.parametrize(
    "subject",
    ["Автоматический ответ: Заявление", "Автоответ: нет на месте", "Out of Office: x", "Automatic reply: y"],
)
def test_an_away_notice_without_headers_is_known_by_its_subject(subject):
    assert parse(letter("x", subject=subject)).machine_kind == "auto_reply"


def test_a_person_who_writes_of_automation_stays_a_person():
    assert parse(letter("x", subject="Курс «Автоматический ответ системы»: зачёт")).machine_kind is None


def test_an_address_that_wants_no_answer_gets_none_but_is_read_by_people():
    raw = letter("x").replace(b"anna@mail.example", b"no-reply@gosuslugi.example")
    parsed = parse(raw)
    assert parsed.machine_kind is None and parsed.no_answer_reason == "no_reply_address"
    assert parse(letter("x", "X-Auto-Response-Suppress: All")).no_answer_reason == "suppressed"


def test_a_qmail_style_bounce_without_a_report_is_still_a_bounce():
    raw = letter(
        "Hi. This is the qmail-send program.\n<no@mail.example>:\n5.1.1 Sorry\n\nMessage-ID: <abc@sever.example>\n",
        "Return-Path: <>",
        subject="failure notice: undeliverable",
    ).replace(b"anna@mail.example", b"MAILER-DAEMON@mail.example")
    parsed = parse(raw)
    assert parsed.machine_kind == "bounce" and parsed.bounce is not None
    assert parsed.bounce.recipient == "no@mail.example"
    assert parsed.bounce.original_message_id == "<abc@sever.example>"


def test_only_our_own_server_is_believed_about_authentication():
    forged = "Authentication-Results: mx.evil.example; spf=pass; dkim=pass; dmarc=pass"
    ours = "Authentication-Results: mx.sever.example; spf=fail smtp.mailfrom=x; dkim=none; dmarc=fail"
    assert parse(letter("x", forged), "mx.sever.example").authentication is None
    assert parse(letter("x", ours, forged), "mx.sever.example").authentication == {
        "spf": "fail",
        "dkim": "none",
        "dmarc": "fail",
    }
    assert parse(letter("x", forged, ours), "mx.sever.example").authentication is None
    assert parse(letter("x", ours)).authentication is None
