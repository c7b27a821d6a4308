"""The state machine of nominations: every action by right and wrong people, with good and bad data."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from viewflow.workflow.models import Task

from documents.models import Entry, Register
from organisation.profile import current
from organisation.roles import Role
from records.models import PortfolioItem, Reward
from tests.builders import a_user, amend_profile
from tests.reliability.reward_model import (
    APPROVED,
    CLOSED,
    CONSIDERATION,
    ORDERED,
    PEOPLE,
    RULES,
    SUBMITTED,
    SYSTEM,
    TASKS,
    WITHDRAWN,
    ModelCase,
    World,
    moved,
    refusal,
)
from tests.workflows.rewards.nominations import FIELDS, a_class
from workflows import ticking
from workflows.cases import decisions, door, turns
from workflows.rewards import intake
from workflows.rewards.models import RewardNomination

KINDS = {True: "honour_certificate", False: "gift"}


class RewardMachine(RuleBasedStateMachine):
    """One nomination after another, and everything that anybody may try to do with the newest."""

    school: Any  # set by the test
    moves: Any  # Counter of outcomes, to show that the machine reached all of them

    def __init__(self) -> None:
        super().__init__()
        # Every example is undone. The mark lets durable transactions run inside, as in Django's own test case.
        self.atomic = transaction.atomic()
        self.atomic._from_testcase = True
        self.atomic.__enter__()
        self.world = World()
        self.done: Counter[str] = Counter()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(apart=st.booleans(), sheets=st.booleans(), owner=st.sampled_from(("boyko", "luneva", "both")))
    def the_school(self, apart: bool, sheets: bool, owner: str) -> None:
        self.people = {each.username: each for each in self.school.staff.values()}
        self.people |= {"both": a_user(Role.DEPUTY, Role.HEAD, username="both"), SYSTEM: None}
        self.pupils = a_class(5)
        self.the_profile_changes(apart, False)
        self.somebody_begins(owner, sheets)

    @rule(apart=st.booleans(), by_hand=st.booleans())
    def the_profile_changes(self, apart: bool, by_hand: bool) -> None:
        amend_profile(separation_of_duties=apart, signing={"order.reward": "hand" if by_hand else "system"})
        self.world.apart, self.world.by_hand = apart, by_hand

    @rule(owner=st.sampled_from(("boyko", "luneva", "both")), sheets=st.booleans())
    def somebody_begins(self, owner: str, sheets: bool) -> None:
        """Another nomination, once the last one has ended."""
        if self.world.cases and self.world.cases[-1].state not in (CLOSED, WITHDRAWN):
            return
        fields = {**FIELDS, "reward_kind": KINDS[sheets], "amount": "100"}
        wanted = [{"student": each.pk} for each in self.pupils[:2]]
        self.number = intake.nominate(self.people[owner], fields, wanted).number
        self.world.cases.append(ModelCase(owner, sheets))

    def case(self) -> tuple[RewardNomination, ModelCase]:
        return RewardNomination.objects.get(number=self.number), self.world.cases[-1]

    @rule(
        action=st.sampled_from(sorted(RULES)),
        person=st.sampled_from(sorted(PEOPLE)),
        good=st.booleans(),
        stale=st.sampled_from((False, False, False, True)),
    )
    def somebody_tries(self, action: str, person: str, good: bool, stale: bool) -> None:
        self.attempt(action, person, good, stale)

    @rule(times=st.integers(2, 8), seed=st.integers(0, 7))
    def somebody_does_what_fits(self, times: int, seed: int) -> None:
        """Most attempts at random are refused; of these few are. What was done least comes first."""
        for turn in range(times):
            _, model = self.case()
            fitting = [
                (self.done[action] + 3 * (action == "withdraw"), (seed + turn) % 3, action, person)
                for action in RULES
                for person in PEOPLE
                if not refusal(self.world, model, action, person, True, False)
            ]
            if fitting:
                *_, action, person = min(fitting)
                self.attempt(action, person, True, False)
                self.everything_agrees()

    @rule(by_hand=st.booleans())
    def the_straight_way_to_an_order(self, by_hand: bool) -> None:
        """So that what happens around orders is tried often enough."""
        self.the_profile_changes(self.world.apart, by_hand)
        _, model = self.case()
        head = "zharkov" if model.owner != "zharkov" else "both"
        for action, person in (
            ("nominate", model.owner),
            ("submit", model.owner),
            ("accept", "sedova"),
            ("approve", head),
            ("order", head),
        ):
            if model.state in ("draft", "returned", SUBMITTED, CONSIDERATION, APPROVED):
                self.attempt(action, person, True, False)

    @rule()
    def the_clock_makes_certificates(self) -> None:
        for _ in range(2):
            ticking.finish_reservations()
        _, model = self.case()
        if model.state == ORDERED and model.sheets and not model.unsigned:
            model.made = model.nominees
            moved(self.world, model, "certify", SYSTEM)

    def attempt(self, action: str, person: str, good: bool, stale: bool) -> None:
        case, model = self.case()
        good = good and not (action == "nominate" and model.nominees == len(self.pupils))
        expected = refusal(self.world, model, action, person, good, stale)
        version = case.version - 1 if stale else case.version
        try:
            data = self.data(action, good, case)
            decisions.act(case, action, self.people[person], version=version, **data)
            outcome = ""
        except door.MoveRefused as error:
            outcome = error.code
        self.moves[action, outcome] += 1
        told = f"{person} {action} ({good}) in {model.state}: {outcome!r}, not {expected!r}"
        assert outcome == expected, told
        if not outcome:
            self.done[action] += 1
            moved(self.world, model, action, person)

    def data(self, action: str, good: bool, case: RewardNomination) -> dict[str, Any]:
        """What the page would send; bad data lacks what the action needs."""
        today = timezone.localdate().isoformat()
        nominee = case.nominees.filter(handed_on=None).first() or case.nominees.first()
        key = nominee.pk if nominee and good else 0
        present = set(case.nominees.values_list("student_id", flat=True))
        fresh = next((each.pk for each in self.pupils if each.pk not in present), 0)
        table: dict[str, dict[str, Any]] = {
            "edit": {"reward_kind": case.reward_kind if good else "unknown"},
            "nominate": {"nominees": [{"student": fresh if good else 0}]},
            "drop": {"nominees": [key]},
            "amend": {"nominee": key, "name_in_order": "Абрамову Веру"},
            "assign": {"reviewer": "boyko" if good else "nobody"},
            "approve": {} if good else {"declined": {"0": "нет такого"}},
            "decline": {"reason": "рано" if good else " "},
            "sign": {"signed_on": today if good else ""},
            "reissue": {"nominee": key},
            "hand_over": {"nominees": [key], "on": today},
            "present": {"on": today if good else ""},
            "record_answer": {"answer": "назначена" if good else "", "answered_on": today},
            "withdraw": {"reason": "отменён" if good else ""},
        }
        return table.get(action, {})

    @invariant()
    def everything_agrees(self) -> None:
        case, model = self.case()
        assert (case.state, case.version) == (model.state, model.version)
        assert case.steps.count() == case.version
        assert (case.closed_at is not None) == (case.state in (CLOSED, WITHDRAWN))
        names = [
            task.flow_task.name for task in Task.objects.filter(process=case.process, status__in=turns.ACTIVE)
        ]
        assert names == ([TASKS[case.state]] if case.state in TASKS else [])
        self.rewards_stand_with_their_order(case, model)
        self.numbers_have_no_gap()

    def rewards_stand_with_their_order(self, case: RewardNomination, model: ModelCase) -> None:
        """One record and one piece of the portfolio for each; numbers are open only while sheets are made."""
        assert Reward.objects.filter(case_number=case.number).count() == model.rewards
        assert PortfolioItem.objects.filter(reward__case_number=case.number).count() == model.rewards
        assert Entry.objects.filter(case_number=case.number, kind="reward_order").count() == int(
            model.ordered
        )
        sheets = Entry.objects.filter(case_number=case.number, kind="reward_certificate")
        waiting = model.state == ORDERED and model.sheets and not model.unsigned
        assert sheets.filter(status="reserved").count() == (model.nominees if waiting else 0)
        assert sheets.filter(status="issued").count() == model.made

    def numbers_have_no_gap(self) -> None:
        for key in ("order.reward", "certificate.reward"):
            for register in Register.objects.filter(key=key):
                start = current().series[key].start
                ordinals = sorted(register.entries.values_list("n", flat=True))
                assert ordinals == list(range(start, start + len(ordinals)))
