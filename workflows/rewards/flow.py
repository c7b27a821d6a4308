"""Who acts next in a reward nomination, and what each action does besides the state.

The graph repeats the transitions of the model edge by edge; a test holds one against the other.
"""

from typing import ClassVar

from viewflow import this
from viewflow.workflow import flow

from organisation.models import User
from organisation.roles import Role
from workflows.cases.flowing import CaseFlow, in_state
from workflows.cases.task_view import task_page
from workflows.rewards.effects import Effects
from workflows.rewards.models import RewardNomination, RewardProcess, State

NOMINATORS_TURN = (State.DRAFT, State.RETURNED, State.CERTIFIED, State.DECLINED)


class RewardFlow(Effects, CaseFlow, flow.Flow):
    """Reward nomination"""

    process_class = RewardProcess

    NODE_OF: ClassVar[dict[str, str]] = {
        State.DRAFT: "prepare",
        State.RETURNED: "rework",
        State.SUBMITTED: "check_nomination",
        State.CONSIDERATION: "head_decides",
        State.APPROVED: "sign_order",
        State.DECLINED: "file_away",
        State.ORDERED: "make_certificates",
        State.CERTIFIED: "hand_out",
        State.PRESENTED: "finish",
    }

    start = flow.StartHandle(this.opened).Next(this.route)
    route = (
        flow.Switch()
        .Case(this.prepare, in_state(State.DRAFT))
        .Case(this.rework, in_state(State.RETURNED))
        .Case(this.check_nomination, in_state(State.SUBMITTED))
        .Case(this.head_decides, in_state(State.CONSIDERATION))
        .Case(this.sign_order, in_state(State.APPROVED))
        .Case(this.file_away, in_state(State.DECLINED))
        .Case(this.make_certificates, in_state(State.ORDERED))
        .Case(this.hand_out, in_state(State.CERTIFIED))
        .Case(this.finish, in_state(State.PRESENTED))
        .Default(this.end)
    )

    prepare = flow.View(task_page).Permission("rewards.nominate_reward").Next(this.after_writing)
    rework = flow.View(task_page).Permission("rewards.nominate_reward").Next(this.after_writing)
    after_writing = flow.Switch().Case(this.check_nomination, in_state(State.SUBMITTED)).Default(this.end)

    check_nomination = flow.View(task_page).Permission("rewards.register_reward").Next(this.after_check)
    after_check = flow.Switch().Case(this.head_decides, in_state(State.CONSIDERATION)).Default(this.end)

    head_decides = flow.View(task_page).Permission("rewards.decide_reward").Next(this.after_decision)
    after_decision = (
        flow.Switch()
        .Case(this.sign_order, in_state(State.APPROVED))
        .Case(this.file_away, in_state(State.DECLINED))
        .Case(this.rework, in_state(State.RETURNED))
        .Default(this.end)
    )

    sign_order = flow.View(task_page).Permission("rewards.decide_reward").Next(this.after_order)
    after_order = flow.Switch().Case(this.make_certificates, in_state(State.ORDERED)).Default(this.end)

    make_certificates = flow.View(task_page).Permission("rewards.register_reward").Next(this.after_making)
    after_making = (
        flow.Switch()
        .Case(this.hand_out, in_state(State.CERTIFIED))
        .Case(this.finish, in_state(State.PRESENTED))
        .Default(this.end)
    )

    hand_out = flow.View(task_page).Permission("rewards.nominate_reward").Next(this.after_handing)
    after_handing = flow.Switch().Case(this.finish, in_state(State.PRESENTED)).Default(this.end)

    finish = flow.View(task_page).Permission("rewards.register_reward").Next(this.end)
    file_away = flow.View(task_page).Permission("rewards.nominate_reward").Next(this.end)
    end = flow.End()

    def role(self, case: RewardNomination) -> str:
        """The role whose turn it is; empty while certificates are made."""
        if case.state in (State.SUBMITTED, State.PRESENTED):
            return Role.OFFICE
        if case.state in (State.CONSIDERATION, State.APPROVED):
            return Role.HEAD
        return self.nominators_role(case) if self.is_nominators_turn(case) else ""

    def person(self, case: RewardNomination) -> User | None:
        """The nominator, when it is their turn."""
        return case.reviewer if self.is_nominators_turn(case) else None

    def is_nominators_turn(self, case: RewardNomination) -> bool:
        """Writing, handing out, filing a refusal away."""
        if case.state == State.ORDERED:
            return not case.with_certificate and not self.awaits_signature(case)
        return case.state in NOMINATORS_TURN

    def nominators_role(self, case: RewardNomination) -> str:
        """As whom the nominator acts; the office while nobody has taken a letter on."""
        if case.reviewer is None:
            return Role.OFFICE
        return Role.DEPUTY if case.reviewer.has_role(Role.DEPUTY) else Role.TEACHER

    def needs_office(self, case: RewardNomination) -> bool:
        """What only the office can settle, whoever's turn it is."""
        if case.state in (State.CLOSED, State.WITHDRAWN):
            return False
        unsigned = case.state == State.ORDERED and self.awaits_signature(case)
        return unsigned or case.reviewer is None or bool(case.needs_human)
