"""Charsets that are wrong, misspelt or missing; every answer is readable Russian and valid Unicode."""

import pytest

from mailroom.parsing import parse
from mailroom.parsing.charset import decode, russian_score
from tests.mailroom.parsing.letters import letter

TEXT = "Здравствуйте! Прошу зачесть курс «Основы экономики», 72 часа, экзамен, отлично. Ёжикова Щука"


@pytest.mark.parametrize("codec", ["cp1251", "koi8-r", "cp866", "iso8859-5", "utf-8", "utf-16"])
@pytest.mark.parametrize("declared", [None, "us-ascii", "x-unknown", "unknown-8bit", "utf-8", "iso-8859-1"])
def test_russian_is_read_whatever_is_declared(codec, declared):
    text = TEXT.replace("«", '"').replace("»", '"')
    assert decode(text.encode(codec), declared)[0] == text


@pytest.mark.parametrize(
    "name", ["cp-1251", "win-1251", "windows1251", "CP1251", "x-cp1251", '"windows-1251"', "ansi-1251"]
)
def test_misspelt_names_of_a_charset_are_understood(name):
    assert decode(TEXT.encode("cp1251"), name) == (TEXT, ())


def test_a_wrong_declaration_is_noticed():
    assert decode(TEXT.encode("utf-8"), "windows-1251") == (TEXT, ("charset_wrong",))
    assert decode(TEXT.encode("cp1251"), "utf-8") == (TEXT, ("charset_wrong",))
    assert decode(TEXT.encode("cp1251"), "koi8-r") == (TEXT, ("charset_wrong",))


def test_western_letters_stay_western():
    text = "Élève: François Müller, cours de français, 40 heures à l'école"
    assert decode(text.encode("cp1252"), "windows-1252")[0] == text
    assert decode(text.encode("iso8859-1"), "iso-8859-1")[0] == text


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "zlib", "hex", "rot13", "unicode_escape", "undefined", "utf-7", "x" * 500]
)
def test_codecs_that_are_no_charsets_are_never_run(name):
    assert decode(b"\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0", name)[0] == "Привет мир"


def test_nothing_invisible_or_broken_is_left():
    assert decode(b"a\x00b\x07c\r\nd\te", "ascii")[0] == "abc\nd\te"
    assert "\x00" not in parse(letter(b"\xff\xfe\x00\x01\x02broken\x00")).text
    parse(letter("\ud800".encode("utf-8", "surrogatepass"))).text.encode("utf-8")


def test_the_score_tells_russian_from_a_wrong_code_page():
    assert russian_score(TEXT) > 0.8
    assert russian_score(TEXT.encode("cp1251").decode("koi8-r")) < 0.4
    plain = TEXT.replace("«", "").replace("»", "")
    assert russian_score(plain.encode("koi8-r").decode("cp1251")) < 0.4


def test_the_charset_of_the_html_itself_is_used_when_none_is_declared():
    source = '<html><head><meta charset="windows-1251"></head><body>Прошу зачесть курс</body></html>'
    assert parse(letter(source.encode("cp1251"), kind="text/html")).text == "Прошу зачесть курс"


def test_a_letter_cut_in_two_between_encoded_words_is_joined():
    in_quotes = "=?utf-8?Q?=D0=9F=D1?=\r\n =?utf-8?Q?=80=D0=BE=D1=88=D1=83?="
    assert parse(letter(subject=in_quotes)).subject == "Прошу"
    in_base64 = "=?utf-8?B?0J/R?= =?UTF-8?B?gNC+0YjRgw==?="
    assert parse(letter(subject=in_base64)).subject == "Прошу"
