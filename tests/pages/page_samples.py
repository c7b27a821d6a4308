"""The public pages with the story of the screens, and the ones for strangers."""

from datetime import date

from django import forms
from django.forms import formset_factory
from django.shortcuts import render

from tests.pages import samples as parts
from workflows.cases.shown import AnsweredLine
from workflows.cases.tracking_page import Download


class MessageForm(forms.Form):
    """A question from the family."""

    message = forms.CharField(label="Ваше сообщение", widget=forms.Textarea(attrs={"rows": 3}))


class ApplicantForm(forms.Form):
    """Who writes."""

    name = forms.CharField(label="Ваше имя")
    email = forms.EmailField(label="Куда ответить", help_text="Решение придёт на этот адрес")


def tracking(request):
    """The family's page after the decision."""
    context = {
        "number": "118-зч",
        "received": parts.at(20, "19:42"),
        "open_details": True,
        "headline": "Кириллу зачли два курса из четырёх",
        "lead": "Директор решил в среду, 25 ноября, на день раньше срока.",
        "verdicts": ["credited", "credited", "assessment", "refused"],
        "downloads": [Download("#pdf", "Скачать решение, PDF", "2 страницы, 180 КБ.")],
        "sent_words": "Это же письмо мы отправили на t•••sova.em@pochta.example.",
        "answered_title": "По каждому курсу",
        "answered": [
            AnsweredLine(
                "Основы программирования на Python", "credited", "Зачтено", "Учить заново не нужно."
            ),
            AnsweredLine(parts.LONG_COURSE, "refused", "Не зачтено", "Из восьми тем совпали три."),
        ],
        "next_steps": ["Кирилл учится по своему плану.", "Больше ничего присылать не нужно."],
        "happenings": parts.happenings(),
        "form": MessageForm(),
    }
    return render(request, "public/tracking.html", context)


def stranger(request):
    """What an unconfirmed sender sees."""
    context = {
        "number": "118-зч",
        "received": parts.at(20, "19:42"),
        "headline": "Заявление получено",
        "open_details": False,
    }
    return render(request, "public/tracking.html", context)


def apply(request):
    """The public form with two courses and an error."""
    courses = formset_factory(parts.CourseForm, extra=0)(
        {
            "form-TOTAL_FORMS": "2",
            "form-INITIAL_FORMS": "2",
            "form-0-title": "Основы",
            "form-0-hours": "72",
            "form-1-hours": "пол года",
        }
    )
    for position, form in enumerate(courses.forms, start=1):
        form.heading = f"Курс {position}"
    context = {
        "title": "Какие курсы прошёл ребёнок?",
        "lead": "Перечислите всё, что хотите зачесть.",
        "step_words": "Шаг 2 из 3",
        "back_url": "#b",
        "note": "Черновик сохранён в 13:08.",
        "form_title": "Кто пишет",
        "form": ApplicantForm(),
        "courses": courses,
        "wrong": courses.forms,
        "answer_by": date(2026, 11, 30),
        "answer_words": "Чт 26, пт 27, пн 30. Суббота и воскресенье не считаются.",
        "verb": "Отправить заявление",
    }
    return render(request, "public/form.html", context)


def sent(request):
    """Right after sending."""
    context = {
        "number": "118-зч",
        "due": date(2026, 11, 26),
        "missing": ["сколько часов"],
        "address": "t•••@pochta.example",
        "tracking_url": "#t",
    }
    return render(request, "public/sent.html", context)


def gone(request):
    """A link that does not work."""
    return render(request, "public/gone.html", status=404)


PAGES = (tracking, stranger, apply, sent, gone)
