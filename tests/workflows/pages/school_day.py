"""A working day of the demo school, 25 November 2026: cases late, due, waiting and decided; letters that lie about."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import time_machine

from mailroom import receive
from mailroom.models import DeliveryEvent, Message, Outgoing
from organisation.models import Heartbeat
from tests.builders import School, a_programme, a_representative, a_student
from tests.workflows.pages import stories
from workflows import deliveries, routing
from workflows.cases import decisions, door
from workflows.credit.models import CreditApplication

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 25, 13, 10, tzinfo=ZONE)
LONG = "Константинопольская-Вербицкая Александра-Елизавета Максимилиановна"
LONG_COURSE = (
    "Основы объектно-ориентированного программирования и автоматизированного тестирования "
    "высоконагруженных информационно-телекоммуникационных систем (продвинутый уровень, часть вторая)"
)
LETTER = """Здравствуйте!

Прошу зачесть моему сыну, Тарасову Кириллу Денисовичу (11.04.2013 г. р., 7Б),
курсы, которые он прошёл в школе «Вектор», Томск:

1. Основы программирования на Python, 72 академических часа, зачёт, зачтено
2. Алгоритмы и структуры данных (введение), 34 академических часа, экзамен, хорошо
3. Веб-дизайн, 40 академических часов, зачёт, зачтено
4. Проектная мастерская, 16 академических часов, защита проекта, отлично

С уважением,
Тарасова Елена Михайловна
"""
TOPICS = (
    [
        "Переменные",
        "Ввод и вывод",
        "Условия",
        "Циклы",
        "Строки",
        "Списки",
        "Словари",
        "Функции",
        "Файлы",
        "Исключения",
    ],
    ["Оценка сложности алгоритмов", "Сортировки: пузырёк, слияние", "Стек и очередь", "Двоичный поиск"],
    ["Цвет", "Шрифты", "Композиция", "HTML"],
    [],
)


@dataclass(frozen=True)
class Day:
    """The cases that the walks and pictures need."""

    compare: CreditApplication
    decide: CreditApplication
    long: CreditApplication
    stranger: CreditApplication
    unknown: CreditApplication
    closed: CreditApplication


def on(day: int, clock: str = "10:00") -> datetime:
    """A moment of November 2026 in the school's zone."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def a_letter(text: str, sender: str, subject: str) -> bytes:
    """A letter as a mail client sends it."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "zayavka@sever.example"
    message["Subject"] = subject
    message["Message-ID"] = f"<{abs(hash(subject + sender))}@pochta.example>"
    message.set_content(text)
    return message.as_bytes()


def arrive(raw: bytes, sender: str, at: datetime) -> Message:
    """Received and routed."""
    message = receive.receive(
        raw,
        channel="smtp",
        mailbox="zayavka@sever.example",
        mail_from=sender,
        rcpt="zayavka@sever.example",
        received_at=at,
    )
    routing.route(message)
    return Message.objects.get(pk=message.pk)


def by_letter(school: School) -> CreditApplication:
    """Four courses by letter, as on the drawn screens."""
    programme = a_programme(reviewer=school.reviewer)
    student = a_student(programme=programme)
    a_representative(student)
    letter = a_letter(LETTER, "Елена Тарасова <tarasova.em@pochta.example>", "Зачёт курсов Кирилла")
    message = arrive(letter, "tarasova.em@pochta.example", on(23, "19:42"))
    return CreditApplication.objects.get(number=message.case_numbers[0])


def with_topics(case: CreditApplication, school: School) -> CreditApplication:
    """The programme of the courses came: topics are known."""
    lines = [
        {
            "title": line.title,
            "hours": line.hours,
            "assessment_form": line.assessment_form,
            "result": line.result,
            "topics": topics,
        }
        for line, topics in zip(case.lines.all(), TOPICS, strict=True)
    ]
    return door.move(case, "edit_lines", school.office, lines=lines)


def a_day(school: School) -> Day:
    """Everything at once. Call with the clock at NOW."""
    for name in ("worker", "clock", "inlet"):
        Heartbeat.objects.update_or_create(name=name, defaults={"at": NOW})
    compare = with_topics(by_letter(school), school)
    named = (
        "Ахметов Тимур Русланович",
        "Белова Ксения Игоревна",
        "Гусев Матвей Олегович",
        "Зайцева Полина Андреевна",
    )
    people = [
        stories.a_family(school, name, group=group)
        for name, group in zip(named, ("8Б", "10А", "5А", "6А"), strict=True)
    ]
    late = stories.apply_for(people[3], received_at=on(18))
    back = stories.at_decision(stories.apply_for(people[0], received_at=on(20)), school.reviewer)
    decisions.act(back, "send_back", school.head, note="Поясните часы по практике")
    decide = stories.at_decision(stories.apply_for(people[1], received_at=on(23, "12:00")), school.reviewer)
    with time_machine.travel(on(17), tick=True):
        waiting = stories.apply_for(people[2], received_at=on(16))
        decisions.act(waiting, "assign", school.office, reviewer=school.reviewer.username)
        decisions.act(
            waiting, "request_missing", school.reviewer, missing=["hours", "программа курса «Веб-дизайн»"]
        )
    lengthy = stories.a_family(school, LONG, group="11-й «Б» объединённый класс")
    courses = [
        {**stories.COURSES[0], "title": LONG_COURSE},
        {**stories.COURSES[1], "hours": None, "result": ""},
    ]
    long = stories.at_decision(
        stories.apply_for(lengthy, [courses[0], stories.COURSES[1]], on(24), earlier_school=LONG_COURSE),
        school.reviewer,
    )
    stranger = stories.a_stranger(
        stories.a_family(school, "Орлов Степан Ильич", group="7А"), received_at=on(24)
    )
    unknown = stories.unknown_child()
    closed = stories.at_decision(
        stories.apply_for(stories.a_family(school, "Фомин Егор Павлович"), received_at=on(20)),
        school.reviewer,
    )
    closed = decisions.act(closed, "approve_partly", school.head)
    letters(late)
    return Day(
        *(
            CreditApplication.objects.get(pk=each.pk)
            for each in (compare, decide, long, stranger, unknown, closed)
        )
    )


def letters(case: CreditApplication) -> None:
    """A letter that came back, and two that nobody could place."""
    letter = Outgoing.objects.filter(case_number=case.number).first()
    Outgoing.objects.filter(pk=letter.pk).update(status="needs_human", error="550 5.1.1 no such mailbox")
    DeliveryEvent.objects.create(
        outgoing=letter, at=NOW - timedelta(hours=1), kind="bounced", detail="550 5.1.1"
    )
    deliveries.pull()
    arrive(
        a_letter("Когда у вас каникулы?", "rybakova@lug.example", "Каникулы"),
        "rybakova@lug.example",
        on(25, "09:04"),
    )
    arrive(a_letter("", "ivlev@lug.example", ""), "ivlev@lug.example", on(25, "12:58"))
