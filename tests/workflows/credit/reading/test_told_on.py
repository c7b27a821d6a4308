"""Sentences that tell of a course: hours before their number, no lists, lines that go on."""

import pytest
from mails import plain

from workflows.credit.reading import read

LEPKA = ("Лепка", 72, "зачёт", "5")


def told(text: str) -> list[tuple]:
    """What is given out of each course; what a person must look at is marked by a fifth value."""
    return [
        (*(value.value for value in (each.title, each.hours, each.assessment_form, each.result)),)
        + (("?",) if each.needs_human else ())
        for each in read(plain(text)).courses
    ]


@pytest.mark.parametrize("said", ["Учебных часов 72", "Часов 72", "Всего часов 72"])
def test_hours_told_before_their_number_are_those_of_the_course(said):
    assert told(f"Прошу зачесть программу «Лепка». {said}, сдавали зачёт, поставили 5.") == [LEPKA]


@pytest.mark.parametrize(
    "rows",
    [
        "Лепка - 72 ч, зачёт, 5; Батик - 36 ч., тест, 4.",
        "По предмету «Лепка» 72 ч, зачёт, 5; по предмету «Батик» 36 ч., тест, 4.",
        "У лепки 72 ч, зачёт, 5; у батика 36 ч., тест, 4.",
    ],
)
def test_sentences_that_tell_of_the_names_before_them_are_no_list(rows):
    text = f"Прошу зачесть дисциплины: лепку и батик. {rows}"
    assert told(text) == [("лепку", 72, "зачёт", "5"), ("батик", 36, "тест", "4")]


def test_a_full_line_that_breaks_off_before_small_letters_goes_on():
    text = "Просим зачесть сыну Огурцову Степану основы медицины. Итоговая\nконтрольная работа и 72 ч. и оценка 5."
    assert told(text) == [("основы медицины", 72, "Итоговая контрольная работа", "5")]


def test_as_many_results_as_names_are_theirs_in_order():
    text = "Прошу зачесть лепку и батик. Форма аттестации по лепке - зачёт, по батику - тест. {}"
    rows = told(text.format("Оценки 5 и 4 соответственно."))
    assert rows == [("лепку", None, "зачёт", "5"), ("батик", None, "тест", "4")]
    more = told(text.format("Оценки 5, 4 и 3 соответственно."))
    assert all(row[3] is None or row[4:] for row in more)
