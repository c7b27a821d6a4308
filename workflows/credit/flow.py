"""Who acts next in a credit transfer, and what each action does besides the state.

The graph repeats the transitions of the model edge by edge; a test holds one against the other.
"""

from typing import ClassVar

from viewflow import this
from viewflow.workflow import flow

from organisation.models import User
from organisation.roles import Role
from workflows.cases.flowing import CaseFlow, in_state
from workflows.cases.task_view import task_page
from workflows.credit import class_order
from workflows.credit.effects import Effects
from workflows.credit.models import DECIDED, CreditApplication, CreditProcess, State

# Doubts of a reading that the office settles; the others stand beside their line for the reviewer.
OFFICE_SETTLES = frozenset(
    {"student_unknown", "namesake", "several_students", "several_requests", "letter_returned", "reply"}
)


class CreditFlow(Effects, CaseFlow, flow.Flow):
    """Credit transfer"""

    process_class = CreditProcess

    NODE_OF: ClassVar[dict[str, str]] = {
        State.RECEIVED: "register",
        State.INCOMPLETE: "await_answer",
        State.LAPSED: "lapsed",
        State.COMPARISON: "compare_courses",
        State.DECISION: "head_decides",
        State.APPROVED: "dispatch",
        State.PARTLY_APPROVED: "dispatch",
        State.REFUSED: "dispatch",
    }

    start = flow.StartHandle(this.opened).Next(this.route)
    route = (
        flow.Switch()
        .Case(this.register, in_state(State.RECEIVED))
        .Case(this.await_answer, in_state(State.INCOMPLETE))
        .Case(this.lapsed, in_state(State.LAPSED))
        .Case(this.compare_courses, in_state(State.COMPARISON))
        .Case(this.head_decides, in_state(State.DECISION))
        .Case(this.dispatch, in_state(*DECIDED))
        .Default(this.end)
    )

    register = flow.View(task_page).Permission("credit.register_credit").Next(this.after_register)
    after_register = (
        flow.Switch()
        .Case(this.compare_courses, in_state(State.COMPARISON))
        .Case(this.await_answer, in_state(State.INCOMPLETE))
        .Default(this.end)
    )

    await_answer = flow.View(task_page).Permission("credit.register_credit").Next(this.after_answer)
    after_answer = (
        flow.Switch()
        .Case(this.compare_courses, in_state(State.COMPARISON))
        .Case(this.lapsed, in_state(State.LAPSED))
        .Default(this.end)
    )

    lapsed = flow.View(task_page).Permission("credit.register_credit").Next(this.after_lapse)
    after_lapse = flow.Switch().Case(this.compare_courses, in_state(State.COMPARISON)).Default(this.end)

    compare_courses = flow.View(task_page).Permission("credit.compare_credit").Next(this.after_comparison)
    after_comparison = (
        flow.Switch()
        .Case(this.head_decides, in_state(State.DECISION))
        .Case(this.await_answer, in_state(State.INCOMPLETE))
        .Default(this.end)
    )

    head_decides = flow.View(task_page).Permission("credit.decide_credit").Next(this.after_decision)
    after_decision = (
        flow.Switch()
        .Case(this.dispatch, in_state(*DECIDED))
        .Case(this.compare_courses, in_state(State.COMPARISON))
        .Default(this.end)
    )

    dispatch = flow.View(task_page).Permission("credit.register_credit").Next(this.end)
    end = flow.End()

    def role(self, case: CreditApplication) -> str:
        """The role whose turn it is; empty while we wait for the applicant or for the mail server."""
        if case.state == State.RECEIVED:
            return Role.OFFICE
        if case.state == State.COMPARISON:
            return Role.REVIEWER
        if case.state == State.DECISION:
            return Role.HEAD
        return ""

    def person(self, case: CreditApplication) -> User | None:
        """Who is named for the turn: the reviewer of the case, or of the programme."""
        if case.state != State.COMPARISON:
            return None
        if case.reviewer is not None:
            return case.reviewer
        return case.programme.reviewer if case.programme else None

    def needs_office(self, case: CreditApplication) -> bool:
        """What only the office can settle, whoever's turn it is."""
        if case.state in (State.CLOSED, State.WITHDRAWN, State.LAPSED):
            return False
        if case.state in DECIDED:
            return (
                case.on_paper
                or self.awaits_signature(case)
                or bool(class_order.waiting(case))
                or bool({"letter_returned", "reply"} & set(case.needs_human))
            )
        if class_order.waiting(case):
            return True
        unsettled = OFFICE_SETTLES.intersection(case.needs_human)
        return case.student_id is None or not case.sender_confirmed or bool(unsettled)
