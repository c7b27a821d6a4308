"""Courses told in sentences: which name a value belongs to, and when it belongs to none."""

import pytest
from mails import plain

from workflows.credit.reading import read
from workflows.credit.reading.prose.mentions import either_means
from workflows.credit.reading.values import Value

LEPKA = ("Лепка", 72, "зачёт", "5")
QUESTION = "\n\nВт, 22 сентября 2026, 9:40 от Учебная часть <z@shkola.example>:\n"
QUESTION += "> По курсу «Каллиграфия» не указаны: часы.\n"


def told(text: str, **more: object) -> list[tuple]:
    """What is given out of each course; what a person must look at is marked by a fifth value."""
    return [
        (*(value.value for value in (each.title, each.hours, each.assessment_form, each.result)),)
        + (("?",) if each.needs_human else ())
        for each in read(plain(text, **more)).courses
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Трудоёмкость 72 академических часа, промежуточная аттестация - зачёт, результат - 5.",
        "По плану на неё отведено 72 часа, форма аттестации - зачёт, оценка 5.",
        "Курс рассчитан на 72 ч; в конце зачёт. Поставили 5.",
        "Согласно справке это 72 ак. ч. Аттестация проходила в форме: зачёт и у меня 5.",
        "Она длилась 72 часа, а сдавали зачёт. 5. Спасибо!",
        "Закончилось всё: зачёт, 5, а занятий было на 72 часа.",
        "Количество часов: 72. Итоговая аттестация — зачёт, получила 5.",
    ],
)
@pytest.mark.parametrize(
    "ask",
    [
        "Прошу зачесть программу «Лепка», пройденную в колледже.",
        "Я уже проходила «Лепка» в летней школе. Прошу зачесть.",
        "Можно ли зачесть мне «Лепка»? Занималась этим в студии.",
    ],
)
def test_a_sentence_of_values_continues_the_name_before_it(ask, said):
    assert told(f"{ask} {said}") == [LEPKA]


@pytest.mark.parametrize(
    ("ask", "title"),
    [
        ("Хочу зачесть лепку, занималась в летней школе.", "лепку"),
        ("Прошу зачесть курс по лепке, который я прошла в студии.", "лепке"),
        ("Я прошла курс лепки в лицее № 12, прошу зачесть.", "лепки"),
        ("Зачтите мне программирование на Python.", "программирование на Python"),
        ("Прошу зачесть лепку из глины.", "лепку из глины"),
    ],
)
def test_a_name_without_quotes_ends_where_the_sentence_tells_on(ask, title):
    assert told(f"{ask} Там было 72 часа, зачёт, 5.") == [(title, 72, "зачёт", "5")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Хочу зачесть химию и лепку, вместе вышло 70 часов. По химии контрольная работа, "
            "оценка 4. По лепке зачет, зачтено.",
            [("химию", None, "контрольная работа", "4", "?"), ("лепку", None, "зачет", "зачтено", "?")],
        ),
        (
            "Зачтите мне волейбол и шахматы, на оба предмета вместе 80 часов. "
            "Волейбол - зачет, 5. Шахматы - турнир, 4. Спасибо!",
            [("волейбол", None, "зачет", "5", "?"), ("шахматы", None, "турнир", "4", "?")],
        ),
        (
            "Прошу зачесть два курса: «Лепка» и «Батик». Что касается лепки, 72 ч, зачёт, 5; "
            "у батика 36 часов, тест, хорошо.",
            [LEPKA, ("Батик", 36, "тест", "хорошо")],
        ),
        (
            "Прошу зачесть лепку и батик. По лепке форма контроля: зачёт, у меня 5, а по батику сдавали тест, тоже 5.",
            [("лепку", None, "зачёт", "5"), ("батик", None, "тест", "5")],
        ),
        (
            "Прошу зачесть лепку и батик. По лепке зачёт. По батику тест. Оценка 5.",
            [("лепку", None, "зачёт", None), ("батик", None, "тест", None, "?")],
        ),
    ],
)
def test_of_several_courses_each_value_goes_to_the_name_of_its_clause(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Нашёл в договоре: на каллиграфии было 48 часов, итог - 5.", "каллиграфии"),
        ("Насчёт каллиграфии: 48 часов, 5.", "каллиграфии"),
        ("Уточняю: курс каллиграфии - по плану 48 часов, поставили 5.", "каллиграфии"),
        ("Что касается каллиграфии, там было 48 ч, получил 5.", "каллиграфии"),
        ("«Каллиграфия»: 48 часов, у меня 5.", "Каллиграфия"),
        ("Там, где каллиграфия, 48 часов, 5.", "каллиграфия"),
    ],
)
def test_an_answer_names_its_course_in_any_case(said, title):
    subject = "Re: [ЗР-2026-0134] Нужно дополнить заявление"
    assert told(f"Добрый день! {said}{QUESTION}", subject=subject) == [(title, 48, None, "5")]


@pytest.mark.parametrize(
    "text",
    [
        "Прошу зачесть. По плану на неё отведено 58 часов, зачёт, 5.",
        "Прошу зачесть:\nКаллиграфия трудоёмкость — 58 ч — зачёт — 5",
    ],
)
def test_a_label_or_a_pronoun_is_no_name(text):
    assert all(len(row) == 5 or row[0] is None for row in told(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Прошу зачесть лепку: занималась ею в студии. Весь курс 72 часа, в качестве аттестации зачёт, 5.",
            "зачёт",
        ),
        ("Прошу зачесть лепку. Курс на 72 часа, аттестация в форме «зачёт», 5.", "зачёт"),
        ("Прошу зачесть лепку как пройденный предмет. 72 часа, зачёт, 5. Занятия шли по субботам.", "зачёт"),
    ],
)
def test_a_form_is_what_its_words_lead_to(text, expected):
    assert told(text) == [("лепку", 72, expected, "5")]


@pytest.mark.parametrize(
    "said",
    [
        "Пишу по делу, в курсе каллиграфии 48 ч., 5 (отлично).",
        "Нужные данные: по вашему вопросу о каллиграфии: 48 часов, 5 (отлично).",
        "По поводу каллиграфии - выдали справку на 48 часов, в ведомости 5 (отлично).",
    ],
)
def test_words_of_an_answer_before_its_course_are_no_name(said):
    subject = "Re: [ЗР-2026-0134] Нужно дополнить заявление"
    assert told(f"{said}{QUESTION}", subject=subject) == [("каллиграфии", 48, None, "5 (отлично)")]


def test_hours_in_brackets_behind_two_names_are_of_neither():
    text = "Прошу зачесть программы «Лепка» и «Батик» (итого 102 часа). По лепке зачёт, 5. По батику тест, 4."
    assert told(text) == [("Лепка", None, "зачёт", "5", "?"), ("Батик", None, "тест", "4", "?")]


def test_a_wrapped_line_that_ends_a_sentence_begins_no_row():
    text = (
        "Хочу попросить зачесть курс «Игра на укулеле», пройденный этой весной в центре\n"
        "«Пересвет». В нём 48 часов, зачёт, 5."
    )
    assert told(text) == [("Игра на укулеле", 48, "зачёт", "5")]


def test_the_word_hours_before_its_number_is_left_to_the_rules_of_rows():
    rows = "лепка: часов 72, оценка 5, зачёт;\nбатик: часов 36, оценка 4, тест."
    assert [row[1] for row in told(f"Прошу зачесть, переписываю:\n{rows}")] == [72, 36]


def test_names_without_a_long_word_are_compared_by_their_short_ones():
    one, other = Value("C#"), Value("Go")
    assert (
        either_means(one, Value("c#")) and not either_means(one, other) and not either_means(one, Value("5"))
    )
    assert not either_means(Value(""), one) and not either_means(one, Value(""))


@pytest.mark.parametrize(
    "said",
    [
        "Программой предусматривалось 72 часа, назначен зачёт, вывели 5.",
        "Нам начитали 72 часа. Напоследок провели зачёт. Педагог поставил 5.",
        "Учебный план насчитывает 72 часа; способ проверки — зачёт; итоговая цифра 5.",
        "Освоено 72 часа, вид испытания — зачёт, в ведомости 5.",
        "На всё ушло 72 часа, вместо экзамена зачёт, она заслужила 5.",
    ],
)
def test_verbs_of_what_happened_and_nouns_of_measuring_lead_to_a_value(said):
    assert told(f"Мы просим зачесть программу «Лепка». {said}") == [LEPKA]


@pytest.mark.parametrize(
    ("said", "course"),
    [
        ("Пропустила 4 часа, сдала зачёт.", ("Лепка", None)),
        ("Ходили на концерт, поставили 5.", ("Лепка", None)),
    ],
)
def test_what_was_missed_or_only_visited_is_no_value(said, course):
    read_so = told(f"Прошу зачесть курс «Лепка». {said}")
    assert all(row[1] != 4 and (row[2] is None or len(row) == 5) for row in read_so if row[0] == course[0])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Дочка ездила в Дом ремёсел и занималась там «Вышивкой гладью».", "Вышивкой гладью"),
        ("Дочь посещала в школе «Живопись и композицию».", "Живопись и композицию"),
        ("Дочь посещала класс «Флейты».", "Флейты"),
        ("Дочь посещала занятия «Лепка» в центре.", "Лепка"),
    ],
)
def test_what_was_studied_stands_in_the_case_of_an_object(text, title):
    assert told(f"{text} Весной был зачёт, поставили 5. Прошу зачесть.")[0][:1] == (title,)


def test_a_sentence_that_a_mail_program_broke_before_a_dash_is_whole():
    first = "Прошу зачесть курс «Лепка». Там было 72 часа, а форма итоговой аттестации"
    assert told(f"{first}\n— зачёт, получила 5.") == [LEPKA]


def test_an_unexplained_word_beside_a_value_leaves_it_to_a_person():
    text = "Прошу зачесть курс «Лепка». Хорёк насвистел 72 часа, сдала зачёт."
    assert [row[4:] for row in told(text)] == [("?",)]


@pytest.mark.parametrize(
    ("ask", "titles"),
    [
        ("Прошу зачесть лепку и батик, оба курса по 54 часа.", ("лепку", "батик")),
        ("Хочу засчитать лепку и батик, вместе на них ушло 90 часов.", ("лепку", "батик")),
        (
            "Сын закончил курсы «Юная лепка» и «Батик на шёлке», на оба вместе 72 часа.",
            ("Юная лепка", "Батик на шёлке"),
        ),
    ],
)
def test_names_of_the_request_are_written_as_there_and_its_hours_are_nobodys(ask, titles):
    text = f"{ask} По лепке был экзамен, оценка 4. По батику зачёт, зачтено. Просим зачесть."
    assert told(text) == [(titles[0], None, "экзамен", "4", "?"), (titles[1], None, "зачёт", "зачтено", "?")]


def test_names_after_the_word_for_several_are_those_of_the_request():
    text = "Хочу попросить о зачёте двух предметов, лепки и батика. По лепке зачёт, 5. По батику тест, 4."
    assert told(text) == [("лепки", None, "зачёт", "5"), ("батика", None, "тест", "4")]


def test_a_name_that_may_stand_otherwise_in_the_request_is_doubted():
    text = "Прошу зачесть дело с глиной под названием лепка без батика. По лепке 72 часа, зачёт, 5."
    assert all(row[4:] == ("?",) for row in told(text))


def test_words_that_only_lead_on_are_no_part_of_a_name():
    text = "Прошу зачесть лепку и батик. Теперь лепка: 72 часа, зачёт, 5. Теперь батик: 36 часов, тест, 4."
    assert told(text) == [("лепку", 72, "зачёт", "5"), ("батик", 36, "тест", "4")]


@pytest.mark.parametrize(
    "text",
    [
        "Здравствуйте! По странному вопросу вышло: 72 часа, контроль: зачёт.",
        "Прошу зачесть лепку и батик, как странно.\nИспытание: зачёт, утвердили 5.",
        "Можно мне зачесть лепку? Часов 54, а ёжик аттестован, зачёт.",
    ],
)
def test_what_only_leads_or_tells_more_is_no_name_to_trust(text):
    subject = "Re: [ЗР-2026-0134] Нужно" if "вышло" in text else "Зачёт"
    assert all(len(row) == 5 for row in told(text, subject=subject))


def test_a_name_that_a_line_broke_behind_its_hyphen_is_whole():
    text = "Прошу Вас зачесть моей дочери Лучко Мирославе в нынешнем году курс «Веб-\nдизайн». Зачёт, 72 часа, 5."
    assert told(text)[0][0] == "Веб-дизайн"


def test_a_school_in_quotes_at_the_start_of_a_line_is_no_course():
    text = "Прошу зачесть плавание, которое сын Огурцов Степан прошёл в центре\n«Пересвет». 24 часа, тест, 5."
    assert all(row[0] != "Пересвет" for row in told(text))


def test_what_a_name_is_made_of_belongs_to_it():
    assert told("Я прошёл курс лепки из глины в школе, прошу зачесть. 72 часа; зачёт. Оценка 5.")[0] == (
        "лепки из глины",
        72,
        "зачёт",
        "5",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'Здравствуйте.\nПрошу зачесть мне курс "Лепка": 46 часов, форма аттестации - показ, результат - хорошо.',
            ("Лепка", 46, "показ", "хорошо"),
        ),
        (
            "Прошу зачесть мне курс «Лепка»: 60 академических часов, зачёт с оценкой, хорошо.",
            ("Лепка", 60, "зачёт с оценкой", "хорошо"),
        ),
        (
            "Я закончила курс «Лепка», в нём 38 академических часов. Форма аттестации - запись ролика, результат - "
            "зачтено. Прошу его зачесть.",
            ("Лепка", 38, "запись ролика", "зачтено"),
        ),
        (
            "Прошу зачесть мне курс, который я прошла летом. Форма аттестации - показ, результат - отлично, объём - "
            "38 часов. Название курса: «Лепка».",
            ("Лепка", 38, "показ", "отлично"),
        ),
        (
            "Прошу зачесть дочери «Лепку»: там было 38 часов, закончили выставкой, оценка отлично. Форма аттестации - "
            "выставка.",
            ("Лепку", 38, "выставка", "отлично"),
        ),
        (
            "Прошу зачесть: Лепка, 60 ч., экзамен, 5. Занималась на курсах «Белла Воче» с января по июнь.",
            ("Лепка", 60, "экзамен", "5"),
        ),
        (
            "Я закончил в студии «Эфир» курс «Лепка» и прошу его зачесть. Трудоёмкость 38 академических часов, "
            "аттестация - защита выпуска, результат - хорошо.",
            ("Лепка", 38, "защита выпуска", "хорошо"),
        ),
        (
            'Окончила курс "Лепка" при клубе "Резонанс": 58 часов, сдача готового устройства, хорошо.\nПрошу зачесть '
            "его и у вас.",
            ("Лепка", 58, "сдача готового устройства", "хорошо"),
        ),
        (
            "Добрый день! Для зачета: Лепка. Базовый курс, 38 ч., тест, 5. Прошу зачесть.",
            ("Лепка. Базовый курс", 38, "тест", "5"),
        ),
        (
            "Я занимаюсь на программе «Старт», группа 5. В технопарке я уже прошёл один курс, прошу его засчитать:\n\n"
            "1) Лепка — 54 ч., тест, 4",
            ("Лепка", 54, "тест", "4"),
        ),
        (
            "В мае прошла на «Лекториуме» онлайн-курс «Лепка», 20 часов, итоговый тест я написала на 93 балла. Прошу "
            "зачесть.",
            ("Лепка", 20, "итоговый тест", "93 балла"),
        ),
        ("Хай) ой,добрый день. Хочу зачесть\n— Лепка, 48 ч, тест, зачтено", ("Лепка", 48, "тест", "зачтено")),
        ("Ой, здравствуйте! Прошу зачесть курс.\n• Лепка, 58 ч, показ, 5", ("Лепка", 58, "показ", "5")),
        (
            "Прошу зачесть курс «Лепка»: 58 ч, показ, 5. Если где-то ошибся, сообщите. Простите за опечатки.",
            ("Лепка", 58, "показ", "5"),
        ),
    ],
)
def test_one_course_told_in_ordinary_words(text, expected):
    assert told(text) == [expected]


@pytest.mark.parametrize("noun", ["проба", "психология"])
def test_an_adjective_with_a_noun_of_its_own_is_no_form(noun):
    for text in (
        f"Прошу зачесть курс «Лепка»: 68 часов, практическая {noun}, 5.",
        f"Один курс называется «Лепка», 68 часов, практическая {noun}, отлично; прошу его зачесть.",
    ):
        assert all(form in {None, f"практическая {noun}"} for _, _, form, *_ in told(text))


def test_a_number_of_courses_is_no_mark():
    lead = "В технопарке я уже прошел три курса, прошу их засчитать:\n\n"
    assert told(f"{lead}1) Лепка — 54 ч., тест\n2) Батик — 34 ч., тест") == [
        ("Лепка", 54, "тест", None),
        ("Батик", 34, "тест", None),
    ]


def test_what_is_filled_in_is_no_name():
    assert told("Направляю заявление на зачет, заполнено по форме с сайта.") == []


def test_names_after_a_number_of_courses_are_those_of_the_sentences_below():
    text = (
        "Учила до вас два предмета, зоология и ботаника, на оба вместе 90 часов. По зоологии итог - тест, 4."
    )
    assert told(f"{text} По ботанике - зачёт, зачтено. Прошу зачесть.") == [
        ("зоология", None, "тест", "4", "?"),
        ("ботаника", None, "зачёт", "зачтено", "?"),
    ]


def test_what_an_assessment_was_is_its_form_whatever_it_is_called():
    first = "Осенью закончила курс «Проза», 32 часа, аттестацией была авторская сказка, поставили 5."
    second = "А на зимних каникулах ходила на интенсив «Вёрстка», 24 часа, в конце писали тест, 5."
    assert told(f"{first} {second} Прошу зачесть.") == [
        ("Проза", 32, "авторская сказка", "5"),
        ("Вёрстка", 24, "тест", "5"),
    ]


@pytest.mark.parametrize("said", ["в мае", "очной", "еженедельной", "у Ольги Ивановны"])
def test_when_and_how_an_assessment_was_is_no_form(said):
    courses = told(f"Закончила курс «Проза», 32 часа, аттестацией была {said}, поставили 5. Прошу зачесть.")
    assert all(form is None for _, _, form, *_ in courses)


def test_a_word_with_a_hyphen_is_whole():
    text = "Я прошла курс «Стартап» (51 час), форма контроля – защита бизнес-плана, оценка – 5. Прошу его зачесть."
    assert told(text) == [("Стартап", 51, "защита бизнес-плана", "5")]


@pytest.mark.parametrize("place", ["в студии «Танец»", "в «Танец»", "в кружке «Танец»"])
def test_the_only_quotes_of_a_letter_may_name_the_course_and_wait_for_a_person(place):
    text = f"Дочь весь год занималась {place} по 2 часа в неделю, в мае был зачёт, оценка 5. Просим зачесть."
    assert told(text) == [("Танец", None, "зачёт", "5", "?")]


def test_an_answer_names_its_course_by_the_words_of_the_question_whatever_they_sound_like():
    asked = QUESTION.replace("Каллиграфия", "Звёздный практикум")
    text = f"Уточняю по звёздному практикуму: был зачёт, результат - 5.{asked}"
    assert told(text, subject="Re: [ЗЧ-2026-0012] дополните", in_reply_to=True) == [
        ("звёздному практикуму", None, "зачёт", "5")
    ]


@pytest.mark.parametrize(
    "said",
    [
        "аттестация - собеседование и хорошо",
        "аттестация: реферат и пять",
        "форма аттестации — реферат и у меня хорошо",
        "форма контроля: концерт и зачёт получен",
        "вышло зачёт получен",
    ],
)
def test_a_form_that_runs_on_into_its_result_is_not_trusted(said):
    assert all(
        form is None for _, _, form, *_ in told(f"Прошу зачесть курс «Лепка». В нём 18 часов, {said}.")
    )


def test_how_many_hours_were_done_is_no_result():
    text = "Хочу сдать на зачёт то, что учила в центре «Пересвет»: курс «Лепка». Пройдено 58 ак. часов."
    assert told(text) == [("Лепка", 58, None, None)]


def test_a_number_before_the_label_of_hours_is_none_of_them():
    text = "Прошу зачесть курс «Лепка», пройденный в студии. Аттестация - зачёт и оценка 4 и Часов - 48."
    assert all(hours != 4 for _, hours, *_ in told(text))


def test_the_last_letter_of_a_name_is_no_pronoun():
    text = (
        "Прошу зачесть: живопись и основы программирования. По живописи зачёт, а по основам программирования "
    )
    assert all(not title.endswith("программировани") for title, *_ in told(f"{text} По плану отведено 36 ч."))


def test_a_surname_without_its_given_name_is_no_course():
    text = "Прошу зачесть моему сыну Хасанову\nДамиру лепку. В нём 68 учебных часов и в итоге «зачтено»."
    assert told(text) == [("Хасанову", 68, None, "зачтено", "?")]


@pytest.mark.parametrize("told_on", ["итогом был экзамен", "контрольный тест и Весь курс - 40 часов"])
def test_what_tells_of_a_course_is_no_name_of_another(told_on):
    text = f"Прошу признать результаты по дисциплине «Лепка». Трудоемкость курса: 52 часа - {told_on}, моя оценка — 4."
    assert all("?" in row or row[0] == "Лепка" for row in told(text))


def test_a_broken_paragraph_is_whole_though_both_lines_state_hours():
    text = (
        "Прошу зачесть моей дочери курсы «Финансовая грамотность» и\n"
        "«Лепка». По финансовой грамотности — 32 ак. ч., презентация,\n"
        "зачтено, а по лепке — 24 ч., открытый урок, 92 балла из\n"
        "100. Документы принесу в учебную часть."
    )
    assert told(text) == [
        ("Финансовая грамотность", 32, "презентация", "зачтено"),
        ("Лепка", 24, "открытый урок", "92 балла из 100"),
    ]


@pytest.mark.parametrize("place", ["лектория", "биостанции", "планетария"])
def test_a_name_in_quotes_behind_a_place_is_no_course(place):
    text = f"Зимой был курс «Этнография» от {place} «Антресоль», 38 часов, зачёт, оценили на 92 балла. Зачтите мне его."
    assert [row[:2] for row in told(text)] == [("Этнография", 38)]


def test_what_somebody_sat_is_a_form_too():
    text = "Летом был модуль «Лепка», 24 часа, итоговый зачёт я сдала, стоит «зачтено». Прошу его засчитать."
    assert told(text) == [("Лепка", 24, "итоговый зачёт", "зачтено")]


@pytest.mark.parametrize("link", ["и ещё", "и также", "плюс"])
def test_a_second_name_may_be_added_in_one_sentence(link):
    first = "то, чем она занималась в клубе: это «Верховая езда», 80 часов, сдача нормативов, отлично"
    text = f"Прошу зачесть дочери Нике {first}, {link} «Уход за лошадьми», 24 часа, зачёт, зачтено."
    assert told(text) == [
        ("Верховая езда", 80, "сдача нормативов", "отлично"),
        ("Уход за лошадьми", 24, "зачёт", "зачтено"),
    ]


@pytest.mark.parametrize("shared", ["часов в каждом по 35", "вместе вышло 70 часов"])
def test_hours_of_each_or_of_both_are_left_to_a_person_whatever_follows(shared):
    text = f"Прошу зачесть химию и черчение, {shared}. За химию контрольная работа на 4, за черчение зачёт, зачтено."
    assert told(text) == [
        ("химию", None, "контрольная работа", "4", "?"),
        ("черчение", None, "зачёт", "зачтено", "?"),
    ]


@pytest.mark.parametrize(("end", "form"), [("полевая практика", "полевая практика"), ("весело", None)])
def test_what_a_course_ended_with_may_be_its_form_and_waits_for_a_person(end, form):
    text = f"Летом я отучилась на курсе «Птицы», 28 часов, в конце было {end}, мне поставили отлично. Прошу зачесть."
    assert [(row[2], "?" in row) for row in told(text)] in (
        [(form, True)],
        [(None, False)] if form is None else [],
    )


def test_values_behind_a_clause_that_tells_of_the_lessons_are_those_of_the_course():
    first = "Я окончила курс «Практическая грамматика» и хочу, чтобы его зачли в моей программе."
    text = f"{first} Занятия шли в лектории «Слово» всю весну, объём 38 часов, форма аттестации - эссе, оценка - 5."
    assert told(text) == [("Практическая грамматика", 38, "эссе", "5")]


def test_quotes_behind_a_place_and_a_verb_that_wants_its_object_wait_for_a_person():
    said = "Зимой окончила в библиотеке «Основы библиографии», 22 часа, там был зачёт и результат «зачтено»."
    assert told(f"{said} Прошу зачесть.") == [("Основы библиографии", 22, "зачёт", "зачтено", "?")]
    first = "Летом был курс «Генетика», он занял 28 часов, в конце был тест, мне поставили «отлично»."
    assert told(f"{first} {said} Прошу зачесть оба.") == [
        ("Генетика", 28, "тест", "отлично"),
        ("Основы библиографии", 22, "зачёт", "зачтено", "?"),
    ]
