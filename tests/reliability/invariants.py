"""What must hold of every credit case at every moment, whatever was tried before."""

from django.db.models import Sum
from viewflow.workflow.models import Task

from documents.models import Entry, Register, Version
from journal.models import Entry as JournalEntry
from mailroom.models import Outgoing
from organisation.profile import current
from records.models import Result, StudyPlan
from tests.reliability.credit_model import CLOSED, DECIDED, TASKS, WITHDRAWN, ModelCase
from workflows.cases import turns
from workflows.credit.models import CreditApplication

SERIES = "decision.credit"


def hold(case: CreditApplication, model: ModelCase) -> None:
    """All of them for one case and what the model thinks of it."""
    state_is_legal_and_counted(case, model)
    due_if_and_only_if_the_clock_runs(case, model)
    the_open_task_fits_the_state(case)
    every_reserved_number_is_being_made_or_has_ended(case, model)
    assert Outgoing.objects.filter(case_number=case.number).count() == model.letters, case.state
    a_decision_has_its_paper_and_a_plan_that_balances(case)


def state_is_legal_and_counted(case: CreditApplication, model: ModelCase) -> None:
    """State and version as in the model; a step and a journal entry for every move."""
    assert (case.state, case.version) == (model.state, model.version)
    assert (case.closed_at is not None) == (case.state in (CLOSED, WITHDRAWN))
    steps = list(case.steps.order_by("pk"))
    assert len(steps) == case.version
    assert JournalEntry.objects.filter(kind="step", subject=case.number).count() == len(steps)
    assert steps[-1].to_state == case.state
    assert all(before.to_state == after.from_state for before, after in zip(steps, steps[1:], strict=False))


def due_if_and_only_if_the_clock_runs(case: CreditApplication, model: ModelCase) -> None:
    """An open case that waits for its applicant is due on no day; every other that was whole once is."""
    if case.closed_at is None:
        assert (case.due_on is not None) == model.clock_runs, case.state
    assert case.pauses.filter(ended_at=None).exists() == model.waiting


def the_open_task_fits_the_state(case: CreditApplication) -> None:
    """One open task, of the node that belongs to the state; role and person on the case repeat it."""
    active = Task.objects.filter(process_id=case.process_id, status__in=turns.ACTIVE).exclude(
        flow_task_type__in=("START", "END")
    )
    names = [task.flow_task.name for task in active]
    if case.state not in TASKS:
        assert (names, case.next_role, case.next_person) == ([], "", None)
        return
    node, role = TASKS[case.state]
    assert names == [node]
    assert case.next_role == role
    assert case.next_person_id == active[0].owner_id


def every_reserved_number_is_being_made_or_has_ended(case: CreditApplication, model: ModelCase) -> None:
    """A number is reserved exactly while its case waits for the paper."""
    assert case.pending == model.pending
    open_entries = Entry.objects.filter(case_number=case.number, status="reserved")
    assert [each.number for each in open_entries] == ([case.pending] if case.pending else [])


def a_decision_has_its_paper_and_a_plan_that_balances(case: CreditApplication) -> None:
    """Decided if and only if one number is issued; credited results and plan belong to that decision."""
    issued = Entry.objects.filter(case_number=case.number, kind="credit_decision", status="issued")
    was_decided = case.steps.filter(to_state__in=DECIDED).exclude(from_state__in=DECIDED).count()
    assert issued.count() == was_decided <= 1
    assert Version.objects.filter(entry__in=issued).count() >= was_decided
    if case.state in DECIDED:
        assert was_decided == 1
    assert (
        Outgoing.objects.filter(case_number=case.number, purpose="decision")
        .exclude(status__in=("failed", "cancelled"))
        .count()
        <= 1
    )
    approved = was_decided == 1 and not case.steps.filter(to_state="refused").exists()
    credited = case.lines.filter(verdict="credited").count() if approved else 0
    assert Result.objects.filter(case_number=case.number, source="credited").count() == credited
    plans = StudyPlan.objects.filter(case_number=case.number)
    assert plans.count() == int(credited > 0)
    for plan in plans:
        sums = plan.lines.aggregate(credited=Sum("credited"), remaining=Sum("remaining"))
        assert sums["credited"] + sums["remaining"] == plan.programme.hours


def numbers_have_no_gap() -> None:
    """Counted by hand: ordinals run from the start of the series to the register's own count."""
    start = current().series[SERIES].start
    for register in Register.objects.filter(key=SERIES):
        ordinals = sorted(register.entries.values_list("n", flat=True))
        assert ordinals == list(range(start, start + len(ordinals)))
        assert register.last == start + len(ordinals) - 1
