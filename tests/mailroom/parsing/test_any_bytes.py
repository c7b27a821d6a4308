"""No bytes make the parser raise, and whatever comes out is valid, bounded and the same every time."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailroom.parsing import ParsedMail, parse, part_bytes
from mailroom.parsing.addresses import addresses
from mailroom.parsing.quotes import fresh_text
from mailroom.parsing.words import header_text, parameters
from tests.mailroom.parsing.letters import SAMPLE

SEEDS = [path.read_bytes()[:6000] for path in sorted(SAMPLE.glob("*.eml"))]
PIECES = [
    b"\r\n",
    b"\n\n",
    b"--b",
    b"--b--",
    b"Content-Type: ",
    b"multipart/mixed; boundary=b",
    b"text/html; charset=",
    b"=?utf-8?B?",
    b"?=",
    b"filename*0*=utf-8''",
    b"%D0",
    b"From: ",
    b"<",
    b">",
    b'"',
    b"(",
    b"\x00",
    b"\xff",
    b"charset=utf-7",
    b"base64",
    b"Content-Transfer-Encoding: quoted-printable",
    b"=D0=9F",
    b"message/rfc822",
    b"<table><tr><td>",
    b"<blockquote>",
    b"; a=b",
]


@st.composite
def mutilated(draw):
    raw = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(raw)))
        until = draw(st.integers(at, min(len(raw), at + 400)))
        raw = raw[:at] + draw(st.sampled_from(PIECES) | st.binary(max_size=30)) + raw[until:]
    return raw


@st.composite
def assembled(draw):
    return b"".join(draw(st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=60)))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutilated() | assembled() | st.binary(max_size=2000))
def test_any_bytes_become_a_letter(raw):
    parsed = parse(raw, "mx.sever.example")
    text = json.dumps(parsed.as_json(), ensure_ascii=False)
    text.encode("utf-8")
    assert "\\u0000" not in text
    assert ParsedMail.from_json(json.loads(text)) == parsed
    assert parsed == parse(raw, "mx.sever.example")
    for header in (parsed.subject, parsed.from_name, parsed.from_email or ""):
        assert "\n" not in header and "\r" not in header
    for each in parsed.attachments:
        data = part_bytes(raw, each.index)
        assert data is not None and len(data) == each.size
        assert each.filename is None or ("/" not in each.filename and "\\" not in each.filename)
    fresh_text(parsed.text, parsed.subject)


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=400))
def test_any_header_value_is_read_without_line_ends(raw):
    for text in (
        header_text(raw),
        *(each.email for each in addresses(raw)),
        *(each.name for each in addresses(raw)),
    ):
        assert "\n" not in text and "\r" not in text and "\x00" not in text
    for value in parameters(raw)[1].values():
        assert "\n" not in value
