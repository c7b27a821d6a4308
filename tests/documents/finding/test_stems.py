"""The same words in any form, case and spelling."""

from documents.finding.excerpts import excerpt
from documents.finding.stems import asked, indexed, plain


def finds(words, text):
    page = set(indexed(plain(text)).split())
    return bool(asked(words)) and all(stems & page for stems in asked(words))


def test_a_word_is_found_in_every_form_and_spelling():
    for words, text in (
        ("зачет", "форма аттестации: ЗАЧЁТ"),
        ("зачёта", "зачет"),
        ("основы программирования", "Основам программирования на Python, 72 ч"),
        ("python 72", "Основы программирования на Python, 72 ч"),
        ("стали", "литьё сталью"),
        ("Гусев", "выдана Гусеву Матвею Олеговичу"),
        ("английский", "по английскои\u0306 грамматике, английский"),
        ("118-зч", "Решение № 118-зч от 25.11.2026"),
    ):
        assert finds(words, text), (words, text)


def test_other_words_are_not_found_and_nothing_finds_nothing():
    assert not finds("химия", "физика")
    assert not finds("зачёт химия", "зачёт по физике")
    assert not finds("«—»", "зачёт")
    assert not finds("", "зачёт")


def test_an_index_never_holds_a_sign_that_a_database_could_misread():
    odd = plain("«Ѳита» ﬁ № 5² ǅ 'x'; DROP TABLE -- \x00 ß İ")
    assert set(indexed(odd)) <= set("0123456789abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя ")


def test_an_excerpt_shows_the_place_and_marks_the_words():
    text = "слово " * 50 + "сдал зачёт по физике" + " слово" * 50
    pieces = excerpt(text, "зачета физика")
    assert [piece for piece, hit in pieces if hit] == ["зачёт", "физике"]
    shown = "".join(piece for piece, _ in pieces)
    assert "сдал зачёт по физике" in shown and len(shown.split()) < 30
    assert excerpt("", "зачёт") == []
