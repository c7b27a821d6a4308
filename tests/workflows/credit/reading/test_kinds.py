"""What a letter asks for, by the words people use."""

import pytest

from workflows.credit.reading import Letter, Reading, read


def reading(text: str, subject: str = "Вопрос") -> Reading:
    """What is read in a letter of these words."""
    return read(Letter(subject=subject, from_name="Ира", from_email="w@pochta.example", text=text))


def kind(text: str, subject: str = "Вопрос") -> str:
    """The kind of a letter of these words."""
    return reading(text, subject).kind


@pytest.mark.parametrize(
    "text",
    [
        "Сообщите, пожалуйста, какие модули за мной числятся, сколько часов и какие стоят отметки.",
        "Напишите, пожалуйста, какие курсы уже зачтены моей дочери Седых Дарье.",
        "Хотелось бы узнать, какие предметы прошёл мой сын Мельничук Даниил и с какими оценками.",
        "Поднимите, пожалуйста, из архива сведения о моей учёбе: дисциплины, часы, оценки.",
        "Сделайте, пожалуйста, выгрузку моих результатов за все годы.",
        "Можно узнать, какие курсы мне зачли?",
        "Какие оценки стоят у Седых Дарьи за прошлый год? Это моя дочь.",
        "Прошу справку об обучении на моего сына Седых Илью.",
        "Колледж требует выписку из вашей школы. Прошу выдать её на моего сына Седых Илью (30.07.2011 г.р.): "
        "перечень освоенных модулей, количество часов и отметки.",
        "Хочу получить выписку из моего дела: какие курсы мне засчитаны, часы, формы зачётов и отметки.",
        "Хочу знать, что обо мне записано: модули, часы, результаты.",
        "Пришлите, пожалуйста, расшифровку зачтённых часов моей дочери.",
        "Прошу подтвердить письмом, какие модули мне зачтены и с каким результатом.",
        "Прошу копию моей учебной карточки с часами и оценками.",
        "Выдайте, пожалуйста, справку с перечнем зачтённых мне дисциплин (часы, форма, оценка).",
        "Мне нужен транскрипт с часами и оценками для университета.",
    ],
)
def test_who_asks_what_is_recorded_of_somebody_asks_for_a_disclosure(text):
    assert kind(f"Здравствуйте!\n\n{text}\n\nСедых Ирина") == "disclosure_request"


@pytest.mark.parametrize(
    "text",
    [
        "Подскажите, какие курсы можно взять в следующем году и сколько часов они идут?",
        "Скажите, какие документы нужны для поступления?",
        "Подскажите, сколько часов будет идти экзамен?",
    ],
)
def test_a_question_about_what_is_possible_asks_for_no_disclosure(text):
    assert kind(f"Здравствуйте!\n\n{text}\n\nСедых Ирина") == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Отметьте, пожалуйста, Седых Илью за победу в городской олимпиаде на линейке.",
        "Седых Илья занял первое место на конкурсе, считаю, что он достоин грамоты.",
    ],
)
def test_who_asks_to_honour_somebody_nominates(text):
    said = read(
        Letter(
            subject="Олимпиада",
            from_name="Терёхин Сергей",
            from_email="w@pochta.example",
            text=f"Добрый день!\n\n{text}\n\nУчитель математики\nТерёхин С.М.",
        )
    )
    assert (said.kind, said.student.value) == ("reward_nomination", "Седых Илья")


@pytest.mark.parametrize("verb", ["Учтите, пожалуйста, этот курс.", "Прошу перенести результаты сына."])
def test_who_asks_to_take_a_course_into_account_applies(verb):
    text = f"Моя дочь посещала живопись, форма аттестации просмотр, отметка отлично. {verb}"
    assert kind(f"Здравствуйте!\n\n{text}\n\nСедых Ирина") == "credit_application"


def test_courses_listed_as_our_answer_showed_are_an_application():
    text = (
        "Спасибо! Пишу, как вы просили.\n\nШахматы; 34 часа; партия; зачтено\n\nСедых Дарья, 9 класс\n\n"
        "> Напишите одной строкой о каждом курсе, например:\n> Математика; 70 часов; экзамен; 5\n"
    )
    said = read(Letter(subject="Re: Вопрос", from_email="w@pochta.example", text=text, in_reply_to=True))
    assert said.kind == "credit_application"


def test_an_answer_to_a_case_stays_an_answer():
    text = "Часы: 34 часа\n\n> Напишите, сколько часов, например:\n> Математика; 70 часов; экзамен; 5\n"
    subject = "Re: [ЗЧ-2026-00042] Не хватает часов"
    said = read(Letter(subject=subject, from_email="w@pochta.example", text=text, in_reply_to=True))
    assert said.kind == "reply"


def test_a_list_of_courses_that_somebody_prepared_asks_for_no_paper_of_ours():
    text = "Дочь подготовила перечень курсов для зачета, пересылаю.\n\n1. Лепка - 24 ч - выставка - отлично"
    assert kind(f"Здравствуйте!\n\n{text}\n\nСедых Ирина") == "credit_application"


@pytest.mark.parametrize(
    "said",
    [
        "Высылаю заполненное заявление на дочь. Справку принесу лично. Прошу зачесть лепку, 72 часа, зачёт, 5.",
        "Направляю заявление на дочь, справку занесу завтра. Прошу зачесть лепку, 72 часа, зачёт, 5.",
        "Прошу зачесть туристскую подготовку, 72 ч., зачёт, 5.\nСправку прикрепил.",
        "Прошу зачесть лепку, 72 ч., зачёт, 5. Могу прислать ссылку на фильм и копию диплома.",
    ],
)
def test_a_paper_that_is_handed_in_is_not_asked_for(said):
    assert "several_requests" not in reading(said).needs_human
