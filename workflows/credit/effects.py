"""What each action of a credit transfer does besides the state. Called by the door, inside its transaction.

Every method is `on_<action>(case, actor, data)`; `data` is what the page or command sent. Raises door.Invalid with
errors by field when the data is wrong; then the whole move is undone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from documents.correctable import Change
from documents.models import Version
from organisation import profile
from organisation.models import User
from records.models import Result
from workflows.cases import clock, letters
from workflows.cases.door import Invalid, NotNow, move
from workflows.cases.effects import CaseEffects
from workflows.cases.opening import begin
from workflows.cases.papers import Planned
from workflows.credit import (
    class_order,
    lines,
    papers,
    plans,
    precedents,
    proof,
    proposals,
    recounting,
    revoking,
    rules,
    scans,
    silence,
    wording,
)
from workflows.credit.models import CourseLine, CreditApplication
from workflows.credit.opening import open_split

Data = dict[str, Any]

# What a reading doubted in the lines themselves: settled when a person has confirmed them.
DOUBTS_OF_LINES = frozenset({"doubtful_values", "hours_shared"})


class Effects(CaseEffects):
    """Mixed into CreditFlow."""

    CASE = CreditApplication

    def beat(self, today: date, ours: profile.Profile) -> dict[str, int]:
        """One reminder, then the closing letter, to applicants who never sent what is missing."""
        counts: dict[str, int] = {}
        for case, action in silence.due(today, ours):
            move(case, action, None)
            counts[action] = counts.get(action, 0) + 1
        return counts

    def on_add_letter(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """A file that was added is read like those of the letter."""
        super().on_add_letter(case, actor, data)
        if data.get("added"):
            scans.expect(case)

    def on_accept(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The term runs; candidates are laid beside the claimed courses; the family learns number and date."""
        proposals.refresh(case)
        clock.refresh(case)
        if data.pop("acknowledge", True):
            letters.send(case, "accepted", context=self.words(case))

    def on_complete(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The answer came."""
        lacking = rules.missing([line.claim for line in case.lines.all()])
        if lacking and actor is None:
            raise NotNow("still incomplete")
        clock.go_on(case)
        self.on_accept(case, actor, data)

    on_reopen = on_complete

    def on_ask(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """One letter names exactly what is missing and links to the form with everything else filled in."""
        if not case.asked_for:
            case.asked_for = rules.missing([line.claim for line in case.lines.all()])
        clock.stop(case, ", ".join(case.asked_for)[:300])
        if data.pop("acknowledge", True):
            letters.send(case, "missing", context=self.words(case), form_link=True)

    def on_request_missing(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The reviewer says in words what is missing."""
        if not case.asked_for:
            raise Invalid({"missing": "missing_empty"})
        self.on_ask(case, actor, data)

    def on_remind(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The same request once more."""
        letters.send(case, "reminder", context=self.words(case), form_link=True)

    def on_lapse(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The closing letter says that a late answer reopens the same number."""
        letters.send(case, "lapsed", context=self.words(case), form_link=True)

    def on_submit(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """Only a whole comparison for a confirmed sender goes to the head."""
        ours = profile.current().credit
        errors = rules.faults_of(lines.rulings(case), allow_assessment=ours.allow_assessment)
        if ours.require_confirmed_sender and not case.sender_confirmed:
            errors["sender"] = "sender_unconfirmed"
        verdicts = [line.verdict for line in case.lines.all()]
        if errors := errors | self._faults_of_proof(case, verdicts):
            raise Invalid(errors)

    def _faults_of_proof(self, case: CreditApplication, verdicts: list[str]) -> dict[str, str]:
        """Only what is credited has to be proven."""
        return proof.faults(case, profile.current()) if rules.CREDITED in verdicts else {}

    def on_send_back(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The remark is in the step's note; the reviewer reads it on the desk."""

    def planned(self, case: CreditApplication, action: str, actor: User | None, data: Data) -> list[Planned]:
        """Check the decision against the comparison and freeze the packet: one paper, one signature."""
        if action == "order_class":
            return [Planned("order.credit", "credit_class_order", class_order.snapshot(case, actor))]
        if case.compared_at is None:
            raise Invalid({"action": "compared_for_another"})
        words = str(data.get("note", "")).strip()
        present = lines.present(case)
        proposed = rules.outcome([line.verdict for line in present])
        if action not in (proposed, "refuse"):
            raise Invalid({"action": f"not_{action}"})
        if action == "refuse" and proposed != "refuse" and not words:
            raise Invalid({"note": "grounds_missing"})
        if action != "refuse" and (errors := self._faults_of_credit(case, present, words)):
            raise Invalid(errors)
        snapshot = papers.decision_snapshot(case, action, actor, data)
        return [Planned("decision.credit", papers.DECISION, snapshot)]

    def on_sign_order(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The order for a class is in force; no letter, for it names other children."""
        self.put_in_force(case, class_order.waiting(case), actor, data)

    def _faults_of_credit(
        self, case: CreditApplication, present: list[CourseLine], words: str
    ) -> dict[str, str]:
        """Proof that is not enough, and courses outside the tests that the head gives no reason for."""
        ours = profile.current().credit
        if not words and ours.exceptions_need_words and proposals.outside(present, ours.threshold_percent):
            return {"note": "exception_without_words"}
        return self._faults_of_proof(case, [line.verdict for line in present])

    def on_approve(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """Results, plan and letter, in the transaction of the decision."""
        precedents.remember(case, lines.present(case))
        if case.state != "refused":
            self._credit(case, actor)
            self._plan(case, actor, case.state)
        self.answer(case)

    on_approve_partly = on_approve
    on_refuse = on_approve

    def _credit(self, case: CreditApplication, actor: User | None) -> None:
        """The credited result stands as interim assessment (4.6) beside whatever mark is there already."""
        today = timezone.localdate(timezone=profile.current().tz)
        for line in case.lines.all():
            if line.verdict != rules.CREDITED:
                continue
            if line.unit is None or case.student is None:
                raise Invalid({f"unit_{line.position}": "unit_missing"})
            Result.objects.create(
                student=case.student,
                unit=line.unit,
                value=line.our_result,
                source=Result.Source.CREDITED,
                on=today,
                hours=line.unit.hours,
                note=f"{line.title}, {line.hours or '?'} ч"[:300],
                case_number=case.number,
                author=actor,
            )

    def _plan(self, case: CreditApplication, actor: User | None, state: str) -> None:
        """The individual study plan (4.7): credited + remaining = programme total, or the decision is undone."""
        rows = papers.plan_lines(case, list(case.lines.all()), state)
        if any(each.credited for _, each in rows) and plans.write(case, actor, rows) is None:
            raise Invalid({"plan": "plan_does_not_balance"})

    def settle_correction(
        self, before: Mapping[str, Any], after: dict[str, Any], changes: Sequence[Change]
    ) -> None:
        """Corrected hours of an earlier course change its share; they never change a verdict."""
        if after["template"] != papers.DECISION:
            return
        errors = {}
        for path in (each.path for each in changes if each.path.endswith(".claimed.hours")):
            place, threshold = int(path.split(".")[1]), after["data"]["threshold_percent"]
            lines = after["data"]["lines"][place], before["data"]["lines"][place]
            if code := recounting.recount(*lines, threshold):
                errors[path] = code
        if errors:
            raise Invalid(errors)

    def after_revocation(
        self, case: CreditApplication, version: Version, actor: User | None, reason: str
    ) -> str:
        """Credited results count no longer, the plan is counted anew; the order for a class credits nothing itself."""
        if version.document.kind != papers.DECISION:
            return ""
        number = version.entry.number if version.entry else ""
        if not revoking.withdraw(case, actor, number, reason):
            return ""
        revoking.replan(case, actor)
        return revoking.WORDS

    def what_revoking_undoes(self, case: CreditApplication, version: Version) -> Sequence[str]:
        """Which results count no longer."""
        if version.document.kind != papers.DECISION:
            return [_("The decisions of the single cases stay in force: revoke them one by one.")]
        return revoking.undone(case)

    def on_link_student(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """Candidates follow the student. Verdicts are cleared, but for refusals that rest on the letter alone.

        A case that lies before the head was compared for somebody else: it is never decided as it stands.
        """
        before = (case.student_id, case.programme_id)
        super().on_link_student(case, actor, data)
        if (case.student_id, case.programme_id) == before:
            return
        case.compared_at = None
        present = CourseLine.objects.filter(case=case)
        present.exclude(lines.OF_THE_LETTER).update(
            verdict="", reason_code="", reason_words="", our_result="", choice_reason=""
        )
        present.update(unit=None)
        proposals.refresh(case, linked=True)

    def on_edit_lines(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """What a person typed replaces what was read; sources of unchanged values stay."""
        lines.replace(case, data.pop("lines", []))
        case.needs_human = [code for code in case.needs_human if code not in DOUBTS_OF_LINES]
        proposals.refresh(case)

    def on_add_evidence(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """A document with its particulars, and what was seen on it."""
        proof.add(case, actor, data, profile.current())

    def on_go_without_evidence(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The reviewer's reason stands in the place of a document."""
        reason = str(data.get("reason") or "").strip()
        if not reason:
            raise Invalid({"reason": "reason_empty"})
        case.no_evidence_reason = reason[:1000]

    def on_compare(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """Verdicts, by position; what is not named stays."""
        lines.rule(case, data.pop("lines", []))

    def on_split(self, case: CreditApplication, actor: User | None, data: Data) -> None:
        """The second child or request gets its own number and the same day 0."""
        positions = {int(each) for each in data.get("lines", [])}
        chosen = list(case.lines.filter(position__in=positions))
        if not chosen:
            raise Invalid({"lines": "split_empty"})
        second = open_split(case, chosen, str(data.get("student_written", "")))
        begin(second, actor)
        if not rules.missing([line.claim for line in second.lines.all()]):
            move(second, "accept", actor, complete_at=second.received_at)
        case.needs_human = [code for code in case.needs_human if not code.startswith("several_")]
        data["into"] = second.number

    def words(self, case: CreditApplication) -> dict[str, Any]:
        """What was asked for, the courses, and the dates; a letter that does not print them does not pay for them."""

        def due() -> date | None:
            clock.refresh(case)
            return case.due_on

        return {
            "missing": wording.missing_words(case.asked_for),
            "lines": case.lines.all(),
            "due": due,
            "lapse_words": wording.within_days(profile.current().credit.lapse_after_days),
        }
