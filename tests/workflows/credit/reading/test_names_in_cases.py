"""Names out of running text stand in the nominative, the foreign namesake of a case form notwithstanding."""

import pytest

from workflows.credit.reading import Letter, read


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("моей дочери Семёновой Анне Дмитриевне", "Семёнова Анна Дмитриевна"),
        ("моему сыну Петрову Илье Андреевичу", "Петров Илья Андреевич"),
        ("моей дочери Ким Марте Олеговне", "Ким Марта Олеговна"),
        ("моей дочери Ким Милане", "Ким Милана"),
        ("моему сыну Лосю Степану", "Лось Степан"),
        ("моему сыну Яблонскому Платону", "Яблонский Платон"),
        ("моей дочери Дубяге Еве Денисовне", "Дубяга Ева Денисовна"),
        ("моей дочери Рубан Эвелине Олеговне", "Рубан Эвелина Олеговна"),
        ("моей дочери Косых Амине", "Косых Амина"),
        ("моему сыну Журбе Леониду Ильичу", "Журба Леонид Ильич"),
        ("моей дочери Дрозде Яне", "Дрозда Яна"),
        ("моей внучке Лацис Виктории", "Лацис Виктория"),
        ("внучке Грачик Самире", "Грачик Самира"),
        ("моей дочери Пшеничной Еве", "Пшеничная Ева"),
        ("моей дочери Сафиной Алие", "Сафина Алия"),
        ("моей дочери Бережной Анне", "Бережная Анна"),
    ],
)
def test_a_child_named_in_the_dative_is_known_by_the_nominative(written, said):
    letter = Letter(
        subject="Заявление",
        from_name="Родитель",
        from_email="r@pochta.example",
        text=f"Прошу зачесть {written}:\nИстория, 68 академических часов, тест, 4.\n",
    )
    assert read(letter).student.value == said


def test_a_daughter_signs_with_a_surname_that_the_dictionary_has_of_men_only():
    letter = Letter(
        subject="Школа искусств",
        from_name="Серафима Кораблёва",
        from_email="s@pochta.example",
        text="Прошу зачесть лепку, 34 часа, зачёт, зачтено.\n\nКораблёва Серафима, 8 кл.\n",
    )
    assert read(letter).student.value == "Кораблёва Серафима"
