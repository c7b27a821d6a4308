"""File names that people send (test 10)."""

import pytest

from documents.filenames import clean


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Справка об обучении.pdf", "Справка об обучении.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\system.ini", "system.ini"),
        ("C:\\Users\\ann\\скан.jpg", "скан.jpg"),
        ("cod\u202efdp.exe", "codfdp.exe"),
        ("in\u200bvoice\ufeff.pdf", "invoice.pdf"),
        ("a\x00b\r\nc: d.txt", "ab c_ d.txt"),
        ('x"; filename="y.html', "x_; filename=_y.html"),
        ("CON.pdf", "_CON.pdf"),
        ("com1", "_com1"),
        (".htaccess", "htaccess"),
        ("..", "file"),
        ("", "file"),
        ("   . ", "file"),
        ("и\u0306.pdf", "й.pdf"),
        ("a   b.pdf", "a b.pdf"),
        ("\ud800.pdf", "pdf"),
        ("/", "file"),
    ],
)
def test_names_are_cleaned_and_stay_recognisable(sent, kept):
    assert clean(sent) == kept


def test_long_names_keep_their_extension():
    assert clean("я" * 300 + ".docx") == "я" * 85 + ".docx"
    assert clean("x." + "y" * 300) == "x." + "y" * 88
