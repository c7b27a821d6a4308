"""Words around a value that forbid to trust it; each rule has a letter beside it that it must leave alone."""

import pytest
from mails import Attachment, plain

from workflows.credit.reading import read

ASK = "Прошу зачесть курс «Лепка»"
TWO = "Прошу зачесть:\n1. Лепка — зачёт — 5\n2. Батик — зачёт — 4\n"
FULL = ("Лепка", 72, "зачёт", "5")
NO_HOURS = ("Лепка", None, "зачёт", "5")


def rows(text: str) -> list[tuple]:
    """What is trusted of each course."""
    said = read(plain(text))
    return [
        tuple(value.value for value in (course.title, course.hours, course.assessment_form, course.result))
        for course in said.courses
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{ASK}, 36 часов, вернее 72, зачёт, 5.", [("Лепка", None, None, "5")]),
        (f"{ASK}, 68 часов, зачёт, 5.\nОшиблась: не 68, а 72 часа.", [NO_HOURS]),
        (
            "Прошу зачесть:\n1. Лепка, 72 часа, зачёт, 5\n2. Батик, 34 часа, зачёт, зачтено\n"
            "P.S. По батику оценка не зачтено, а 5.",
            [FULL, ("Батик", 34, "зачёт", None)],
        ),
        (f"{ASK}, 72 часа, зачёт, 5, экзамен будет в мае.", [("Лепка", 72, None, None)]),
        (f"{ASK}, 72 часа; экзамен сдам в мае, надеюсь на 5.", [("Лепка", 72, None, None)]),
        (f"{TWO}Итого 72 часа.", [NO_HOURS, ("Батик", None, "зачёт", "4")]),
        (f"{ASK}: первый семестр 36 часов, второй семестр 36 часов, зачёт, 5.", [NO_HOURS]),
        (f"{ASK}, по программе 72 часа, прошёл 50, зачёт, 5.", [("Лепка", None, "зачёт", None)]),
        (f"{ASK}, 72 часа, зачёт или экзамен, 5.", [("Лепка", 72, None, "5")]),
        (f"{ASK}, 72 часа, зачёт, 5. У вас в плане курс «Скульптура», 40 часов, экзамен.", [FULL]),
        (f"{ASK}, зачёт, 5. Моя подруга прошла «Батик», 72 часа, экзамен, 4.", [NO_HOURS]),
        (f"{ASK}, 72 часа, зачёт, 5. Курс «Батик» 36 часов, зачёт, 3, зачитывать не нужно.", [FULL]),
        ("Прошу зачесть:\nЛепка 72 часа зачёт 5 (Иванова А.А.)", [("Лепка", 72, None, None)]),
        (f"{ASK}, то ли 32, то ли 36 часов, зачёт, 5.", [NO_HOURS]),
        (
            "Прошу зачесть: «Лепка» (72 ч, зачёт, «5»), «Батик» (36 ч, зачёт, «4») — всего 108 часов.",
            [FULL, ("Батик", 36, "зачёт", "4")],
        ),
        (f"{ASK}, 72 часа, зачет получен 12.06.2024, оценка 5.", [("Лепка", 72, None, "5")]),
        ("Прошу зачесть Лепку (72) и Батик (36), зачёты сданы на 5 и 4", [(None,) * 4]),
        (
            "Прошу зачесть модули «Лепка» и «Батик»: 72 и 36 часов, зачёт, 5 и 4.",
            [("Лепка", None, None, None), ("Батик", None, None, None)],
        ),
        (
            "Прошу зачесть дисциплину «Лепка», 2 з.е., зачёт, отлично. 1 з.е. = 36 часов.",
            [("Лепка", None, "зачёт", "отлично")],
        ),
    ],
)
def test_what_the_words_around_a_value_forbid_is_left_empty_for_a_person(text, expected):
    said = read(plain(text))
    assert rows(text) == expected
    if said.courses[0].hours.as_written and None in expected[0]:
        assert said.needs_human


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Прошу зачесть курс «Работа над ошибками», 72 часа, зачёт, 5.",
            [("Работа над ошибками", *FULL[1:])],
        ),
        (f"{ASK}, 72 часа, зачёт, 5. Если нужно будет что-то ещё, буду рада прислать.", [FULL]),
        (f"{ASK}, 72 часа (из них 20 практики), зачёт, 5.", [FULL]),
        ("Прошу зачесть:\nЛепка 72 часа зачёт 5 (педагог Иванова А.А.)", [FULL]),
        (f"{ASK}, 72 часа, зачёт, 5. Письмо попало к нам по ошибке.", [FULL]),
        (f"{ASK}. Всего 72 часа. В конце зачёт, оценка 5.", [FULL]),
        ("Прошу зачесть моему брату Петру Белову курс «Лепка», 72 часа, зачёт, 5.", [FULL]),
        ("Прошу зачесть курс «Друг человека», 72 часа, зачёт, 5.", [("Друг человека", *FULL[1:])]),
        (
            "Прошу зачесть:\n1. Хор, 72 часа, экзаменационный показ, 5",
            [("Хор", 72, "экзаменационный показ", "5")],
        ),
    ],
)
def test_words_that_only_look_like_a_warning_cost_nothing(text, expected):
    assert rows(text) == expected
    assert read(plain(text)).needs_human == ()


@pytest.mark.parametrize(
    "text",
    [
        "Прошу зачесть дочери Белкиной Анне курс «Лепка» 72 ч, зачёт, 5, а сыну Белкину Петру «Батик», 36 ч, зачёт, 4.",
        "Прошу зачесть моим детям, Белкиной Анне и Белкину Петру, курс «Лепка» 72 часа, зачёт, 5.",
    ],
)
def test_a_letter_for_two_children_is_never_taken_for_one(text):
    said = read(plain(text, name="Белкина Ольга"))
    assert said.student.value is None
    assert "several_students" in said.needs_human


def test_two_numbers_of_two_courses_are_nobodys_hours():
    said = read(plain("Прошу зачесть английский и физику, 72 и 68 часов, экзамены, 5 и 4."))
    assert all(course.hours.value is None for course in said.courses)


def test_the_class_before_a_name_makes_the_name_doubtful():
    said = read(plain("Прошу зачесть Ивану Петрову 7б лепку, 72 часа, зачёт, 5"))
    assert [course.needs_human for course in said.courses] == [True]


def test_marks_behind_bare_names_and_marks_of_two_courses_are_not_trusted():
    said = read(plain("Прошу зачесть: математика 5, физика 4, химия 5"))
    assert all(course.needs_human for course in said.courses)
    said = read(plain("Прошу зачесть: «Лепка» — 72 часа, «Батик» — 36 часов; оценки 5 и 4 соответственно"))
    assert [course.result.value for course in said.courses] == [None, None]


@pytest.mark.parametrize(
    "name",
    [
        "Игра на флейте",
        "Документальное кино",
        "Сертификация продукции",
        "Периодическая система элементов",
        "Основы отладки ПО",
    ],
)
def test_a_name_that_only_begins_like_a_form_or_a_paper_is_trusted(name):
    said = read(
        plain(f"Прошу зачесть моей дочери курсы:\n1. {name}, 72 часа, оценка 5\n2. Лепка, 36 часов, оценка 4")
    )
    assert [(course.title.value, course.needs_human) for course in said.courses] == [
        (name, False),
        ("Лепка", False),
    ]


@pytest.mark.parametrize("name", ["Контрольная работа", "Документы", "Справка", "Период"])
def test_a_form_or_a_paper_in_the_place_of_a_name_is_not(name):
    said = read(
        plain(f"Прошу зачесть моей дочери курсы:\n1. {name}, 72 часа, оценка 5\n2. Лепка, 36 часов, оценка 4")
    )
    assert all(course.needs_human for course in said.courses if course.title.value == name)


def test_a_cell_may_hold_a_name_with_a_verb():
    table = (
        ("Дисциплина", "Часы", "Форма", "Оценка"),
        ("Словесность: читаем и пишем", "68", "сочинение", "5"),
    )
    said = read(plain("Прошу зачесть", attachments=(Attachment(0, "a.xlsx", "", text="", tables=(table,)),)))
    assert [(course.title.value, course.needs_human) for course in said.courses] == [
        ("Словесность: читаем и пишем", False)
    ]


def test_a_name_of_two_is_doubted_beside_one_of_them():
    told = "Основы медицины это 60 часов, экзамен, 5; Волейбол: 36 часов, тест, 4."
    text = f"Прошу зачесть: основы медицины и волейбол. {told}"
    joined = [course for course in read(plain(text)).courses if " и " in str(course.title.value)]
    assert all(course.needs_human for course in joined)


@pytest.mark.parametrize("name", ["Финальная работа", "Ответ", "Доброго времени суток! Волейбол"])
def test_what_begins_a_letter_or_a_value_is_no_name(name):
    said = read(plain(f"Прошу зачесть.\n1. {name}, 54 часа, экзамен, 5\n2. Лепка, 36 часов, зачёт, 4"))
    assert all(course.needs_human for course in said.courses if course.title.value == name)


def test_a_line_of_a_mark_alone_breaks_nothing():
    long = "Прошу зачесть мне курс лепки, который я прошла прошлым летом в школе,"
    assert read(plain(f"{long}\n,\nи ещё батик, 36 часов, зачёт, 5")).kind == "credit_application"
