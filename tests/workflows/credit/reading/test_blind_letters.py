"""Ways of writing that letters of an author who never saw the rules brought up (see docs/reading.md); all names new."""

import pytest
from mails import Attachment, plain

from workflows.credit.reading import read


def rows(text: str, **more: object) -> list[tuple]:
    said = read(plain(text, **more))
    return [
        tuple(value.value for value in (course.title, course.hours, course.assessment_form, course.result))
        for course in said.courses
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Прошу зачесть:\n1. Немецкий язык, уровень A2 / 72 часа / экзамен / 4\n2. Лепка / 36 часов / зачёт / 5",
            [("Немецкий язык, уровень A2", 72, "экзамен", "4"), ("Лепка", 36, "зачёт", "5")],
        ),
        (
            "Прошла курс «Лепка», тридцать шесть часов, сдала зачёт, поставили хорошо. Прошу его зачесть.",
            [("Лепка", 36, "зачёт", "хорошо")],
        ),
        (
            "Прошу зачесть сыну Мише курс скульптуры, 72 часа, зачёт, 5.",
            [("скульптуры", 72, "зачёт", "5")],
        ),
        (
            "Сын ходил в клуб «Парус»: Гребля, 68 часов, сдача нормативов, II юношеский. Прошу зачесть.",
            [("Гребля", 68, "сдача нормативов", "II юношеский")],
        ),
    ],
)
def test_a_separator_a_verb_and_a_sports_rank_hide_no_value(text, expected):
    assert rows(text) == expected


@pytest.mark.parametrize("said", ["72/108 часов", "72 / 108 часов", "от 72 до 108 часов"])
def test_two_numbers_of_hours_are_still_nobodys_total(said):
    assert rows(f"Прошу зачесть:\n1. Лепка, {said}, зачёт, 5") == [("Лепка", None, "зачёт", "5")]


@pytest.mark.parametrize("instead", ["вместо рисования", "взамен рисования", "кроме рисования"])
def test_what_is_to_be_replaced_is_no_claimed_course(instead):
    text = f"Дочь занималась лепкой, зачёт сдан на отлично. Прошу зачесть {instead}."
    assert all("рисования" not in str(title) for title, *_ in rows(text))


def test_the_column_of_how_it_ended_is_the_form():
    table = (
        ("Перечень предметов", "", "", ""),
        ("Предмет", "Объём", "Чем завершился", "Итог"),
        ("Акробатика", "144 ч", "показательное выступление", "зачтено"),
    )
    files = (Attachment(0, "a.xlsx", "", text="", tables=(table,)),)
    said = rows("Прошу зачесть предметы из таблицы", attachments=files)
    assert said == [("Акробатика", 144, "показательное выступление", "зачтено")]


def test_a_title_written_to_harm_is_shown_as_it_stands_and_never_trusted():
    title = '=HYPERLINK("http://evil.test/x","Экономика")'
    said = read(plain(f"Прошу зачесть:\n1. {title}, 34 ч., зачет, зачтено\n2. Лепка, 36 ч., зачет, 5"))
    assert said.courses[0].title.value == title
    assert [course.needs_human for course in said.courses] == [True, False]


def test_a_former_student_who_names_himself_asks_for_himself():
    said = read(
        plain("Я, Галкин Марат Ильич, 11.03.2007 г.р., обучался у вас. Прошу выдать справку об обучении.")
    )
    assert (said.kind, said.applicant_role, said.student.value) == (
        "disclosure_request",
        "student",
        "Галкин Марат Ильич",
    )


def test_home_made_headings_are_understood():
    table = (
        ("Что изучал", "Сколько часов", "Как сдавал", "Что получил"),
        ("Лепка", "58 часов", "итоговый проект", "10 баллов из 10"),
    )
    files = (Attachment(0, "a.docx", "", text="", tables=(table,)),)
    assert rows("Прошу зачесть", attachments=files) == [("Лепка", 58, "итоговый проект", "10 баллов из 10")]


def test_a_member_of_staff_who_sends_a_form_is_never_its_student():
    form = "от Кравчуна Ярослава Денисовича,\nобучающегося 2 курса\nЗаявление\nПрошу зачесть:\nЛепка, 36 ч, зачёт, 5"
    said = read(
        plain(
            "Коллеги, пересылаю заявление моего студента.\nМухина Т.В., тьютор",
            name="Мухина Татьяна Викторовна",
            attachments=(Attachment(0, "a.docx", "", text=form),),
        )
    )
    assert (said.applicant.value, said.applicant_role) == ("Кравчун Ярослав Денисович", "student")
    assert said.student.value == "Кравчун Ярослав Денисович"
    assert said.handed_in_by.value == "Мухина Татьяна Викторовна"


def test_an_answer_gives_the_one_value_that_was_asked_for():
    text = "Здравствуйте, посмотрел в договоре:\nРисование песком - 28 часов\nЛепка - 16 часов"
    said = read(plain(text, subject="Re: [ЗР-2026-0190] Нужно дополнить заявление", in_reply_to=True))
    assert [(course.title.value, course.hours.value) for course in said.courses] == [
        ("Рисование песком", 28),
        ("Лепка", 16),
    ]


def test_a_row_that_ends_with_its_result_does_not_swallow_the_next_line():
    text = "Прошу зачесть:\n* Программирование микроконтроллеров, 68 часов, олимпиада, 2 место\nвсё, больше не было"
    assert rows(text) == [("Программирование микроконтроллеров", 68, "олимпиада", "2 место")]


@pytest.mark.parametrize("heading", ["Пройденные курсы", "СПРАВКА ОБ ОБУЧЕНИИ", "Студия «Парус»"])
def test_a_heading_over_plain_rows_is_no_part_of_their_titles(heading):
    text = f"Прошу зачесть курсы.\n\n{heading}\nЛепка, 72 часа, зачёт, 5\nБатик, 36 часов, зачёт, 4"
    assert rows(text) == [("Лепка", 72, "зачёт", "5"), ("Батик", 36, "зачёт", "4")]


def test_words_before_the_word_course_are_doubted_and_its_adjective_is_not():
    doubted = read(plain("Прошу зачесть Мишеньке курс скульптуры, 72 часа, зачёт, 5."))
    assert all(course.needs_human for course in doubted.courses)
    assert rows("Прошу зачесть: Базовый курс физики, 72 часа, зачёт, 5.")[0][0] == "Базовый курс физики"
    assert read(plain("Прошу зачесть: Базовый курс физики, 72 часа, зачёт, 5.")).needs_human == ()


def test_dashed_labels_under_a_name_are_its_values():
    block = "{}\n- объём: {} часов\n- форма: зачёт\n- результат: {}\n\n"
    text = "Прошу зачесть:\n\n" + block.format("Лепка", 75, 5) + block.format("Батик", 36, 4)
    assert rows(text) == [("Лепка", 75, "зачёт", "5"), ("Батик", 36, "зачёт", "4")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Я ученик 10 "А" класса, окончил курс "Лепка" объемом 36 часов. '
            "Итоговой аттестацией был устный экзамен, оценка 5. Прошу зачесть.",
            [("Лепка", 36, "устный экзамен", "5")],
        ),
        (
            "Прошу зачесть курс «Лепка» (72 часа), оканчивающийся экзаменом (отлично).",
            [("Лепка", 72, "экзаменом", "отлично")],
        ),
        (
            "Прошу зачесть\n\nКурс: Лепка\nЧасов (акад.): 72\nЧем завершился: выставка\n"
            "Форма обучения: очная\nОценка: 5",
            [("Лепка", 72, "выставка", "5")],
        ),
        (
            "Прошу зачесть:\n\nЛепка\n  часы: 72\n  итог: зачтено\n\nБатик\n  форма: выставка",
            [("Лепка", 72, None, "зачтено"), ("Батик", None, "выставка", None)],
        ),
        (
            "здравствуйте можно мне зачесть пожалуйста вот это из музыкалки города\n"
            "лепка 72ч зачёт зачтено\nбатик 36ч выставка 2 место",
            [("лепка", 72, "зачёт", "зачтено"), ("батик", 36, "выставка", "2 место")],
        ),
    ],
)
def test_quotes_of_a_class_verbs_of_an_end_and_loose_lines_hide_no_value(text, expected):
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'Прошу зачесть курс "Школа "Радуга"", 72 часа, зачёт, 5.',
        "Прошу зачесть:\n1. Лепка, 72 часа, зачёт сдавала устно, 5",
        "Прошу зачесть\n\nКурс: Лепка\nФорма: очная\nОбъём: 72 ч\nОценка: 5",
    ],
)
def test_torn_quotes_a_verb_in_a_form_and_a_form_of_study_are_doubted(text):
    assert all(course.needs_human for course in read(plain(text)).courses)


def test_courses_that_are_columns_and_fields_that_are_rows_are_read():
    columns = (
        ("", "Курс 1", "Курс 2"),
        ("Название", "Лепка", "Батик"),
        ("Часов", "140", "70"),
        ("Форма аттестации", "контрольные нормативы", "зачёт"),
        ("Результат", "выполнены", "5"),
    )
    assert rows("Прошу зачесть", tables=(columns,)) == [
        ("Лепка", 140, "контрольные нормативы", "выполнены"),
        ("Батик", 70, "зачёт", "5"),
    ]
    fields = (
        ("Программа", "Лепка"),
        ("Часов (акад.)", "144 ч"),
        ("Форма обучения", "очная"),
        ("Оценка", "5"),
    )
    files = (Attachment(0, "a.xlsx", "", text="", tables=(fields,)),)
    assert rows("Прошу зачесть", attachments=files) == [("Лепка", 144, None, "5")]


def test_what_is_asked_for_loosely_takes_its_name_and_values_from_the_one_course_of_the_file():
    table = (("Курс", "Часы", "Форма", "Оценка"), ("Немецкий язык для путешествий", "48", "тест", "5"))
    files = (Attachment(0, "a.xlsx", "", text="", tables=(table,)),)
    said = rows("Прошу зачесть мне курс немецкого, письмо от школы языков прилагаю.", attachments=files)
    assert said == [("Немецкий язык для путешествий", 48, "тест", "5")]


def test_a_number_of_another_organisation_makes_no_answer_and_a_family_name_makes_a_parent():
    said = read(
        plain("Просим зачесть курс «Лепка», 72 часа, зачёт, 5.", subject="Исх. № 118/02-26 от 05.10.2026")
    )
    assert said.kind == "credit_application"
    text = "Прошу зачесть Злате Зиминой курс «Лепка», 72 часа, зачёт, 5.\nЗимина Юлия Борисовна"
    said = read(plain(text, name="Юлия Зимина"))
    assert (said.applicant_role, said.student.value) == ("representative", "Злата Зимина")
