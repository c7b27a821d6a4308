"""The state machine: every action by right and wrong people, with good and bad data, against the model.

What must hold after every single step stands in invariants.py.
"""

import random
from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from documents.models import Entry
from mailroom import outbox
from mailroom.models import DeliveryEvent, Outgoing
from tests.builders import amend_profile
from tests.reliability import invariants
from tests.reliability.credit_model import (
    COMPARISON,
    DECIDED,
    DECISION,
    DECISIONS,
    INCOMPLETE,
    LAPSED,
    PEOPLE,
    RECEIVED,
    RULES,
    SYSTEM,
    WITHDRAWN,
    ModelCase,
    moved,
    refusal,
)
from tests.reliability.credit_place import CreditPlace
from workflows import deliveries, ticking
from workflows.cases import decisions, door
from workflows.credit.models import CreditApplication

MOST_CASES = 3
BEFORE_THE_HEAD = (RECEIVED, INCOMPLETE, LAPSED, COMPARISON)


class CreditMachine(CreditPlace):
    """Up to three cases of one child, and everything that anybody may try to do with them."""

    @precondition(lambda self: len(self.numbers) < MOST_CASES)
    @rule(known=st.booleans(), family=st.booleans(), whole=st.booleans())
    def a_case_arrives(self, known: bool, family: bool, whole: bool) -> None:
        self.open(known, family, whole)

    # Everything that anybody may try

    @precondition(lambda self: self.numbers)
    @rule(
        index=st.integers(0, MOST_CASES - 1),
        action=st.sampled_from(sorted(RULES)),
        person=st.sampled_from(sorted(PEOPLE)),
        good=st.booleans(),
        stale=st.sampled_from((False, False, False, True)),
    )
    def somebody_tries(self, index: int, action: str, person: str, good: bool, stale: bool) -> None:
        self.attempt(index, action, person, good, stale)

    @precondition(lambda self: self.numbers)
    @rule(seed=st.integers(0, 2**32), times=st.integers(4, 12))
    def somebody_does_what_fits(self, seed: int, times: int) -> None:
        """Most attempts at random are refused; of these few are. What this run has done least comes first."""
        chance = random.Random(f"{seed} {sum(self.done.values())}")
        for _ in range(times):
            index = chance.randrange(len(self.numbers))
            fitting = self.fitting(self.world.cases[index])
            if fitting:
                action, person = min(fitting, key=lambda each: (self.weight(each[0]), chance.random()))
                self.attempt(index, action, person, chance.random() > 0.15, False)
                invariants.hold(*self.case(index))

    def weight(self, action: str) -> int:
        """Ends come late, because the middle of a case's life is what is searched."""
        return self.done[action] + (2 if action == "withdraw" else 0)

    def fitting(self, model: ModelCase) -> list[tuple[str, str]]:
        """Who may do what now."""
        return [
            (action, person)
            for action in sorted(RULES)
            for person in sorted(PEOPLE)
            if not refusal(self.world, model, action, person, True, False)
        ]

    @precondition(lambda self: self.numbers)
    @rule(index=st.integers(0, 9), reviewer=st.sampled_from(("lapina", "both")), by_hand=st.booleans())
    def a_case_comes_to_the_head(self, index: int, reviewer: str, by_hand: bool) -> None:
        """The straight way, so that what happens around decisions is tried often enough.

        Half a comparison is tried first, and whoever holds both roles tries to decide what they compared.
        """
        self.the_mode_of_signing_changes(by_hand)
        early = [at for at, each in enumerate(self.world.cases) if each.state in BEFORE_THE_HEAD]
        if not early:
            return
        index = early[index % len(early)]
        _, model = self.case(index)
        way = [("link_student", "sedova")] if not model.known else []
        way += [("confirm_sender", "sedova")] if not model.confirmed else []
        first = {"received": "accept", "incomplete": "complete", "lapsed": "reopen"}.get(model.state)
        way += [(first, "sedova")] if first else []
        way += [("edit_lines", reviewer)] if model.lacking else []
        way += [("submit", reviewer), ("compare", reviewer), ("submit", reviewer)]
        way += [("refuse", "both")] if reviewer == "both" else []
        for action, person in way:
            self.attempt(index, action, person, True, False)

    @precondition(lambda self: any(each.state == DECISION for each in self.world.cases))
    @rule()
    def the_head_decides_what_lies_there(self) -> None:
        """Whatever does not agree with the comparison is refused."""
        for index, model in enumerate(self.world.cases):
            for action in sorted(DECISIONS) if model.state == DECISION else ():
                self.attempt(index, action, "zharkov", action != "refuse", False)

    # Decisions whose maker dies half-way

    @precondition(lambda self: self.numbers)
    @rule(
        index=st.integers(0, MOST_CASES - 1),
        action=st.sampled_from(sorted(DECISIONS)),
        person=st.sampled_from(sorted(set(PEOPLE) - {SYSTEM})),
    )
    def a_maker_dies_after_the_number_is_reserved(self, index: int, action: str, person: str) -> None:
        case, model = self.case(index)
        if model.state == DECISION and not model.pending and action not in (model.outcome, "refuse"):
            action = model.outcome
        expected = refusal(self.world, model, action, person, True, False)
        data = self.data(action, True, case)
        try:
            entry = decisions.reserve(case, action, self.people[person], case.version, data)
            model.pending, model.reserved = entry.number, (action, person)
            model.by_hand = self.world.by_hand
            self.attempt(index, "withdraw", "sedova", True, False)
            outcome = ""
        except door.MoveRefused as error:
            outcome = error.code
        assert outcome == expected, (
            f"{person} reserves {action} in {model.state}: {outcome!r}, not {expected!r}"
        )

    @precondition(lambda self: any(each.pending for each in self.world.cases))
    @rule(times=st.integers(1, 3))
    def the_clock_finishes_what_was_reserved(self, times: int) -> None:
        Entry.objects.filter(status="reserved").update(locked_until=timezone.now() - timedelta(minutes=1))
        for _ in range(times):
            ticking.finish_reservations()
        for model in self.world.cases:
            if model.pending:
                moved(model, *model.reserved)

    @precondition(lambda self: any(each.pending for each in self.world.cases))
    @rule()
    def a_paper_can_never_be_made(self) -> None:
        for model in self.world.cases:
            if model.pending:
                entry = Entry.objects.get(number=model.pending, status="reserved")
                decisions.void(CreditApplication, entry.pk, "the paper cannot be drawn")
                model.pending, model.version = "", model.version + 1

    # Letters leave, arrive and come back

    @rule()
    def the_post_leaves(self) -> None:
        outbox.send_due()
        self.pull()
        for model in self.world.cases:
            if model.answer == "queued":
                model.answer = "sent"
                if model.state in DECIDED:
                    moved(model, "close", SYSTEM)

    @precondition(lambda self: self.numbers)
    @rule(index=st.integers(0, MOST_CASES - 1))
    def a_letter_comes_back(self, index: int) -> None:
        case, model = self.case(index)
        letter = Outgoing.objects.filter(case_number=case.number, status="sent").first()
        if letter is not None:
            Outgoing.objects.filter(pk=letter.pk).update(status="needs_human", error="550 5.1.1")
            DeliveryEvent.add(letter, DeliveryEvent.Kind.BOUNCED, "550 5.1.1")
            model.returned, model.untold = model.returned + 1, model.untold + 1
        self.pull()

    def pull(self) -> None:
        """Take delivery events, twice: a case that is being decided hears of them afterwards, each once."""
        deliveries.pull()
        deliveries.pull()
        for model in self.world.cases:
            if not model.pending:
                model.version += model.untold if model.state != WITHDRAWN else 0
                model.untold = 0

    # The profile changes

    @rule(apart=st.booleans())
    def separation_of_duties_is_switched(self, apart: bool) -> None:
        amend_profile(separation_of_duties=apart)
        self.world.apart = apart

    @rule(by_hand=st.booleans())
    def the_mode_of_signing_changes(self, by_hand: bool) -> None:
        amend_profile(signing={"decision.credit": "hand" if by_hand else "system"})
        self.world.by_hand = by_hand

    @invariant()
    def everything_agrees(self) -> None:
        for index in range(len(self.numbers)):
            invariants.hold(*self.case(index))
        invariants.numbers_have_no_gap()
