"""A place in which the credit workflow is tried: the school, the cases, one attempt and what the model learns of it."""

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine, initialize

from organisation.models import User
from records.models import Programme, Student
from tests.builders import a_programme, a_representative, a_student, a_user, amend_profile
from tests.reliability import requests
from tests.reliability.credit_model import PEOPLE, SYSTEM, Line, ModelCase, World, moved, refusal
from workflows.cases import decisions, door
from workflows.cases.opening import begin
from workflows.credit.models import CreditApplication
from workflows.credit.opening import open_case


class CreditPlace(RuleBasedStateMachine):
    """A school, one child, some cases; what is tried is compared with the model, and the model learns of it."""

    school: Any  # set by the test: one person per role
    moves: Any  # set by the test: Counter of outcomes, to show that the machine reached all of them

    def __init__(self) -> None:
        super().__init__()
        # Every example is undone. The mark lets durable transactions run inside, as in Django's own test case.
        self.atomic = transaction.atomic()
        self.atomic._from_testcase = True
        self.atomic.__enter__()
        self.world = World()
        self.numbers: list[str] = []
        self.done: Counter[str] = Counter()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize()
    def the_school(self) -> None:
        amend_profile(separation_of_duties=True, signing={"decision.credit": "system"})
        self.people: dict[str, User | None] = {each.username: each for each in self.school.staff.values()}
        both = [role for role in self.school.staff if role.value in PEOPLE["both"]]
        self.people |= {"both": a_user(*both, username="both"), SYSTEM: None}
        self.programme: Programme = a_programme(reviewer=self.school.reviewer)
        self.student: Student = a_student(programme=self.programme)
        a_representative(self.student, requests.FAMILY)
        self.open(known=True, family=True, whole=True)

    def open(self, known: bool, family: bool, whole: bool) -> None:
        courses = [requests.WHOLE, requests.OTHER if whole else {**requests.OTHER, "hours": None}]
        case = open_case(
            received_at=timezone.now(),
            channel="web",
            courses=[dict(each) for each in courses],
            student=self.student if known else None,
            programme=self.programme if known else None,
            sender_confirmed=known and family,
            applicant_name="Тарасова Елена Михайловна",
            applicant_email=requests.FAMILY if family else requests.STRANGER,
        )
        begin(case, None)
        lines = [Line(), Line(whole=whole)]
        self.add(case.number, ModelCase(lines, known=known, confirmed=known and family, family=family))

    def add(self, number: str, model: ModelCase) -> None:
        self.numbers.append(number)
        self.world.cases.append(model)

    def case(self, index: int) -> tuple[CreditApplication, ModelCase]:
        index %= len(self.numbers)
        return CreditApplication.objects.get(number=self.numbers[index]), self.world.cases[index]

    def attempt(self, index: int, action: str, person: str, good: bool, stale: bool) -> None:
        case, model = self.case(index)
        good = good and (action != "join" or bool(self.another(case)))
        expected = refusal(self.world, model, action, person, good, stale)
        version = case.version - 1 if stale else case.version
        data = self.data(action, good, case)
        try:
            decisions.act(case, action, self.people[person], version=version, **data)
            outcome = ""
        except door.MoveRefused as error:
            outcome = error.code
        self.moves[action, outcome] += 1
        self.done[action] += 1
        assert outcome == expected, f"{person} {action} in {model.state}: {outcome!r}, not {expected!r}"
        if not outcome:
            model.by_hand = self.world.by_hand
            moved(model, action, person)
            self.learn(action, model, case, data)

    def data(self, action: str, good: bool, case: CreditApplication) -> dict[str, Any]:
        """What the page would send."""
        return requests.data(action, good, case, self.programme, self.student, self.another(case))

    def another(self, case: CreditApplication) -> str:
        """Another open case to join; empty when there is none."""
        other = CreditApplication.objects.filter(closed_at=None).exclude(pk=case.pk).first()
        return other.number if other else ""

    def learn(self, action: str, model: ModelCase, case: CreditApplication, data: dict[str, Any]) -> None:
        """What the data of the action changed."""
        if action == "link_student":
            for line in model.lines if not model.known else ():
                line.verdict = ""
            model.known, model.confirmed = True, model.confirmed or model.family
        if action == "confirm_sender":
            model.confirmed = True
        if action == "readdress":
            model.family = True
        if action == "edit_lines":
            model.lines = [Line()]
        if action == "compare":
            for position, line in enumerate(model.lines, start=1):
                line.verdict = "refused" if position > 1 else "credited"
        if action == "split":
            second = CreditApplication.objects.get(split_from=case.pk)
            fresh = ModelCase([model.lines.pop(1)], known=False, confirmed=False, family=model.family)
            self.add(second.number, fresh)
            if not fresh.lacking:
                moved(fresh, "accept", SYSTEM)
