"""Shapes of plain text, one for a cause: what the rows of a list say of each other, names over their labels, lines in
any order, names that are none. Written without a letter at hand; the long ones stand in shapes.json."""

import json
from pathlib import Path

import pytest
from mails import plain

from workflows.credit.reading import read

SHAPES = json.loads(Path(__file__).with_name("shapes.json").read_text(encoding="utf-8"))
ASK = "Прошу зачесть:\n"
LEPKA, BATIK = ("Лепка", 72, "зачёт", "зачтено"), ("Батик", 36, "экзамен", "отлично")


def told(text: str, **more: object) -> list[tuple]:
    """What is given out of each course; what a person must look at is marked by a fifth value."""
    return [
        (*(value.value for value in (each.title, each.hours, each.assessment_form, each.result)),)
        + (("?",) if each.needs_human else ())
        for each in read(plain(text, **more)).courses
    ]


@pytest.mark.parametrize("text", SHAPES["two_courses"])
def test_two_courses_are_read_in_whatever_shape_they_stand(text):
    assert told(text) == [LEPKA, BATIK]


@pytest.mark.parametrize(("text", "expected"), SHAPES["asked_for"])
def test_which_courses_a_letter_asks_for(text, expected):
    assert [each[0] for each in told(text)] == expected


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Лепка, лекции 34 ч + практикум 38 ч, всего 72 ч, экзамен, 4", ("Лепка", 72, "экзамен", "4")),
        ("Лепка, 24 занятия по 2 часа, итого 48 часов, выставка, 5", ("Лепка", 48, "выставка", "5")),
        ("Лепка — зачёт, зачтено, а часы в справке не указаны", ("Лепка", None, "зачёт", "зачтено")),
        ("Лепка, 72 ч, оценка 5, как сдавали, не знаю", ("Лепка", 72, None, "5")),
        ("Лепка, 72 часа (из них 20 самостоятельной работы), опрос, 5", ("Лепка", 72, "опрос", "5")),
        ("Лепка, сертификат № 88/16, 72 ч, опрос, зачтено", ("Лепка", 72, "опрос", "зачтено")),
        ("Лепка, часов 72, соревнования в качестве аттестации, 5", ("Лепка", 72, "соревнования", "5")),
    ],
)
def test_totals_and_what_is_not_there(row, expected):
    assert told(f"{ASK}1. {row}")[0][:4] == expected


@pytest.mark.parametrize(
    "row",
    [
        "Лепка у сына, 72 ч, зачёт, 5",
        "Лепка 4 (72 часа)",
        "Срок обучения 2 месяца, 72 ч, зачёт, 5",
        "всё это там же, 72 ч, зачёт, 5",
        "ансамбль, 72 ч, концерт зачёт",
        "концерт, 72 ч, 5",
    ],
)
def test_a_name_that_is_none_and_a_form_of_two_are_for_a_person(row):
    assert [each[-1] for each in told(f"{ASK}{row}\nБатик, 36 ч, экзамен, отлично")] == ["?", "отлично"]


def test_answers_between_quoted_questions_and_a_word_of_the_sender_that_sounds_like_a_quotation():
    between = "> По курсу «Лепка» не указаны часы.\n72 часа\n\n> По курсу «Батик» не указана форма.\nформа - выставка"
    answer = {"subject": "Re: [ЗР-2026-0001] Нужно дополнить", "in_reply_to": True}
    assert told(between, **answer) == [("Лепка", 72, None, None), ("Батик", None, "выставка", None)]
    assert told("по лепке 72 часа, оценки я уже писал\n\nСпасибо", **answer)[0][:2] == ("лепке", 72)


def test_hours_that_no_course_was_given_are_told_to_the_office():
    said = read(
        plain("Прошу зачесть «Лепка», 72 ч, зачёт, 5.\nА ещё сын освоил музыку на хоре, там 36 часов.")
    )
    assert "hours_unread" in said.needs_human


def test_a_name_with_a_class_is_the_childs_though_nobody_says_so():
    said = read(
        plain(
            "Добрый день! Юдин Степан, 8Б, прошу зачесть «Лепка», 72 ч, зачёт, 5.\nЮдина Лариса Олеговна",
            name="Юдина Лариса",
        )
    )
    assert (said.student.value, said.applicant_role) == ("Юдин Степан", "representative")


def test_a_row_whose_name_sounds_like_a_heading_heads_nothing():
    text = f"{ASK}1. Основы программирования, зачёт, зачтено\n2. Веб-дизайн, зачёт, зачтено"
    assert [each[0] for each in told(text)] == ["Основы программирования", "Веб-дизайн"]
