"""Names out of running text stand in the nominative, the foreign namesake of a case form notwithstanding."""

import pytest

from workflows.credit.reading import Letter, read


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("моей дочери Семёновой Анне Дмитриевне", "Семёнова Анна Дмитриевна"),
        ("моему сыну Петрову Илье Андреевичу", "Петров Илья Андреевич"),
        ("моей дочери Ким Марте Олеговне", "Ким Марта Олеговна"),
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
