"""Calendar files of every kind: what is read, and what is refused with which line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.calendar_file import MAX_BYTES, read
from deadlines.daykinds import Listed
from deadlines.words import FAULTS

HEAD = "date,kind,moved_from,note\n"


def faults(data: bytes | str) -> list[tuple[int, str]]:
    file = read(data.encode() if isinstance(data, str) else data)
    return [(error.line, error.fault) for error in file.errors]


def test_a_plain_file_is_read_in_the_order_of_dates():
    file = read((HEAD + "2028-01-10,off,2028-01-08,moved\n2028-01-03,off,,\n").encode())
    assert file.errors == ()
    assert [row.listed for row in file.rows] == [
        Listed(date(2028, 1, 3), "off"),
        Listed(date(2028, 1, 10), "off", date(2028, 1, 8)),
    ]
    assert [row.line for row in file.rows] == [3, 2]
    assert file.years == (2028,)


def test_what_office_programs_make_of_it_is_read_too():
    data = "\ufeffDate;Kind;moved_from;note\r\n03.01.2028;off;08.01.2028;\r\n;;;\r\n".encode()
    assert [row.listed for row in read(data).rows] == [Listed(date(2028, 1, 3), "off", date(2028, 1, 8))]
    assert faults(data) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [(0, "columns")]),
        (HEAD.encode(), [(0, "empty")]),
        (b"\xff\xfe\x00", [(0, "encoding")]),
        (HEAD.encode() + b"2028-01-03,off,,a\x00b\n", [(0, "not_csv")]),
        (HEAD.encode() + b'2028-01-03,off,,"\n', [(0, "not_csv")]),
        (b"x" * (MAX_BYTES + 1), [(0, "too_big")]),
        (b"day,kind\n2028-01-03,off\n", [(0, "columns")]),
        (HEAD + "2028-01-03,off\n", [(2, "columns")]),
        (HEAD + "2028-02-30,off,,\n", [(2, "bad_date")]),
        (HEAD + "0001-01-01,off,,\n", [(2, "bad_date")]),
        (HEAD + "2028-01-03,closed,,\n", [(2, "unknown_kind")]),
        (HEAD + "2028-01-03,off,soon,\n", [(2, "bad_moved_from")]),
        (HEAD + "2028-01-03,off,,\n2028-01-03,short,,\n", [(3, "repeated")]),
        (HEAD + "2028-01-03,working_weekend,,\n", [(2, "weekday_as_working_weekend")]),
        (HEAD + "2028-01-08,short,,\n", [(2, "weekend_as_short_or_decree")]),
        (HEAD + "2028-01-08,decree_off,,\n", [(2, "weekend_as_short_or_decree")]),
        (HEAD + "2028-01-03,short,2028-01-08,\n", [(2, "moved_without_day_off")]),
        (HEAD + f"2028-01-03,off,,{'n' * 101}\n", [(2, "long_note")]),
        (HEAD + "x,off,,\n2028-01-03,off,,\ny,off,,\n", [(2, "bad_date"), (4, "bad_date")]),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(data, expected):
    assert faults(data) == expected
    assert all(fault in FAULTS for _, fault in expected)


@given(
    st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (HEAD + text).encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused_and_never_raise(data):
    file = read(data)
    assert file.rows or file.errors
