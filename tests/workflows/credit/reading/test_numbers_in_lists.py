"""The number of an item is never part of a course's name, however few items there are; a figure of the name is."""

import pytest
from mails import plain

from tests.crash.letters import LETTER
from workflows.credit.reading import read

VALUES = "72 ч, зачёт, 5"


def titles(text: str) -> list:
    return [course.title.value for course in read(plain(text)).courses]


@pytest.mark.parametrize(
    "text",
    [
        f"Прошу зачесть сыну курс:\n\n1. Лепка, {VALUES}",
        f"Прошу зачесть: 1. Лепка, {VALUES}.",
        f"Прошу зачесть:\n1) «Лепка», {VALUES}",
        "Прошу зачесть\nПредмет: №1 Лепка\nОбъём: 72 ч\nФорма: зачёт\nОценка: 5",
        "Прошу зачесть\nКурс: 1. Лепка\nОбъём: 72 ч\nФорма: зачёт\nОценка: 5",
    ],
)
def test_the_number_of_a_single_item_stays_outside_its_title(text):
    assert titles(text) == ["Лепка"]


def test_the_letter_of_the_crash_tests_is_read_without_its_number():
    assert titles(LETTER) == ["Основы программирования на Python"]


@pytest.mark.parametrize("title", ["1С:Бухгалтерия", "3D-моделирование", "2.0: веб нового поколения"])
def test_a_figure_that_begins_a_name_stays(title):
    assert titles(f"Прошу зачесть курс «{title}», {VALUES}.") == [title]
