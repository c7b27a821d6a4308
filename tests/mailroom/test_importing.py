"""Saved mail: one letter or many."""

import mailbox

from mailroom.importing import looks_like_mail, split
from tests.mailroom.parsing.letters import sample


def test_an_eml_file_is_one_letter_byte_for_byte():
    for number in range(1, 41):
        assert split(sample(number)) == [sample(number)]
    assert split(b"") == [] == split(b"\r\n \n")


def test_an_mbox_of_the_standard_library_gives_its_letters_back(tmp_path):
    box = mailbox.mbox(tmp_path / "box")
    letters = [sample(n).replace(b"\r\n", b"\n") for n in (1, 2, 4, 6, 17, 29)]
    letters.append(b"From: a@mail.example\nSubject: x\n\nDear all,\nFrom the first line\nFrom the second\n")
    for each in letters:
        box.add(each)
    box.flush()
    found = split((tmp_path / "box").read_bytes())
    assert [each.rstrip(b"\n") for each in found] == [each.rstrip(b"\n") for each in letters]


def test_a_line_that_only_begins_with_from_parts_nothing():
    raw = b"From: a@mail.example\n\nHello\n\nFrom Moscow in 2024 with love\nbye\n"
    assert split(raw) == [raw]
    assert split(b"From a@mail.example Mon Sep 14 10:00:00 2026\n" + raw) == [raw]


def test_crlf_boxes_are_split_too():
    one = b"From: a@mail.example\r\nSubject: 1\r\n\r\nx\r\n"
    box = b"".join(b"From a Mon Sep 14 10:00:00 2026\r\n" + one + b"\r\n" for _ in range(3))
    assert split(box) == [one, one, one]


def test_letters_are_told_from_other_files():
    assert all(looks_like_mail(sample(n)) for n in range(1, 41))
    for other in (
        b"%PDF-1.4\n",
        b"PK\x03\x04zip",
        b"just words\nand more",
        b"\x00\x01",
        b"",
        b"key: value\n",
    ):
        assert not looks_like_mail(other)
