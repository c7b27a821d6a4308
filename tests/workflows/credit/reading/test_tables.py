"""Shapes of tables and HTML lists: whatever the columns are called and however they stand, the same two courses."""

from email.message import EmailMessage

import pytest
from mails import Attachment, from_raw, plain

from workflows.credit.reading import Letter, read
from workflows.credit.reading.letter import MERGED

TWO = [("Лепка", 72, "зачёт", "5"), ("Батик", 36, "выставка", "4")]


def rows(letter: Letter) -> list[tuple]:
    return [
        tuple(value.value for value in (course.title, course.hours, course.assessment_form, course.result))
        for course in read(letter).courses
    ]


def table(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in text.strip().split("\n"))


def html(body: str) -> Letter:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "Ольга Зимина <z@mail.example>", "Заявление"
    mail.set_content(f"<p>Прошу зачесть курсы:</p>{body}", subtype="html")
    return from_raw(mail.as_bytes())


@pytest.mark.parametrize(
    "shape",
    [
        # headings in the writer's own words, columns that say nothing of the course, dates of assessment
        "Где|Что|Когда|Сколько|Чем закончилось|Итог\nДДТ|Лепка|2024|72 ч|зачёт|5\nДШИ|Батик|2025|36 ч|выставка|4",
        "Предмет|Педагог|Часов|Форма аттестации|Дата аттестации|Отметка\nЛепка|Клим Ю.Р.|72|зачёт|12.05.2024|5\n"
        "Батик|Ром А.А.|36|выставка|13.05.2025|4",
        # two sides, of which one is ours; a choice; marks of terms beside the final one
        "Предмет учебного плана|Часов по плану|Что изучено|Часов|Форма|Оценка\nТруд|68|Лепка|72|зачёт|5\n"
        "ИЗО|34|Батик|36|выставка|4",
        "Предмет|Часы|Контроль|Оценка|Прошу зачесть\nЛепка|72|зачёт|5|да\nБатик|36|выставка|4|да\nХор|34|зачёт|5|нет",
        "Предмет|Часы|1 полугодие|2 полугодие|Годовая|Форма аттестации\nЛепка|72|4|5|5|зачёт\nБатик|36|5|5|4|выставка",
        # units and hours in one cell, a name wrapped into the next row, the mark beside the form
        "Предмет|З.е./часы|Форма|Оценка\nЛепка|2/72|зачёт|5\nБатик|36 (1 з.е.)|выставка|4",
        "№|Курс (часы)|Аттестация\n1|Лепка (72 ч)|зачёт, 5\n2|Батик (36 ч)|выставка (4)",
        # no headings, a table on its side, labels beside values in four columns, whole rows in one cell
        "1.|Лепка|Клим Ю.Р.|1 семестр|72 ч|зачёт|5\n2.|Батик|Ром А.А.|2 семестр|36 ч|выставка|4",
        "Показатель|Лепка|Батик\nОбъём|72|36\nФорма контроля|зачёт|выставка\nОценка|5|4",
        "Курс|Лепка|Часы|72\nФорма|зачёт|Оценка|5\nКурс|Батик|Часы|36\nФорма|выставка|Оценка|4",
        "№|Пройденные курсы\n1|Лепка — 72 ч — зачёт — 5\n2|Батик — 36 ч — выставка — 4",
    ],
)
def test_a_table_is_read_by_its_headings_and_by_what_its_columns_hold(shape):
    assert rows(plain("Прошу зачесть", tables=(table(shape),))) == TWO


@pytest.mark.parametrize(
    "shape",
    [
        "<ul><li>Лепка<ul><li>72 часа</li><li>зачёт</li><li>5</li></ul></li>"
        "<li>Батик<ul><li>36 часов</li><li>выставка</li><li>4</li></ul></li></ul>",
        "<dl><dt>Лепка</dt><dd>72 ч, зачёт, 5</dd><dt>Батик</dt><dd>36 ч, выставка, 4</dd></dl>",
        "<h3>Лепка</h3><ul><li>Объём — 72 ч</li><li>Форма аттестации — зачёт</li><li>Результат — 5</li></ul>"
        "<h3>Батик</h3><ul><li>Объём — 36 ч</li><li>Форма аттестации — выставка</li><li>Результат — 4</li></ul>",
        "<h4>Лепка</h4><table><tr><td>Объём<td>72 ч<tr><td>Форма аттестации<td>зачёт<tr><td>Оценка<td>5</table>"
        "<h4>Батик</h4><table><tr><td>Объём<td>36 ч<tr><td>Форма аттестации<td>выставка<tr><td>Оценка<td>4</table>",
        "<table><tr><th>Курс<th>Часы<th>Форма<th>Оценка<tr><td>Лепка<td>72<td>зачёт<td>5</table>"
        "<p>И ещё: «Батик», 36 часов, форма аттестации: выставка, оценка 4.</p>",
    ],
)
def test_lists_and_headings_of_html_keep_their_values(shape):
    assert rows(html(shape)) == TWO


def test_a_form_shared_by_rows_is_that_of_each_and_shared_hours_are_nobodys():
    shared = (
        ("Предмет", "Часы", "Форма", "Оценка"),
        ("Лепка", "72", "зачёт", "5"),
        ("Батик", MERGED, MERGED, "4"),
    )
    assert rows(plain("Прошу зачесть", tables=(shared,))) == [
        ("Лепка", None, "зачёт", "5"),
        ("Батик", None, "зачёт", "4"),
    ]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Прошу зачесть только пункты 1 и 3 выписки.", ["Лепка", "Хор"]),
        ("Прошу зачесть всё из выписки, кроме батика.", ["Лепка", "Хор"]),
        ("Прошу зачесть всё из выписки, кроме пункта 2.", ["Лепка", "Хор"]),
        ("Прошу зачесть только пункт 7 выписки.", []),
    ],
)
def test_of_a_file_only_the_rows_asked_for_are_claimed(asked, expected):
    said = "№|Предмет|Часы|Форма|Оценка\n1|Лепка|72|зачёт|5\n2|Батик|36|зачёт|4\n3|Хор|34|зачёт|5"
    file = Attachment(0, "a.pdf", "", text="Выписка", tables=(table(said),))
    read_of = read(plain(asked, attachments=(file,))).courses
    assert [course.title.value for course in read_of if not course.needs_human] == expected


def test_what_is_noted_beside_a_course_forbids_to_trust_its_result():
    said = table(
        "Предмет|Часы|Форма|Оценка|Примечание\nЛепка|72|зачёт|5|ещё не сдан\nБатик|36|зачёт|в процессе|"
    )
    courses = read(plain("Прошу зачесть", tables=(said,))).courses
    assert [(course.result.value, course.needs_human) for course in courses] == [(None, True), (None, True)]


@pytest.mark.parametrize(
    "shape",
    [
        # what the writer struck out is not read; marks under the form that heads them; cards of a platform
        "<table><tr><th>Курс<th>Часы<th>Форма<th>Итог<tr><td>Лепка<td><s>34</s> 72<td>зачёт<td>5"
        "<tr><td>Батик<td>36<td><del>зачёт</del> выставка<td>4<tr style='text-decoration:line-through'>"
        "<td>Хор<td>34<td>зачёт<td>5</table>",
        "<table><tr><th>Курс<th>Часов<th>Зачёт<th>Выставка<tr><td>Ле&shy;пка<td>72<td>5<td>–<tr><td>Батик<td>36<td><td>4"
        "</table>",
        "<div><b>Лепка</b><br><br>Объём: 72 часа<br>Зачёт: 5<br><a href=x>Открыть</a></div>"
        "<div><b>Батик</b><br><br>Объём: 36 часов<br>Выставка: 4</div>"
        "<p>Вам может понравиться: «Ораторское искусство», 36 часов.</p>",
        "<table><tr><th>Предмет<th>Объём / форма контроля<th>Оценка<tr><td>Лепка<td>72 ч / зачёт<td>5"
        "<tr><td>Батик<td>36 ч / выставка<td>4</table>",
    ],
)
def test_struck_words_headings_of_forms_and_cards_are_understood(shape):
    said = rows(html(shape))
    assert [(title, hours, str(form).lower(), result) for title, hours, form, result in said] == TWO


def test_what_several_sources_say_of_one_course_is_joined_and_a_paper_is_no_course():
    def files(*said: tuple[str, str]) -> tuple[Attachment, ...]:
        return tuple(
            Attachment(number, "a.pdf", "", text=text, tables=(table(rows_of),) if rows_of else ())
            for number, (text, rows_of) in enumerate(said)
        )

    first = "Прошу зачесть:\n1. Лепка — 72 часа\n2. Батик — 36 часов\nОценки в файле."
    more = files(
        ("Ведомость", "Предмет|Форма|Оценка\nКурс «Лепка»|зачёт|5\nБатик (роспись ткани)|выставка|4")
    )
    assert rows(plain(first, attachments=more)) == TWO
    paper = files(("Справка\nФорма аттестации: зачёт\nОценка: 5", ""))
    assert rows(plain("Прошу зачесть курс «Лепка», 72 часа.", attachments=paper)) == TWO[:1]
    parted = files(("", "Предмет|Часы|Форма|Оценка\nЛепка|72|зачёт|5"), ("", ""))
    torn = (Attachment(0, "a.docx", "", text="", tables=(parted[0].tables[0], table("Батик|36|выставка|4"))),)
    assert rows(plain("Прошу зачесть курсы из файла", attachments=torn)) == TWO
    several = files(
        ("", "Курс|Часы|Форма|Оценка\nАнглийский язык A1|72|зачёт|5\nАнглийский язык A2|36|зачёт|4")
    )
    assert read(plain("Прошу зачесть курс «Английский язык».", attachments=several)).courses[0].needs_human
    ticked = files(
        ("", "Предмет|Часы|Форма|Оценка\nЛепка|72|☒ зачёт ☐ экзамен|5\nБатик|36|☐ зачёт ☑ выставка|4")
    )
    assert rows(plain("Прошу зачесть курсы из файла", attachments=ticked)) == TWO


@pytest.mark.parametrize(
    ("result", "note"), [("4 или 5", ""), ("идёт сейчас", ""), ("5", "ещё учится"), ("см. приложение", "")]
)
def test_a_result_that_is_not_settled_is_left_for_a_person(result, note):
    said = table(f"Предмет|Часы|Форма|Оценка|Примечание\nЛепка|72|зачёт|{result}|{note}")
    course = read(plain("Прошу зачесть", tables=(said,))).courses[0]
    assert (course.result.value, course.needs_human, course.hours.value) == (None, True, 72)


NAMES = [  # names that look like forms, results, labels, other people or several courses
    "Практическая психология",
    "Сестринское дело в хирургии",
    "ВКР",
    "HR-аналитика",
    "Выпускная квалификационная работа",
    "Оценка бизнеса",
    "Математика: алгебра и геометрия",
    "Геометрия, 8 кл.",
    "ИЗО-студия «Радуга»",
    "Моя Россия",
    "Контрактная система в сфере закупок товаров, работ, услуг",
    "Основы работы в 1С:Бухгалтерии",
]


@pytest.mark.parametrize(
    "shape",
    [
        "<h3>{}</h3><p>Объём: 72 ч<br>Форма контроля: зачёт<br>Результат: зачёт получен</p>",
        "<dl><dt>{}</dt><dd>72 ч, зачёт, зачёт получен</dd></dl>",
        "<table><tr><td>Курс<td>Часы<td>Контроль<td>Итог<tr><td>{}<td>72<td>зачёт<td>зачёт получен</table>",
    ],
)
def test_a_name_stays_a_name_whatever_its_words(shape):
    expected = [(name, 72, "зачёт", "зачёт получен") for name in NAMES]
    assert rows(html("".join(shape.format(name) for name in NAMES))) == expected


@pytest.mark.parametrize(
    ("shape", "trusted"),
    [
        ("Предмет|Объём, мин|Форма|Оценка\nЛепка|3240|зачёт|5", ("Лепка", None, "зачёт", "5")),
        ("Предмет|Объём (астр. ч)|Форма|Оценка\nЛепка|54|зачёт|5", ("Лепка", None, "зачёт", "5")),
        ("Предмет|Часы|Форма|Оценка\nЛепка|2|зачёт|5", ("Лепка", None, "зачёт", "5")),
        ("Предмет|Часы|Форма|Оценка\nЛепка|72|зачёт|Клим Ю.Р.", ("Лепка", 72, "зачёт", None)),
        ("Предмет|Часы|Форма|Оценка\nЛепка|72|12.05.2025|5", ("Лепка", 72, None, "5")),
        ("ФИО|Предмет|Часы|Форма|Оценка\nЗимин Пётр|Лепка|72|зачёт|5\nРогов Иван|Хор|34|зачёт|4", TWO[0]),
        (
            "Предмет учебного плана|Часы по плану|Форма аттестации\nЛепка|72|зачёт",
            ("Лепка", 72, "зачёт", None),
        ),
    ],
)
def test_what_a_column_holds_beside_its_words_is_for_a_person(shape, trusted):
    file = Attachment(0, "a.xlsx", "", text="", tables=(table(shape),))
    letter = plain("Прошу зачесть курсы из файла", attachments=(file,))
    assert (rows(letter)[0], read(letter).courses[0].needs_human) == (trusted, True)


def test_a_sentence_and_a_second_source_take_trust_from_a_file():
    file = Attachment(
        0, "a.xlsx", "", text="", tables=(table("Предмет|Часы|Форма|Оценка\nЛепка|72|экзамен|5"),)
    )
    assert rows(plain("Прошу зачесть курс «Лепка», зачёт.", attachments=(file,))) == [
        ("Лепка", 72, None, "5")
    ]
    said = plain("Прошу зачесть всё из файла. Лепку я ещё не закончил.", attachments=(file,))
    assert rows(said) == [("Лепка", 72, None, None)]


def test_a_length_in_years_is_no_hours_and_what_is_advertised_is_no_course():
    said = table(
        "Предмет|Продолжительность|Часов|Форма|Оценка\nЛепка|2 года|72|зачёт|5\nБатик|1 год|36|выставка|4"
    )
    assert rows(plain("Прошу зачесть", tables=(said,))) == TWO
    letter = plain(
        "Прошу зачесть курс «Лепка», 72 часа, зачёт, 5.\nРекомендуем курс «Хор», 36 часов, концерт."
    )
    assert rows(letter) == TWO[:1]


def test_columns_under_headings_in_the_writers_own_words_in_any_order():
    rows_said = "Итог | Год | Чему учился | Вид проверки | Всего ак. ч.\n5 | 2025 | Лепка | зачёт | 72\n"
    rows_said += "4 | 2026 | Батик | выставка | 36"
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in table(rows_said)
    )
    assert rows(html(f"<table>{body}</table>")) == TWO


@pytest.mark.parametrize("mark", [" // ", " — ", " | ", " :: ", "; "])
def test_rows_that_part_alike_say_which_words_are_the_form(mark):
    said = [("Лепка", "40 ч", "роспись блюда", "зачёт"), ("Батик", "20 ч", "запуск ракеты", "отлично")]
    letter = plain(
        "Прошу зачесть:\n" + "\n".join(f"1. {mark.join(each)}" for each in said).replace("\n1.", "\n2.")
    )
    assert rows(letter) == [
        ("Лепка", 40, "роспись блюда", "зачёт"),
        ("Батик", 20, "запуск ракеты", "отлично"),
    ]
    assert all(course.needs_human for course in read(letter).courses)


def test_one_known_form_vouches_for_the_other_also_without_hours():
    letter = plain("Прошу зачесть:\n+ Звук — сведение трека — хорошо\n+ Диджеинг — контрольный сет — сдано")
    assert rows(letter) == [
        ("Звук", None, "сведение трека", "хорошо"),
        ("Диджеинг", None, "контрольный сет", "сдано"),
    ]


@pytest.mark.parametrize("said", ["Настоящий диплом выдан\nСмолякову Артуру\nв том, что он освоил", "Освоил"])
def test_the_programme_whose_parts_a_table_lists_is_no_course_of_its_own(said):
    table = (
        ("Раздел", "Часы", "Форма", "Оценка"),
        ("Ручное тестирование", "48", "зачёт", "5"),
        ("Автоматизация", "60", "экзамен", "4"),
    )
    text = f"{said} программу «Тестировщик» общим объёмом 108 академических часов, итоговый экзамен"
    files = (Attachment(0, "diplom.pdf", "", text=text, tables=(table,)),)
    courses = read(plain("Прошу зачесть разделы из диплома", attachments=files)).courses
    assert [course.title.value for course in courses] == ["Ручное тестирование", "Автоматизация"]
