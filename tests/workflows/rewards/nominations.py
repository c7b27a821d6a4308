"""Makers of nominations for tests: a class, a draft, and the straight way to each state."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from documents.models import Entry
from records.models import Student
from tests.builders import School, a_student, amend_profile
from workflows import ticking
from workflows.cases import decisions, door
from workflows.rewards import intake
from workflows.rewards.models import RewardNomination

SURNAMES = tuple(
    f"{stem}ов"
    for stem in (
        *("Абрам", "Багр", "Волк", "Гром", "Дрозд", "Ерш", "Жук", "Зыр", "Иван", "Карп", "Лад", "Мор"),
        *(
            "Нос",
            "Орл",
            "Петр",
            "Рыбак",
            "Сокол",
            "Тихон",
            "Ув",
            "Фад",
            "Харитон",
            "Цветк",
            "Чиж",
            "Шуб",
            "Юр",
        ),
    )
)
GIVEN = ("Вера Николаевна", "Никита Павлович", "Рустам Рашидович", "Злата Игоревна", "Глеб Олегович")


def a_class(count: int, group: str = "9А") -> list[Student]:
    """As many pupils; no two have the same name."""
    made = []
    for n in range(count):
        given = GIVEN[n % len(GIVEN)]
        serial = n // len(SURNAMES)
        ending = "а" if given.split()[1].endswith("на") else ""
        first, patronymic = given.split()
        surname = SURNAMES[n % len(SURNAMES)] + ending
        surname += f"-{SURNAMES[serial]}{ending}" if serial else ""
        made.append(a_student(f"{surname} {first} {patronymic}", group=group))
    return made


FIELDS = {
    "reward_kind": "honour_certificate",
    "field": "study",
    "direction": "study",
    "occasion": "Осенний марафон",
    "ground": "за победу в олимпиаде «Осенний марафон»",
}


def a_draft(school: School, students: Sequence[Student], **fields: Any) -> RewardNomination:
    """What the deputy wrote so far."""
    return intake.nominate(school.deputy, {**FIELDS, **fields}, [{"student": each.pk} for each in students])


def considered(school: School, students: Sequence[Student], **fields: Any) -> RewardNomination:
    """A nomination on the head's desk."""
    case = door.move(a_draft(school, students, **fields), "submit", school.deputy)
    return door.move(case, "accept", school.office)


def ordered(
    school: School, students: Sequence[Student], *, by_hand: bool = False, **fields: Any
) -> RewardNomination:
    """An order; the certificates are reserved unless it waits for its signature."""
    mode = "hand" if by_hand else "system"
    amend_profile(signing={"order.reward": mode})
    case = door.move(considered(school, students, **fields), "approve", school.head)
    return decisions.act(case, "order", school.head)


def make_all() -> int:
    """Beats until no certificate is left; how many beats it took."""
    beats = 0
    while Entry.objects.due(timezone.now() + timedelta(seconds=1)).exists():
        ticking.finish_reservations()
        beats += 1
    return beats
