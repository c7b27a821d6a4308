"""The reviewer and the head of a school in which every case is decided at once; runs in a process of its own."""

import threading

from django.db import DatabaseError, close_old_connections

from documents.pdf import NeverPrintable
from organisation.models import User
from workflows.cases import decisions, door
from workflows.credit.models import CreditApplication

PAUSE = 0.2  # seconds between two looks at the desk


def work_for_ever() -> None:
    """Take every case one step further, again and again, until killed."""
    pause = threading.Event()
    while not pause.wait(PAUSE):
        close_old_connections()
        try:
            look_through()
        except DatabaseError:
            continue


def look_through() -> None:
    reviewer, head = User.objects.get(username="lapina"), User.objects.get(username="zharkov")
    for case in CreditApplication.objects.filter(state__in=("comparison", "decision"), pending=""):
        try:
            if case.state == "comparison":
                case = compare(case, reviewer)
            decisions.act(case, "approve" if credited(case) else "refuse", head, version=case.version)
        except (door.MoveRefused, NeverPrintable):
            continue


def credited(case: CreditApplication) -> bool:
    """Every second one."""
    return case.pk % 2 == 0


def compare(case: CreditApplication, reviewer: User) -> CreditApplication:
    unit = case.programme.units.order_by("position").first()
    yes = {"verdict": "credited", "unit": unit.pk, "result": "зачтено", "choice_reason": "повтор"}
    no = {"verdict": "refused", "reason_code": "name", "reason_words": "Другой предмет."}
    rulings = [{"position": each.position, **(yes if credited(case) else no)} for each in case.lines.all()]
    case = decisions.act(case, "compare", reviewer, version=case.version, lines=rulings)
    return decisions.act(case, "submit", reviewer, version=case.version)
