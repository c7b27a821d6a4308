"""Leave of absence as its pages describe it."""

from django import forms
from django.urls import reverse

from organisation.roles import Role
from tests.workflows.fourth.flow import LeaveFlow
from tests.workflows.fourth.models import DECIDED, LeaveRequest, State
from workflows.cases import facts, labels
from workflows.cases.deciding import Choice, Deciding
from workflows.cases.description import Description, NextPage
from workflows.cases.forms import ActionForm, AddLetter, ConfirmSender, HandOver, LinkStudent, Withdraw
from workflows.cases.history import Telling
from workflows.cases.tracking_page import Tracking

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Accept(ActionForm):
    """The days that the letter names."""

    action = "accept"
    title = "Передать директору"
    verb = "Передать"

    first_day = forms.DateField(label="Первый день", widget=DAY)
    last_day = forms.DateField(label="Последний день", widget=DAY)

    def move_data(self):
        return {name: self.cleaned_data[name].isoformat() for name in ("first_day", "last_day")}


def choices(case, user, timing):
    return [
        Choice("grant", "Разрешить", "Все дни", possible=True),
        Choice("refuse", "Отказать", "Нужны основания", possible=True),
    ]


def next_page(case, user):
    if case.state == State.DECISION and user.has_role(Role.HEAD):
        return NextPage(reverse("leave_decision", args=[case.number]), "Решить")
    return None


def headline(case):
    return "Отсутствие разрешено" if case.steps.filter(action="grant").exists() else "Отсутствие не разрешено"


LEAVE = Description(
    model=LeaveRequest,
    title="Отсутствие на занятиях",
    states=State,
    path=(
        ((State.RECEIVED,), "Получено"),
        ((State.DECISION,), "Решение"),
        (DECIDED, "Ответ семье"),
        ((State.CLOSED,), "Закрыто"),
    ),
    lead=lambda case: "Отсутствие на занятиях.",
    facts=facts.usual,
    term_note=lambda case, timing: "Три рабочих дня с получения.",
    by_phone=lambda case: "Заявление рассматривается.",
    forms=(LinkStudent, ConfirmSender, Accept, HandOver, AddLetter, Withdraw),
    pressing={"accept": lambda case: True},
    next_page=next_page,
    steps={
        **labels.STEPS,
        "accept": Telling("%(who)s передаёт директору"),
        "grant": Telling("%(who)s разрешает"),
        "refuse": Telling("%(who)s отказывает"),
    },
    errors={
        **labels.ERRORS,
        "days_turned": "Последний день раньше первого.",
        "grounds_missing": "Назовите основания.",
    },
    decided=DECIDED,
    grants={Role.OFFICE: ("leave.register_leave",), Role.HEAD: ("leave.decide_leave",)},
    related=("decided_by",),
    deciding=Deciding(
        state=State.DECISION,
        heading=lambda case: f"{case.who}: отсутствие с {case.first_day:%d.%m} по {case.last_day:%d.%m}",
        choices=choices,
        draft=lambda case, user: LeaveFlow.instance.snapshot(case, "grant", user, ""),
        signing="decision.leave",
    ),
    tracking=Tracking(
        decided=(*DECIDED, State.CLOSED),
        deciding=("grant", "refuse"),
        undecided=State.DECISION,
        headlines={State.RECEIVED: "Заявление получено", State.DECISION: "Директор решает"},
        told={"receive": "Заявление пришло.", "grant": "Директор разрешил.", "refuse": "Директор отказал."},
        lead=lambda case, state: "",
        answer=lambda case: {"headline": headline(case), "lead": ""},
    ),
)
