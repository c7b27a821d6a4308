"""What the sample pages show: a usual case, the longest names, nothing at all, and forms with errors."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render

from deadlines.daykinds import Calendar
from deadlines.terms import Pause, TermRule
from deadlines.workdays import count
from workflows.cases.shown import (
    CheckShown,
    CourseShown,
    Happening,
    LetterRow,
    LineShown,
    PathStep,
    Source,
    TopicShown,
    WorkRow,
)

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 25, 13, 10, tzinfo=ZONE)
LONG = "Константинопольская-Вербицкая Александра-Елизавета Максимилиановна, 11-й «Б» объединённый класс"
LONG_COURSE = (
    "Основы объектно-ориентированного программирования и автоматизированного тестирования "
    "высоконагруженных информационно-телекоммуникационных систем (продвинутый уровень, часть вторая)"
)
CALENDAR = Calendar(
    off=frozenset({date(2026, 11, 4)}),
    years=frozenset({2026}),
    confirmed=frozenset({2026}),
)


def at(day: int, clock: str) -> datetime:
    """A moment of November 2026 in the school's zone."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def term(received: datetime, days: int = 3, *pauses: Pause):
    """A counted term."""
    return count(received, TermRule(days=days), CALENDAR, pauses)


LATE = term(at(19, "10:00"))
TODAY = term(at(20, "09:00"))
TOMORROW = term(at(20, "19:42"), 3, Pause(at(24, "09:20"), at(24, "20:14")))
WEEK = term(at(24, "12:00"))
LONG_TERM = term(at(18, "12:00"), 10)
STANDING = term(at(17, "12:00"), 3, Pause(at(18, "12:00")))


def rows():
    """A list of work with every bucket."""
    return [
        WorkRow(
            "Зайцева Полина, 6А",
            "#a",
            "Зачёт результатов 112-зч: 2 курса",
            "112-зч",
            "Вы сравнивали",
            LATE,
            verb="Сравнить",
        ),
        WorkRow(
            "Ахметов Тимур, 8Б",
            "#b",
            "Зачёт результатов 115-зч: 1 курс",
            "115-зч",
            "Вернул директор",
            TODAY,
            verb="Доработать",
        ),
        WorkRow(
            "Тарасов Кирилл, 7Б",
            "#c",
            "Зачёт результатов 118-зч: 4 курса",
            "118-зч",
            "Ваша программа",
            TOMORROW,
            verb="Сравнить",
        ),
        WorkRow(LONG, "#d", LONG_COURSE, "121-зч", LONG_COURSE, WEEK, verb="Подготовить"),
        WorkRow(
            "Ученик не найден: «Соня Лаптева»",
            "#e",
            "Предварительное сравнение",
            "122-зч",
            "",
            LONG_TERM,
            verb="Сравнить",
        ),
        WorkRow(
            "Орлов Степан, 7А",
            "#f",
            "Не указаны часы",
            "106-зч",
            "",
            STANDING,
            standing="напомним пт 27 ноября",
        ),
        WorkRow("Без срока", "#g", "Заявление ещё не полное", "123-зч"),
    ]


def happenings():
    """A timeline of two days."""
    return [
        Happening(
            at(25, "12:50"), "2 зачесть, 1 не зачесть.", "Ольга Лапина передала пакет на решение:", mark="now"
        ),
        Happening(at(24, "20:14"), "Елена Тарасова ответила письмом.", clock="Срок пошёл дальше."),
        Happening(
            at(24, "09:20"),
            "Марина Седова попросила программу.",
            clock="Срок остановлен.",
            mark="stopped",
            url="#m",
            link="Письмо",
        ),
        Happening(at(20, "19:42"), f"Пришло письмо «{LONG_COURSE}», 2 вложения."),
    ]


def letters():
    """A letter of every kind of proof."""
    proofs = ("received", "queued", "retrying", "accepted", "bounced", "failed", "held", "handed")
    return [
        LetterRow(
            at(20, "19:43"),
            "in" if proof == "received" else "out",
            LONG_COURSE,
            proof,
            "09:20:31, ответ 250",
            "#l",
        )
        for proof in proofs
    ]


SOURCE = Source("А", "«72 академических часа»", "#source-a")
COURSE = CourseShown("Основы программирования на Python", "72 ч, зачёт, «зачтено»", "«Вектор», Томск", SOURCE)


def line(key: str, position: int, claimed: CourseShown, percent: int) -> LineShown:
    """A line with its three tests."""
    return LineShown(
        key=key,
        position=position,
        claimed=[claimed],
        ours=CourseShown(claimed.title, "36 ч, экзамен"),
        checks=[
            CheckShown("Название", True, "Совпадает", "слово в слово"),
            CheckShown("Часы", percent >= 75, f"{percent} %", "34 из 36 ч", percent, SOURCE),
            CheckShown("Темы", None, "Нужен человек", "темы не прислали", 0),
        ],
        threshold=75,
        topics=[
            TopicShown("Сложность, O-нотация", "«Оценка сложности алгоритмов»", True, SOURCE),
            TopicShown("Рекурсия", "не упомянута", False),
        ],
        note="предложено программой",
    )


class LineForm(forms.Form):
    """The verdict on a line."""

    verdict = forms.ChoiceField(
        label="Решение",
        choices=[("credited", "Зачесть"), ("refused", "Не зачесть"), ("assessment", "Аттестация")],
        widget=forms.RadioSelect,
    )
    reason_words = forms.CharField(
        label="Почему. Это прочтёт семья", widget=forms.Textarea(attrs={"rows": 2})
    )


class CourseForm(forms.Form):
    """A family's form with one field of every kind."""

    title = forms.CharField(label="Как называется курс", help_text="Точно как в сертификате или справке")
    hours = forms.IntegerField(label="Сколько часов", help_text="«34 ак. ч»", widget=forms.TextInput)
    held = forms.DateField(
        label="Когда закончили", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    form = forms.ChoiceField(
        label="Чем закончился", choices=[("a", "Зачёт"), ("b", "Экзамен")], widget=forms.RadioSelect
    )
    place = forms.ChoiceField(label="Где учились", choices=[("", "выберите"), ("l", LONG_COURSE)])
    agree = forms.BooleanField(label="Прошу сообщать о ходе дела письмом")
    note = forms.CharField(label="Что ещё важно", required=False, widget=forms.Textarea)
    file = forms.FileField(label="Фото сертификата", help_text="До 20 МБ", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


def values(request):
    """The context of every sample page."""
    page = Paginator(range(130), 50).page(2)
    return {
        "school_now": NOW,
        "rows": rows(),
        "tomorrow": TOMORROW,
        "target": date(2026, 11, 25),
        "steps": [
            PathStep("Получено", "done"),
            PathStep("Решение, у Андрея Жаркова", "here"),
            PathStep("Закрыто", "ahead"),
        ],
        "happenings": happenings(),
        "letters": letters(),
        "none": [],
        "page": page,
        "lines": [
            (line("line-1", 1, COURSE, 100), LineForm({"l1-verdict": "credited"}, prefix="l1", initial={})),
            (
                line("line-2", 2, CourseShown(LONG_COURSE, "34 ч", LONG), 38),
                LineForm({"l2-verdict": "refused"}, prefix="l2"),
            ),
            (line("line-3", 3, COURSE, 120), LineForm(prefix="l3")),
        ],
        "forms": [],
        "form": CourseForm({"title": LONG_COURSE, "hours": "пол года", "version": "1"}),
        "clean": CourseForm(prefix="clean"),
        "verdicts": ["credited", "credited", "assessment", "refused"],
        "size": 1_500_000,
        "soon": NOW + timedelta(minutes=5),
    }


def conflict(request):
    """The page of somebody who was too late."""
    context = {
        "case_number": "118-зч",
        "case_url": "#",
        "happenings": happenings()[:1],
        "typed": "Не зачесть:\nмало часов",
    }
    return render(request, "conflict.html", context, status=409)


def confirm(request):
    """A question before something that is hard to undo."""
    context = {
        "title": "Отозвать заявление 118-зч?",
        "question": "Семья просит остановить дело.",
        "verb": "Отозвать",
        "back_url": "#",
        "consequence": "Письмо уйдёт семье сегодня.",
        "form": CourseForm(),
    }
    return render(request, "components/confirm.html", context)
