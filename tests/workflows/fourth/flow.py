"""Who acts next in a request for leave."""

from viewflow import this
from viewflow.workflow import flow

from organisation.roles import Role
from tests.workflows.fourth.effects import Effects
from tests.workflows.fourth.models import DECIDED, LeaveProcess, State
from workflows.cases.flowing import CaseFlow, in_state
from workflows.cases.task_view import task_page


class LeaveFlow(Effects, CaseFlow, flow.Flow):
    """Leave of absence"""

    process_class = LeaveProcess
    NODE_OF = {
        State.RECEIVED: "register",
        State.DECISION: "head_decides",
        State.GRANTED: "dispatch",
        State.REFUSED: "dispatch",
    }

    start = flow.StartHandle(this.opened).Next(this.route)
    route = (
        flow.Switch()
        .Case(this.register, in_state(State.RECEIVED))
        .Case(this.head_decides, in_state(State.DECISION))
        .Case(this.dispatch, in_state(*DECIDED))
        .Default(this.end)
    )
    register = flow.View(task_page).Permission("leave.register_leave").Next(this.after_register)
    after_register = flow.Switch().Case(this.head_decides, in_state(State.DECISION)).Default(this.end)
    head_decides = flow.View(task_page).Permission("leave.decide_leave").Next(this.after_decision)
    after_decision = flow.Switch().Case(this.dispatch, in_state(*DECIDED)).Default(this.end)
    dispatch = flow.View(task_page).Permission("leave.register_leave").Next(this.end)
    end = flow.End()

    def role(self, case):
        """Nobody's turn while the mail server has the answer."""
        return {State.RECEIVED: Role.OFFICE, State.DECISION: Role.HEAD}.get(case.state, "")

    def person(self, case):
        """Nobody is named: the role is enough."""

    def needs_office(self, case):
        """A doubt, or an answer on paper."""
        return case.closed_at is None and (
            bool(case.needs_human) or (case.state in DECIDED and case.on_paper)
        )
