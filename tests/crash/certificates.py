"""A nomination of many students and the beats that make its certificates; runs in processes of its own."""

import sys

from documents.models import Entry
from organisation.models import User
from records.models import Student
from tests.builders import amend_profile
from workflows import ticking
from workflows.cases import decisions, door
from workflows.rewards import intake

FIELDS = {
    "reward_kind": "honour_certificate",
    "field": "study",
    "direction": "study",
    "occasion": "Учебный год",
    "ground": "за отличную учёбу",
}


def order(count: int) -> None:
    """As many students, one order in force, every certificate with its number and none made."""
    amend_profile(signing={"order.reward": "system"})
    students = [
        Student.objects.create(
            last_name=f"Северцев{n}",
            first_name="Пётр",
            patronymic="Ильич",
            birth_date="2010-04-11",
            group="9А",
        )
        for n in range(count)
    ]
    deputy, office, head = (User.objects.get(username=name) for name in ("boyko", "sedova", "zharkov"))
    case = intake.nominate(deputy, FIELDS, [{"student": each.pk} for each in students])
    case = door.move(door.move(case, "submit", deputy), "accept", office)
    decisions.act(door.move(case, "approve", head), "order", head)


def work() -> None:
    """Beat after beat until every number has ended; «begun» on standard output when the first is being made."""
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    while Entry.objects.filter(status=Entry.Status.RESERVED).exists():
        ticking.finish_reservations()
