"""Record disclosure against a small model: rights, separation of duties on and off, a ledger row for every decision."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from documents.models import Entry
from organisation.roles import Role
from records.models import Result
from tests.builders import a_programme, a_representative, a_student, a_user, amend_profile
from tests.reliability.disclosure_model import PEOPLE, RULES, ModelRequest, moved, refusal
from tests.reliability.papers import draw_small_papers
from tests.workflows.disclosure.office import MOTHER, opened
from workflows.cases import decisions, door
from workflows.disclosure.models import LedgerEntry, RecordRequest

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MOST = 3
DATA: dict[str, dict[str, Any]] = {
    "identify": MOTHER,
    "decline": {**MOTHER, "refusal": "no_authority", "note": ""},
    "refuse": {"refusal": "repeated", "note": ""},
    "extend": {"reason": "Записи в архиве."},
    "hand_over": {"how": "лично, под подпись"},
}


class Machine(RuleBasedStateMachine):
    """Up to three requests of one mother about her daughter, and everything that anybody may try."""

    people: Any
    moves: Any

    def __init__(self) -> None:
        super().__init__()
        # Every example is undone. The mark lets durable transactions run inside, as in Django's own test case.
        self.atomic = transaction.atomic()
        self.atomic._from_testcase = True
        self.atomic.__enter__()
        self.models: list[ModelRequest] = []
        self.numbers: list[str] = []
        self.apart = True

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def a_daughter(self) -> None:
        amend_profile(separation_of_duties=True, disclosure={"approver_differs": True})
        programme = a_programme()
        self.student = a_student("Власова Мария Сергеевна", programme=programme)
        a_representative(self.student)
        unit = programme.units.first()
        Result.objects.create(student=self.student, unit=unit, value="хорошо", on=date(2026, 10, 1))
        self.a_request_arrives()

    @precondition(lambda self: len(self.numbers) < MOST)
    @rule()
    def a_request_arrives(self) -> None:
        case = opened(self.student)
        self.numbers.append(case.number)
        adult = self.models[0].adult if self.models else False
        self.models.append(ModelRequest(adult=adult, state=case.state))

    @rule(
        index=st.integers(0, MOST - 1),
        action=st.sampled_from(sorted(RULES)),
        person=st.sampled_from(sorted(PEOPLE)),
    )
    def somebody_tries(self, index: int, action: str, person: str) -> None:
        index %= len(self.numbers)
        model = self.models[index]
        case = RecordRequest.objects.get(number=self.numbers[index])
        expected = refusal(model, action, person, self.apart)
        try:
            decisions.act(case, action, self.people[person], **dict(DATA.get(action, {})))
            outcome = ""
        except door.MoveRefused as error:
            outcome = error.code
        self.moves[action, outcome] += 1
        assert outcome == expected, f"{person} {action} in {model.state}: {outcome!r}, not {expected!r}"
        if not outcome:
            moved(model, action, person)

    @rule(index=st.integers(0, MOST - 1), person=st.sampled_from(("sedova", "both")))
    def the_straight_way(self, index: int, person: str) -> None:
        for action in ("identify", "submit"):
            self.somebody_tries(index, action, person)
        self.somebody_tries(index, "disclose", "both")
        self.somebody_tries(index, "disclose", "zharkov")

    @rule(apart=st.booleans())
    def separation_of_duties_is_switched(self, apart: bool) -> None:
        amend_profile(disclosure={"approver_differs": apart})
        self.apart = apart

    @rule(index=st.integers(0, MOST - 1))
    def the_daughter_comes_of_age_for_a_while(self, index: int) -> None:
        """Whatever depends on the mother's right is tried meanwhile."""
        self.comes_of_age(date(2020, 1, 1))
        for action, person in (("identify", "sedova"), ("submit", "sedova"), ("disclose", "zharkov")):
            self.somebody_tries(index, action, person)
        self.comes_of_age(None)

    def comes_of_age(self, day: date | None) -> None:
        self.student.emancipated_on = day
        self.student.save()
        for model in self.models:
            model.adult = day is not None

    @invariant()
    def everything_agrees(self) -> None:
        for number, model in zip(self.numbers, self.models, strict=True):
            case = RecordRequest.objects.get(number=number)
            assert (case.state, bool(case.extended_on)) == (model.state, model.extended)
            assert LedgerEntry.objects.filter(case=case.pk).count() == model.ledger
        assert not Entry.objects.filter(status="reserved").exists()


def bounded(examples: int) -> settings:
    """The same examples in every run: a gate must not fail by luck."""
    return settings(
        max_examples=examples,
        stateful_step_count=25,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )


@pytest.fixture
def machine(school, monkeypatch) -> type[Machine]:
    """The machine in the demo school, with one small paper for all decisions: drawing is tested elsewhere."""
    draw_small_papers(monkeypatch)
    both = a_user(Role.OFFICE, Role.HEAD, username="both")
    staff = {each.username: each for each in (*school.staff.values(), both)}

    class InTheSchool(Machine):
        people = {name: staff.get(name) for name in PEOPLE}
        moves: Counter = Counter()

    return InTheSchool


def test_disclosure_does_what_the_model_says_and_nothing_else(machine):
    run_state_machine_as_test(machine, settings=bounded(8))
    done = {action for action, outcome in machine.moves if not outcome}
    assert {"identify", "submit", "disclose", "extend"} <= done
    assert {outcome for _, outcome in machine.moves} == {"", "not_now", "not_allowed", "invalid"}


def no_separation(patch) -> None:
    """Who prepared may approve."""
    patch.setattr(
        "workflows.cases.permissions.current", lambda: type("Lax", (), {"separation_of_duties": False})()
    )


def no_ledger(patch) -> None:
    """A disclosure leaves no row."""
    patch.setattr("workflows.disclosure.ledger.enter", lambda *_: None)


def no_rights(patch) -> None:
    """Whoever asks has the right."""
    yes = type("Yes", (), {"entitled": True, "code": "entitled", "clause": ""})()
    patch.setattr("workflows.disclosure.judging.judge", lambda case, on=None: yes)


@pytest.mark.parametrize("guard", [no_separation, no_ledger, no_rights])
def test_the_machine_finds_a_broken_guard(machine, monkeypatch, guard):
    guard(monkeypatch)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=bounded(12))
