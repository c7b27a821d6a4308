"""Whom an answer goes to: the whole address that was written, or nobody until a person has looked."""

import pytest

from mailroom.parsing import parse
from tests.mailroom.parsing.letters import letter

LONG = "a" * 65


def sent_by(*headers: str):
    whole = letter("Здравствуйте").replace(b"From: Anna Petrova <anna@mail.example>\r\n", b"", 1)
    return parse("\r\n".join(headers).encode() + b"\r\n" + whole)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Анна <anna@mail.example>", "anna@mail.example"),
        ("Анна anna@mail.example", "anna@mail.example"),
        ("anna@mail.example (Анна)", "anna@mail.example"),
        ("<mailto:anna@mail.example>", "anna@mail.example"),
        ('"director@school.example" <evil@mail.example>', "evil@mail.example"),
        ("a%b@c.example@mail.example", None),
        ('"anna@mail.example"@evil.example', None),
        ('<"anna@mail.example "@evil.example>', None),
        (f"{LONG}@mail.example", None),
        ("Анна <anna@[192.0.2.1]>", None),
    ],
)
def test_a_part_of_an_address_is_not_taken_for_the_sender(written, read):
    parsed = sent_by(f"From: {written}")
    assert (parsed.from_email, "no_sender" in parsed.needs_human) == (read, read is None)


@pytest.mark.parametrize(
    "headers",
    [
        ["From: anna@mail.example, evil@mail.example"],
        ["From: anna@mail.example", "From: evil@mail.example"],
    ],
)
def test_a_letter_of_several_senders_is_pointed_out(headers):
    parsed = sent_by(*headers)
    assert (parsed.from_email, parsed.needs_human) == ("anna@mail.example", ("several_senders",))


def test_no_mark_turns_the_direction_of_the_page():
    parsed = parse(letter("от\u202e мамы\u2069", subject="\u202eЗачёт\u200b"))
    assert (parsed.subject, parsed.text) == ("Зачёт", "от мамы")
