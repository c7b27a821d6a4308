"""What people send with an action: good data, and data without the field that the action makes no sense without."""

from typing import Any

from records.models import Programme, Student
from workflows.credit.models import CreditApplication

FAMILY = "tarasova.em@pochta.example"
STRANGER = "neznakomka@lug.example"
WHOLE = {"title": "Слесарное дело", "hours": 72, "assessment_form": "зачёт", "result": "зачтено"}
OTHER = {**WHOLE, "title": "Столярное дело"}
REFUSED = {"unit": "", "verdict": "refused", "reason_code": "name", "reason_words": "Другой предмет."}
BAD: dict[str, dict[str, Any]] = {"edit_lines": {"lines": []}, "compare": {"lines": [{"position": 77}]}}


def data(
    action: str, good: bool, case: CreditApplication, programme: Programme, student: Student, other: str
) -> dict[str, Any]:
    """The data of an action. `other`: number of a case that this one may be joined with."""
    if not good:
        return BAD.get(action, {})
    good_data: dict[str, dict[str, Any]] = {
        "ask": {"missing": ["hours"]},
        "request_missing": {"missing": ["программа курса"]},
        "link_student": {"student": student.pk},
        "confirm_sender": {"how": "звонок"},
        "edit_lines": {"lines": [dict(WHOLE)]},
        "add_evidence": {
            "kind": "progress",
            "number": "12",
            "on": "2026-05-20",
            "seal": True,
            "signature": True,
        },
        "go_without_evidence": {"reason": "Собеседование."},
        "compare": {"lines": rulings(case, programme)},
        "assign": {"reviewer": "lapina"},
        "split": {"lines": [2], "student_written": "Тарасова Мария"},
        "join": {"into": other},
        "sign": {"signed_on": "2026-11-25"},
        "hand_over": {"how": "под подпись"},
        "readdress": {"email": FAMILY},
        "refuse": {"note": "Документ не подтверждён."},
    }
    return good_data.get(action, {})


def rulings(case: CreditApplication, programme: Programme) -> list[dict[str, Any]]:
    """The first line is credited, the others are not."""
    unit = programme.units.first()
    credited = {"unit": unit.pk, "verdict": "credited", "result": "зачтено", "choice_reason": "повтор"}
    positions = case.lines.values_list("position", flat=True)
    return [{"position": each, **(REFUSED if each > 1 else credited)} for each in positions]
