"""The request for leave: its fields, its states and every transition between them."""

from django.db import models
from django_fsm import transition
from viewflow.workflow.models import Process

from organisation.roles import Role
from workflows.cases.decided import Decided
from workflows.cases.models import Case
from workflows.cases.permissions import held_by, system_or


class State(models.TextChoices):
    RECEIVED = "received", "received"
    DECISION = "decision", "decision"
    GRANTED = "granted", "granted"
    REFUSED = "refused", "refused"
    CLOSED = "closed", "closed"
    WITHDRAWN = "withdrawn", "withdrawn"


DECIDED = [State.GRANTED, State.REFUSED]
OPEN = [State.RECEIVED, State.DECISION, *DECIDED]
DECISION = {"decision": True}


class LeaveRequest(Decided, Case):
    """Some days of absence, and why."""

    KIND = "leave"
    FLOW = "tests.workflows.fourth.flow.LeaveFlow"
    CLOSED = (State.CLOSED, State.WITHDRAWN)

    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)

    class Meta:
        permissions = [("register_leave", "Office: register"), ("decide_leave", "Head: decide")]

    def term_days(self, ours):
        return 3

    def target_days(self, ours):
        return None

    def term_starts(self, ours):
        return self.received_at

    @transition("state", State.RECEIVED, State.DECISION, permission=held_by(Role.OFFICE))
    def accept(self, actor, data):
        """The office has typed the days: the head decides."""

    @transition("state", State.DECISION, State.GRANTED, permission=held_by(Role.HEAD), custom=DECISION)
    def grant(self, actor, data):
        self.set_decided(actor, data)

    @transition("state", State.DECISION, State.REFUSED, permission=held_by(Role.HEAD), custom=DECISION)
    def refuse(self, actor, data):
        self.set_decided(actor, data)

    @transition("state", DECIDED, State.CLOSED, permission=system_or())
    def close(self, actor, data):
        """The answer is proven sent."""

    @transition("state", DECIDED, State.CLOSED, permission=held_by(Role.OFFICE))
    def hand_over(self, actor, data):
        """Handed over on paper."""

    @transition("state", OPEN, State.WITHDRAWN, permission=held_by(Role.OFFICE))
    def withdraw(self, actor, data):
        """The family takes it back."""

    @transition("state", [State.RECEIVED, State.DECISION], None, permission=held_by(Role.OFFICE))
    def link_student(self, actor, data):
        """Say which student this is."""

    @transition("state", OPEN, None, permission=held_by(Role.OFFICE))
    def confirm_sender(self, actor, data):
        """Say how it was made sure who writes."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=system_or(Role.OFFICE))
    def add_letter(self, actor, data):
        """A further letter."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=system_or())
    def letter_returned(self, actor, data):
        """A letter of ours came back."""


class LeaveProcess(Process):
    """Its own proxy: a shared one would share permissions."""

    class Meta:
        proxy = True
