"""The vocabulary is data: entries are whole, and a school's own entry works."""

import re

import pytest

from workflows.credit.comparison import compare_titles, vocabulary
from workflows.credit.comparison.words import words_of

FILES = ("phrases", "names", "english", "titles", "levels", "abbreviations")


@pytest.mark.parametrize("name", FILES)
def test_every_line_has_its_sign_and_two_sides(name):
    for line in vocabulary._lines(vocabulary.HOME / f"{name}.txt"):
        sides = [side.strip() for side in line.split(" = ")]
        assert len(sides) > 1, line
        assert all(sides), line


@pytest.mark.parametrize("name", ["phrases", "names", "english"])
def test_no_phrase_is_worn_down_to_a_single_ordinary_word(name):
    """`ремонт и ТО` would make every "ремонт" a "ТО": small words vanish from phrases."""
    for first, *variants in vocabulary._groups(vocabulary.HOME / f"{name}.txt", "="):
        for variant in variants:
            words = words_of(variant)
            written = [each for each in re.findall(r"\w+", variant) if len(each) > 2]
            assert len(words) > 1 or len(written) <= 1, f"{first} = {variant}"


def test_a_school_adds_its_own_words(tmp_path):
    (tmp_path / "phrases.txt").write_text(
        "# ours\nначертательная геометрия = чертёж пространства\n", encoding="utf-8"
    )
    own = vocabulary.load(tmp_path)
    read = own.canonical(words_of("Чертёж пространства"))
    assert [word.lemma for word in read] == ["начертательный", "геометрия"]


def test_a_missing_file_is_an_empty_table(tmp_path):
    assert vocabulary.load(tmp_path).phrases == {}


@pytest.mark.parametrize("name", ["titles", "phrases", "english"])
def test_every_phrase_of_a_line_is_the_same_course_as_the_first(name):
    """Two lines that undo one another would leave both of them without effect."""
    undone = [
        (first, other)
        for first, *others in vocabulary._groups(vocabulary.HOME / f"{name}.txt", "=")
        for other in others
        if not compare_titles(first, other).same
    ]
    assert not undone
