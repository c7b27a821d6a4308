"""Who writes and for whom, by what is said of them and by where a name stands."""

import pytest

from workflows.credit.reading import Letter, read
from workflows.credit.reading.letter import Attachment

ROWS = "- Шахматы, 34 ч., зачёт, зачтено\n"


def people(text: str, shown: str = "", subject: str = "Зачёт курсов") -> tuple[object, str, object]:
    """The applicant, the capacity and the student of a letter."""
    said = read(Letter(subject=subject, from_name=shown, from_email="w@pochta.example", text=text))
    return said.applicant.value, said.applicant_role, said.student.value


@pytest.mark.parametrize(
    ("request_line", "signature", "child"),
    [
        (
            "Я бабушка Эвелины Седых (6 А класс). Хотим перезачесть:",
            "Бабушка, Седых Татьяна",
            "Эвелина Седых",
        ),
        ("это мама Артема Лапшина, 7 «В». просим зачесть:", "Лапшина Инна", "Артем Лапшин"),
        ("Гнедаш Дарья Романовна, 9 класс. Прошу зачесть дочери:", "Марина Гнедаш", "Гнедаш Дарья Романовна"),
        (
            "Обучающийся: Жук Арина Ильинична, 5 класс\nПрошу зачесть дочери:",
            "Жук Людмила",
            "Жук Арина Ильинична",
        ),
        ("Посылаю список курсов Даниила, прошу зачесть ему:", "Волк Андрей", "Даниил"),
    ],
)
def test_the_child_of_a_letter_never_signs_it(request_line, signature, child):
    applicant, role, student = people(f"Здравствуйте!\n\n{request_line}\n{ROWS}\n{signature}\n")
    assert role == "representative"
    assert student == child
    assert str(applicant) in signature


def test_the_heads_of_two_lists_sign_nothing():
    text = (
        f"Прошу зачесть курсы обоим детям.\n\nТуз Глафира (04.02.2011):\n{ROWS}\n"
        f"Туз Платон (19.10.2014):\n{ROWS}\nТуз Ольга Романовна"
    )
    said = read(Letter(subject="курсы", from_name="Olga", from_email="w@pochta.example", text=text))
    assert said.applicant.value == "Туз Ольга Романовна"
    assert [each.name.value for each in said.students] == ["Туз Глафира", "Туз Платон"]


@pytest.mark.parametrize(
    ("shown", "text", "name"),
    [
        (
            "Женя Орехов",
            f"Добрый день!\n\nФИО: Орехов Евгений Павлович\nПрошу зачесть:\n{ROWS}\nОрехов Е.",
            "Орехов Евгений Павлович",
        ),
        ("ИРИНА ЛАПТЕВА", f"Прошу зачесть мне:\n{ROWS}", "Ирина Лаптева"),
        ("тимур", f"здравствуйте это карпов тимур 8б. можно мне зачесть\n{ROWS.lower()}", "Карпов Тимур"),
        ("Nadezhda Ruban", f"Прошу зачесть мне:\n{ROWS}\nРубан Надежда", "Рубан Надежда"),
        ("iPhone", f"Прошу зачесть мне:\n{ROWS}\nС уважением, Марина", "Марина"),
    ],
)
def test_a_student_is_named_by_the_fullest_name_of_the_letter(shown, text, name):
    assert people(text, shown) == (name, "student", name)


def test_a_master_of_vocational_training_is_of_the_staff():
    text = f"Прошу зачесть обучающейся Ким Анастасии:\n{ROWS}\nМастер производственного обучения\nЧерных Марат Ильич"
    assert people(text) == ("Черных Марат Ильич", "staff", "Ким Анастасия")


@pytest.mark.parametrize(
    "signature",
    [
        "Косых Антон — старший методист",
        "инструктор Косых Антон",
        "С уважением, Косых Антон,\nконцертмейстер",
        "Косых Антон — заместитель директора",
    ],
)
def test_a_post_may_stand_anywhere_in_a_signature(signature):
    text = f"Прошу перезачесть моему воспитаннику Рябинину Давиду:\n{ROWS}\n{signature}"
    assert people(text) == ("Косых Антон", "staff", "Рябинин Давид")


@pytest.mark.parametrize(
    "above", ["Коллеги, см. ниже.\n\nКосых А.Д.", "Переслали мне, отдаю вам.\n\nКосых Антон — завуч"]
)
def test_who_hands_on_a_letter_applies_for_nothing(above):
    text = (
        f"{above}\n\n---------- Forwarded message ---------\nОт: Алина Шмидт <s@pochta.example>\n"
        f"Date: чт, 24 сент. 2026 г. в 16:05\nSubject: заявление\nTo: Школа <s@shkola.example>\n\n\n"
        f"Здравствуйте!\nПрошу зачесть дочери Шмидт Майе:\n{ROWS}"
    )
    said = read(
        Letter(subject="Fwd: заявление", from_name="Антон Косых", from_email="w@pochta.example", text=text)
    )
    assert (said.applicant.value, said.applicant_role, said.student.value) == (
        "Алина Шмидт",
        "representative",
        "Шмидт Майя",
    )


@pytest.mark.parametrize(
    "lead",
    ["Наш Эмиль (7 «В») много чего прошёл, хотим перезачесть ему", "Эмиль ходил в студию. Зачтите ему"],
)
def test_the_only_given_name_of_what_is_told_is_the_child(lead):
    assert people(f"Здравствуйте!\n\n{lead}:\n{ROWS}\nПанасюк Вера", "Вера") == (
        "Панасюк Вера",
        "representative",
        "Эмиль",
    )


def test_a_parent_signs_with_the_initials_of_the_child():
    text = f"Пишу от имени дочери Аскеровой Александры. Прошу перезачесть:\n{ROWS}\nА.Д. Аскерова"
    assert people(text, "lubov") == ("А.Д. Аскерова", "representative", "Аскерова Александра")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Прошу вручить почётную грамоту Журбе Арсению за отличную учёбу.", "Журба Арсений"),
        ("Предлагаю кандидатуру Воронина Даниила на звание «Лучший ученик года».", "Воронин Даниил"),
        ("Ходатайствую о награждении Мельничука Святослава (9 класс) грамотой.", "Мельничук Святослав"),
        ("Номинирую Гордон Глафиру на звание «Ученик года».", "Гордон Глафира"),
    ],
)
def test_who_is_to_be_rewarded_stands_in_the_nominative(asked, name):
    assert people(f"Добрый день!\n\n{asked}\n\nМетодист\nЩукина Инна", subject="Предложение")[2] == name


def test_a_pupil_for_whom_nobody_signs_did_not_write():
    said = people(f"Прошу рассмотреть зачёт курсов ученицы Дзюбы Анны:\n{ROWS}")
    assert said == (None, "unknown", "Дзюба Анна")


def test_a_preposition_is_no_surname():
    text = (
        f"Добрый день, Елена Сергеевна!\n\nПо Эльдару: прошу зачесть ему, сыну, курсы\n{ROWS}\nКовтун Лейла"
    )
    assert people(text)[2] in {None, "Эльдар"}


def test_who_writes_as_a_parent_names_the_child_behind_it():
    text = f"Я, являясь родителем Вишневского Якова Кирилловича (9), прошу зачесть:\n{ROWS}\nВерба Нинель"
    assert people(text) == ("Верба Нинель", "representative", "Вишневский Яков Кириллович")


@pytest.mark.parametrize(
    ("asked", "signature", "name"),
    [
        (
            "Просим зачесть нашей сотруднице Бабич Алле программы:",
            "Начальник отдела кадров Усольцев Андрей",
            "Бабич Алла",
        ),
        (
            "Список программ нашей сотрудницы для зачёта (Ковтун Ирина, бухгалтер):",
            "Отдел кадров, Усольцев Андрей",
            "Ковтун Ирина",
        ),
        (
            "ООО «Вектор» просит зачесть обучение нашего специалиста Скибы Тараса:",
            "Усольцев Андрей",
            "Скиба Тарас",
        ),
        (
            "Прошу засчитать Ларину Руслану, нашему бухгалтеру:",
            "Усольцев Андрей\nменеджер по обучению персонала",
            "Ларин Руслан",
        ),
    ],
)
def test_an_employer_represents_those_who_work_there(asked, signature, name):
    assert people(f"Добрый день!\n\n{asked}\n{ROWS}\n{signature}") == (
        "Усольцев Андрей",
        "representative",
        name,
    )


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("Прошу зачесть моему мужу Ларину Айдару курсы:", "Ларин Айдар"),
        ("Пишу за мужа, Ларина Олега Юрьевича, он в рейсе. Прошу зачесть:", "Ларин Олег Юрьевич"),
        ("Прошу зачесть моему брату Юлдашеву Камилю:", "Юлдашев Камиль"),
        ("Прошу учесть курсы мужа, Ларина Олега:", "Ларин Олег"),
        ("Мой супруг Ларин Олег просит зачесть ему:", "Ларин Олег"),
        ("Я патронатный воспитатель Ларина Олега, прошу зачесть:", "Ларин Олег"),
        ("Прошу зачесть курсы моей матери Лариной Нины:", "Ларина Нина"),
        ("Я сестра Ларина Олега, прошу зачесть ему:", "Ларин Олег"),
        ("Под моей опекой находится Ларин Денис. Просим перезачесть:", "Ларин Денис"),
        ("Действую в интересах несовершеннолетней Лариной Татьяны, прошу зачесть:", "Ларина Татьяна"),
    ],
)
def test_a_wife_a_sister_or_a_guardian_represents(asked, name):
    assert people(f"Добрый день!\n\n{asked}\n{ROWS}\nЛарина Диана") == (
        "Ларина Диана",
        "representative",
        name,
    )


def test_who_asks_for_himself_beside_a_brother_is_the_student():
    text = f"Мой брат Ларин Олег тоже учится у вас. Прошу зачесть мне:\n{ROWS}\nЛарин Денис"
    assert people(text)[0] == "Ларин Денис"


def test_the_name_of_a_file_tells_whose_it_is():
    photo = Attachment(0, "сертификат_Ларин_Тихон.jpg", "image/jpeg", needs_eyes=True)
    said = read(
        Letter(
            subject="грамота",
            from_email="w@pochta.example",
            text="Прошу зачесть моему сыну, фото прилагаю.\n\nЛарина Диана",
            attachments=(photo,),
        )
    )
    assert (said.student.value, said.applicant_role) == ("Ларин Тихон", "representative")


@pytest.mark.parametrize("lead", ["Для Седых Малики:", "Для Седых Малики (6 класс):"])
def test_children_headed_by_for_are_several(lead):
    second = "Для Седых Наума:\n- Лепка, 34 ч., выставка, отлично\n"
    text = f"Прошу зачесть моим внукам курсы.\n\n{lead}\n{ROWS}{second}\nСедых Нина"
    said = read(Letter(subject="Курсы", from_email="w@pochta.example", text=text))
    assert [each.name.value for each in said.students] == ["Седых Малика", "Седых Наум"]


def test_a_nickname_in_the_header_is_nobodys_name():
    said = read(
        Letter(
            subject="Курсы", from_name="Семья", from_email="w@pochta.example", text=f"Зачтите мне:\n{ROWS}"
        )
    )
    assert not said.applicant.trusted
    assert not said.student.trusted


def test_a_class_may_stand_before_the_name_that_signs():
    text = f"Я это уже проходил, зачтите пожалуйста:\n{ROWS}\n8 класс, Марченко Сергей"
    assert people(text, shown="Sergey")[0] == "Марченко Сергей"


def test_a_name_whose_nominative_is_not_sure_is_for_a_person():
    said = read(
        Letter(
            subject="Курсы",
            from_email="w@pochta.example",
            text=f"Прошу зачесть моей племяннице Лацис Софии:\n{ROWS}\nГусева Нина",
        )
    )
    assert said.student.value == "Лацис София" or not said.student.trusted


@pytest.mark.parametrize(
    ("asked", "signature", "name"),
    [
        ("Прошу зачесть моей супруге Роде Нине Львовне:", "Роде Константин", "Роде Нина Львовна"),
        ("Прошу зачесть моей дочери Тырсе Софии:", "Тырса Лидия", "Тырса София"),
        (
            "У жены (Рахимова Малика) уже сданы дисциплины, просим учесть:",
            "Рахимов Руслан",
            "Рахимова Малика",
        ),
    ],
)
def test_the_surname_of_a_family_is_known_from_the_signature(asked, signature, name):
    assert people(f"Добрый день!\n\n{asked}\n{ROWS}\n{signature}")[2] == name


@pytest.mark.parametrize(
    "lead",
    [
        "Я медицинская сестра хирургического отделения, прошу зачесть курсы:",
        "О вас узнала от моей коллеги. Прошу зачесть пройденное:",
        "Работаю бухгалтером, справка нужна и для отдела кадров. Прошу зачесть мне:",
        "Муж посоветовал обратиться к вам, прошу зачесть мои курсы:",
    ],
)
def test_a_relative_or_an_employer_only_mentioned_is_not_asked_for(lead):
    assert people(f"{lead}\n{ROWS}\nЛарина Диана") == ("Ларина Диана", "student", "Ларина Диана")


def test_a_name_before_what_somebody_did_signs_nothing():
    text = "Сизов Савва (5Б) выиграл олимпиаду, предлагаю наградить.\n\nПедагог-библиотекарь, Стрыга Регина"
    assert people(text, subject="Достижения") == ("Стрыга Регина", "staff", "Сизов Савва")


def test_the_mother_of_a_child_signs_behind_the_name_of_the_child():
    text = (
        f"Подаю заявление на дочь, Мамедову Ренату, 7 класс. Зачтите:\n{ROWS}\nмама Ренаты Мамедова Снежана"
    )
    assert people(text) == ("Мамедова Снежана", "representative", "Мамедова Рената")


def test_a_bare_given_name_on_a_paper_is_a_child_of_who_sends_it():
    text = "Добрый день, прикладываю снимок сертификата Вероники. Просьба зачесть. Савченко Лариса"
    assert people(text) == ("Савченко Лариса", "representative", "Вероника")


def test_a_son_may_bear_the_masculine_form_of_an_adjective_stressed_at_its_end():
    text = "Прошу зачесть курсы, которые мой сын Бережной Тихон закончил.\nБережная Ольга"
    assert people(text) == ("Бережная Ольга", "representative", "Бережной Тихон")


def test_a_surname_that_begins_like_a_word_for_a_parent_is_a_surname():
    text = f"Я Мамонтов Эдуард, ваш ученик с программы «Медиа». Прошу засчитать мне курсы:\n{ROWS}Эдуард"
    assert people(text) == ("Мамонтов Эдуард", "student", "Мамонтов Эдуард")


def test_a_surname_with_an_initial_signs_for_the_full_name_of_the_letter():
    text = (
        f"Прошу зачесть мне результаты.\n{ROWS}Ученик: Анисимов Марк Денисович\n--\nС уважением,\nАнисимов М."
    )
    assert people(text) == ("Анисимов Марк Денисович", "student", "Анисимов Марк Денисович")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Зачёт курсов Панова Ульяна", "Прошу зачесть Пановой Ульяне:"),
        ("Зачёт курсов", "Прошу зачесть Пановой Ульяне:"),
    ],
)
def test_a_name_in_the_subject_stands_in_the_nominative(subject, said):
    text = f"{said}\n{ROWS}Панова Виктория, мама Ульяны"
    assert people(text, subject=subject)[1:] == ("representative", "Панова Ульяна")


def test_a_subject_about_personnel_is_no_employer():
    shown, student, text = (
        "Тоня Ковригина",
        "Ковригина Антонина",
        f"Прошу перезачесть:\n{ROWS}Ковригина Антонина",
    )
    assert people(text, shown, subject="Перезачёт модулей по кадрам") == (student, "student", student)


def test_a_leader_who_signs_below_a_post_is_nobodys_pupil():
    asked = "Ходатайствую о награждении грамотой воспитанника группы «Б-3» Тюрина Всеволода."
    text = f"{asked}\n\nРуководитель кружка\nКожевникова Н.А."
    assert people(text)[1:] == ("staff", "Тюрин Всеволод")


def test_whose_course_it_is_names_the_student_and_no_course():
    said = read(
        Letter(
            subject="зачёт для дочки",
            from_name="Марат",
            from_email="w@pochta.example",
            text="Добрый день, прошу зачесть курс Марьяны, сертификат сфотографировал. Булатов Марат",
        )
    )
    assert (said.courses, said.student.value, said.applicant_role) == ((), "Марьяна", "representative")


def test_a_diminutive_in_the_header_is_the_student_who_signs():
    said = people(
        f"Прошу зачесть:\n{ROWS}ФИО обучающегося: Дорофеева Анжелика Игоревна\n--\nАнжелика", "Лика Дорофеева"
    )
    assert said[1:] == ("student", "Дорофеева Анжелика Игоревна")
