"""What each action does besides the state."""

from datetime import date

from documents.names import decline
from tests.workflows.fourth.models import LeaveRequest
from workflows.cases import papers
from workflows.cases.door import Invalid
from workflows.cases.effects import CaseEffects
from workflows.cases.papers import Planned


class Effects(CaseEffects):
    """Mixed into LeaveFlow."""

    CASE = LeaveRequest

    def on_accept(self, case, actor, data):
        """The days, as ISO dates."""
        first, last = (date.fromisoformat(data[name]) for name in ("first_day", "last_day"))
        if last < first:
            raise Invalid({"last_day": "days_turned"})
        case.first_day, case.last_day = first, last

    def planned(self, case, action, actor, data):
        """One paper: the decision."""
        if action == "refuse" and not data.get("note"):
            raise Invalid({"note": "grounds_missing"})
        return [
            Planned(
                "decision.leave", "leave_decision", self.snapshot(case, action, actor, data.get("note", ""))
            )
        ]

    def snapshot(self, case, action, actor, note):
        """Everything the decision says."""
        shown = {
            "addressee": papers.addressee(case),
            "student": papers.student(case),
            "student_dative": decline(case.student.full_name, "dative") if case.student else "",
            "granted": action == "grant",
            "first_day": case.first_day.isoformat(),
            "last_day": case.last_day.isoformat(),
            "grounds": note,
            "executor": {"name": "", "phone": ""},
        }
        return papers.frame(case, "leave_decision", "Решение об отсутствии на занятиях", shown, actor=actor)

    def on_grant(self, case, actor, data):
        """The answer leaves."""
        self.answer(case)

    on_refuse = on_grant
