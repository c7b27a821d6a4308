"""Lists of names as people paste them find the right students, and never a wrong one silently."""

from datetime import date

import pytest

from records.lookup import by_pasted_list
from tests.builders import a_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivan():
    return a_student("Иванов Иван Иванович", group="7Б", birth_date=date(2013, 3, 2))


@pytest.mark.parametrize(
    "line",
    [
        "1. Иванов Иван, 7Б",
        "12) Иванов Иван Иванович\t7 «Б»",
        "Иванов И. И.; 7-б",
        "Иван Иванов",
        "№ 3. ИВАНОВ ИВАН 7 б класс",
        "4 - Иванов Иван Иванович 02.03.2013",
        "•\u00a0Иванов\u00a0Иван, 7б",
        '1\tИванов Иван\t7"Б"',
    ],
)
def test_every_usual_way_to_write_a_student_is_understood(ivan, line):
    [found] = by_pasted_list(line)
    assert found.students == [ivan]


def test_the_class_tells_namesakes_apart_and_without_it_a_person_chooses(ivan):
    other = a_student("Иванов Иван Иванович", group="9А", birth_date=date(2011, 3, 2))
    first, second, third = by_pasted_list("Иванов Иван\nИванов Иван 9 А\nИванов Иван 02.03.2013")
    assert set(first.students) == {ivan, other}
    assert second.students == [other]
    assert third.students == [ivan]


def test_a_student_of_another_class_is_named_apart_and_not_taken(ivan):
    [found] = by_pasted_list("Иванов Иван, 8В")
    assert found.students == []
    assert found.elsewhere == [ivan]


def test_a_surname_alone_an_unknown_and_a_heading_find_nobody(ivan):
    found = by_pasted_list("Иванов\n\nСидоров Пётр\nСписок на награждение:\n7Б")
    assert [each.students for each in found] == [[], [], [], []]


def test_a_group_of_a_college_and_yo_are_recognised():
    fedor = a_student("Ёлкин Фёдор Олегович", group="ИС-21")
    assert by_pasted_list("Елкин Федор (ИС-21)")[0].students == [fedor]


def test_who_left_is_found_only_when_nobody_of_the_name_studies(ivan):
    gone = a_student(
        "Иванов Иван Иванович", group="7Б", left_on=date(2025, 6, 1), birth_date=date(2012, 1, 1)
    )
    assert by_pasted_list("Иванов Иван")[0].students == [ivan]
    ivan.delete()
    assert by_pasted_list("Иванов Иван")[0].students == [gone]


def test_two_hundred_lines_cost_one_query(ivan, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(by_pasted_list("\n".join(f"{n}. Иванов Иван, 7Б" for n in range(200)))) == 200
