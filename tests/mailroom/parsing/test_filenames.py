"""File names from strangers: decoded as the sender meant them, and harmless."""

import pytest

from mailroom.parsing import parse
from mailroom.parsing.filenames import clean_filename
from tests.mailroom.parsing.letters import with_file


def named(headers: bytes) -> str | None:
    return parse(with_file(headers)).attachments[0].filename


def test_every_way_to_write_a_russian_name_is_read():
    raw = "Справка №5.pdf"
    assert named(b'Content-Type: application/pdf; name="' + raw.encode("cp1251") + b'"') == raw.replace(
        "№", "№"
    )
    assert named(b'Content-Disposition: attachment; filename="' + raw.encode() + b'"') == raw
    assert named(b"Content-Disposition: attachment; filename*=utf-8''%D0%A1%D0%BF.pdf") == "Сп.pdf"
    assert named(b"Content-Disposition: attachment; filename*=windows-1251'ru'%D1%EF.pdf") == "Сп.pdf"
    assert named(b"Content-Disposition: attachment; filename*0*=UTF-8''%D0; filename*1*=%A1.pdf") == "С.pdf"
    assert named(b'Content-Disposition: attachment; filename*0="a b"; filename*1=".pdf"') == "a b.pdf"
    assert named(b'Content-Type: application/pdf; name="=?koi8-r?B?8w==?=.pdf"') == "С.pdf"


def test_a_file_without_a_name_is_kept():
    found = parse(with_file(b"Content-Type: application/pdf")).attachments
    assert [(each.filename, each.media_type, each.detected) for each in found] == [
        (None, "application/pdf", "application/pdf")
    ]


@pytest.mark.parametrize(
    ("written", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\evil.exe", "evil.exe"),
        ("C:\\Users\\anna\\Справка.pdf", "Справка.pdf"),
        ("..", None),
        ("/", None),
        ("", None),
        ("\u200b.\u200bhtaccess", "htaccess"),
        ("evil.php\u200b.pdf", "evil.php.pdf"),
        ("doc\u202efdp.exe", "docfdp.exe"),
        ("\u2066a\u2069.pdf", "a.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        (".bashrc", "bashrc"),
        ("name. . ", "name"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("Справка (Бондарь З.С.), 2025-2026.pdf", "Справка (Бондарь З.С.), 2025-2026.pdf"),
    ],
)
def test_names_that_mislead_or_lead_away_are_mended(written, safe):
    assert clean_filename(written) == safe


def test_a_very_long_name_keeps_its_extension():
    name = clean_filename("Я" * 5000 + ".docx")
    assert name is not None and len(name) == 150 and name.endswith(".docx")


def test_line_ends_in_a_name_cannot_make_a_header():
    name = named(b"Content-Disposition: attachment; filename*=utf-8''a%0D%0ASet-Cookie:%20x.pdf")
    assert name == "a Set-Cookie: x.pdf"
