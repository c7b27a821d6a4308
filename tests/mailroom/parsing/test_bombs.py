"""Letters made to choke a parser: each ends quickly, with the reason, and the sender still known."""

import pytest

import sandbox
from mailroom.parsing import parse, structure
from tests.mailroom.parsing.letters import letter

TOP = b"From: Anna <anna@mail.example>\r\nSubject: x\r\n"


def nested(depth: int) -> bytes:
    layers = [b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)]
    return TOP + b"".join(layers) + b"Content-Type: text/plain\r\n\r\nhi\r\n"


BOMBS = {
    "depth": (nested(2000), "too_deep"),
    "one boundary again and again": (
        TOP + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 20_000,
        "too_many_parts",
    ),
    "messages in messages": (TOP + b"Content-Type: message/rfc822\r\n\r\n" * 3000, "too_deep"),
    "100,000 parts": (
        TOP
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\n\r\nx\r\n" * 100_000
        + b"--b--\r\n",
        "too_many_parts",
    ),
    "a header of 10 MB": (TOP + b"X: " + b"a" * 10_000_000 + b"\r\n\r\nhi", "header_too_large"),
    "10 MB of headers": (TOP + b"X: a\r\n" * 1_700_000 + b"\r\nhi", "header_too_large"),
    "80,000 parameters": (
        TOP + b"Content-Type: text/plain" + b"; a=b" * 80_000 + b"\r\n\r\nhi",
        "header_too_large",
    ),
    "80,000 parameters inside": (
        TOP
        + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Disposition: attachment"
        + b"; a=b" * 80_000
        + b"\r\n\r\nhi\r\n--b--",
        "too_many_parameters",
    ),
    "5,000 parameters": (
        TOP + b"Content-Type: text/plain" + b"; a=b" * 5000 + b"\r\n\r\nhi",
        "too_many_parameters",
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_named_and_its_sender_still_known(name):
    raw, reason = BOMBS[name]
    parsed = parse(raw)
    assert reason in parsed.needs_human
    assert parsed.from_email == "anna@mail.example"


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_stays_within_two_seconds_of_processor_time(name):
    # The kernel's clock in the child, not ours: no wall clock is read here.
    raw, _ = BOMBS[name]
    answer = sandbox.run("mailroom.parsing.letter:parse_json", b"{}\n" + raw, sandbox.Limits(cpu_seconds=2))
    assert b"needs_human" in answer


def test_without_the_guard_depth_would_break_the_parser(monkeypatch):
    # Negative control: the guard is what keeps the recursion away.
    monkeypatch.setattr(structure, "bomb", lambda raw: None)
    with pytest.raises(RecursionError):
        list(structure.leaves(structure.tree(nested(2000))))
    assert parse(nested(2000)).needs_human == ("too_deep",)


@pytest.mark.parametrize(
    "head",
    [
        b"(" * 200_000,
        b'"' * 200_000,
        b"<" * 200_000,
        b"a@b.example," * 15_000,
        b"=?utf-8?q?a?= " * 15_000,
        b" " * 60_000,
    ],
)
def test_hostile_address_headers_cost_nothing_and_hide_nothing(head):
    parse(b"From: " + head + b"\r\nTo: " + head + b"\r\nSubject: " + head + b"\r\n\r\nhi")


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + "слова",
        "<ol>" + "<li>x" * 50_000,
        "<blockquote>" * 5000 + "слова<br>" * 1000,
        "<table><tr><td>a<td>b" * 10_000,
        "<table><tr>" + "<td colspan=1000 rowspan=65000>a" * 20_000,
    ],
)
def test_hostile_html_is_read_as_far_as_it_goes(source):
    parsed = parse(letter(source, kind="text/html; charset=utf-8"))
    assert len(parsed.tables) <= 40
    assert parsed.text


def test_a_letter_as_large_as_people_send_is_read():
    text = "Прошу зачесть курс. " * 10_000
    assert parse(letter(text)).text == text
    assert not parse(letter(text)).needs_human
