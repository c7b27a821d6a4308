"""What the graphs of all workflows share. A graph says only who acts next; its gateways read the state of the case."""

from collections.abc import Callable
from typing import Any

from viewflow.workflow.lock import SelectForUpdateLock
from viewflow.workflow.models import Process

from workflows.cases.effects import CaseEffects
from workflows.cases.models import Case


def in_state(*states: str) -> Callable[[Any], bool]:
    """A gateway's condition: it reads the state of the case and nothing else."""
    return lambda activation: activation.process.case.state in states


class CaseFlow(CaseEffects):
    """Mixed into the flow class of every workflow, before viewflow's own Flow.

    The flow sets `process_class` (a proxy of its own: a shared one shares permissions) and NODE_OF, which maps each
    open state to its node, and says by `role`, `person` and `needs_office` whose turn a case is.
    """

    # viewflow's default locks nothing, and two clicks would make two tasks.
    lock_impl = SelectForUpdateLock(nowait=False)

    def opened(self, activation: Any, case: Case) -> Process:
        """For the start node: the case is there already; its process begins now."""
        activation.process.case = case
        return activation.process
