"""Who acts next in a record request. The graph repeats the transitions of the model; a test holds one to the other."""

from typing import ClassVar

from viewflow import this
from viewflow.workflow import flow

from organisation.models import User
from organisation.roles import Role
from workflows.cases.flowing import CaseFlow, in_state
from workflows.cases.task_view import task_page
from workflows.disclosure.choices import Delivery
from workflows.disclosure.effects import Effects
from workflows.disclosure.models import DECIDED, DisclosureProcess, RecordRequest, State
from workflows.disclosure.states import by_office_alone


class DisclosureFlow(Effects, CaseFlow, flow.Flow):
    """Record disclosure"""

    process_class = DisclosureProcess

    NODE_OF: ClassVar[dict[str, str]] = {
        State.RECEIVED: "register",
        State.IDENTIFICATION: "check_identity",
        State.PREPARATION: "prepare",
        State.APPROVAL: "head_approves",
        State.DISCLOSED: "dispatch",
        State.REFUSED: "send_refusal",
    }

    start = flow.StartHandle(this.opened).Next(this.route)
    route = (
        flow.Switch()
        .Case(this.register, in_state(State.RECEIVED))
        .Case(this.check_identity, in_state(State.IDENTIFICATION))
        .Case(this.prepare, in_state(State.PREPARATION))
        .Case(this.head_approves, in_state(State.APPROVAL))
        .Case(this.dispatch, in_state(State.DISCLOSED))
        .Case(this.send_refusal, in_state(State.REFUSED))
        .Default(this.end)
    )

    register = flow.View(task_page).Permission("disclosure.register_disclosure").Next(this.after_register)
    after_register = flow.Switch().Case(this.check_identity, in_state(State.IDENTIFICATION)).Default(this.end)

    check_identity = flow.View(task_page).Permission("disclosure.register_disclosure").Next(this.after_check)
    after_check = (
        flow.Switch()
        .Case(this.prepare, in_state(State.PREPARATION))
        .Case(this.send_refusal, in_state(State.REFUSED))
        .Default(this.end)
    )

    prepare = flow.View(task_page).Permission("disclosure.register_disclosure").Next(this.after_preparation)
    after_preparation = flow.Switch().Case(this.head_approves, in_state(State.APPROVAL)).Default(this.end)

    head_approves = flow.View(task_page).Permission("disclosure.decide_disclosure").Next(this.after_approval)
    after_approval = (
        flow.Switch()
        .Case(this.dispatch, in_state(State.DISCLOSED))
        .Case(this.send_refusal, in_state(State.REFUSED))
        .Case(this.prepare, in_state(State.PREPARATION))
        .Default(this.end)
    )

    dispatch = flow.View(task_page).Permission("disclosure.register_disclosure").Next(this.end)
    send_refusal = flow.View(task_page).Permission("disclosure.register_disclosure").Next(this.end)
    end = flow.End()

    def role(self, case: RecordRequest) -> str:
        """The role whose turn it is; empty while we wait for the mail server or for somebody to fetch the paper."""
        if case.state in (State.RECEIVED, State.IDENTIFICATION, State.PREPARATION):
            return Role.OFFICE
        if case.state == State.APPROVAL:
            return Role.OFFICE if by_office_alone(case) else Role.HEAD
        return ""

    def person(self, case: RecordRequest) -> User | None:
        """Nobody is named: it is the office's and the head's work."""
        return None

    def needs_office(self, case: RecordRequest) -> bool:
        """What only the office can settle, whoever's turn it is."""
        if case.state in (State.CLOSED, State.WITHDRAWN):
            return False
        if case.state in DECIDED:
            in_hand = case.state == State.DISCLOSED and case.delivery in (Delivery.HAND, Delivery.POST)
            return in_hand or case.on_paper or self.awaits_signature(case) or bool(case.needs_human)
        return bool(case.needs_human)
