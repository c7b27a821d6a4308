"""Whose turn it is: the open viewflow task of a case, rebuilt from its state whenever needed.

The flow class maps each open state to one node (NODE_OF). After a move the task that no longer fits is completed,
and the flow's own gateway, which reads the state, opens the next. Tasks hold no truth: all of them can be deleted.
"""

from typing import Any

from django.utils import timezone
from viewflow.workflow.models import Task
from viewflow.workflow.status import PROCESS, STATUS

from organisation.models import User
from workflows.cases import models

ACTIVE = (STATUS.NEW, STATUS.ASSIGNED, STATUS.STARTED)


def advance(case: "models.Case", flow: Any, actor: User | None) -> None:
    """Complete the task of the state that was left, open that of the state reached, note whose turn it is."""
    task = open_task(case)
    if task is None:
        task = enter(case, flow)
    elif task.flow_task.name != flow.instance.NODE_OF.get(case.state):
        complete(case, task, actor)
        task = open_task(case) if flow.instance.role(case) or flow.instance.person(case) else None
    note_turn(case, task, flow)


def open_task(case: "models.Case") -> Task | None:
    """The one active human task of the case, or None."""
    if case.process_id is None:
        return None
    tasks = Task.objects.filter(process_id=case.process_id, status__in=ACTIVE)
    return tasks.select_related("process").first()


def enter(case: "models.Case", flow: Any) -> Task | None:
    """Begin a process: its gateway opens the task of the present state. An emptied process is left as cancelled."""
    if case.process_id is not None:
        flow.process_class.objects.filter(pk=case.process_id).update(
            status=PROCESS.CANCELED, finished=timezone.now()
        )
    case.process = flow.start.run(case=case)
    return open_task(case)


def complete(case: "models.Case", task: Task, actor: User | None) -> None:
    """Close a task as done by `actor`; the gateway after it reads the new state and opens the next.

    Whoever moves a case holds the lock of its row, and so of its tasks: viewflow's own lock would be a second one.
    """
    activation = task.flow_task.activation_class(task)
    # The gateway must read the state of this very transaction, not the row from before it.
    activation.process.case = case
    if task.status == STATUS.NEW:
        task.owner, task.status = actor, STATUS.ASSIGNED  # saved with its end
    activation.start(None)
    activation.execute()


def note_turn(case: "models.Case", task: Task | None, flow: Any) -> None:
    """Name the person of the task, and repeat its role and person on the case for the desk."""
    case.office_attention = flow.instance.needs_office(case)
    if task is None:
        case.next_role, case.next_person = "", None
        return
    person = flow.instance.person(case)
    case.next_role, case.next_person = flow.instance.role(case), person
    if task.owner_id != (person.pk if person else None):
        task.owner = person
        task.status = STATUS.ASSIGNED if person else STATUS.NEW
        task.save(update_fields=["owner", "status"])
