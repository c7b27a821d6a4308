"""The record request: its fields, its states and every transition between them."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition
from viewflow.workflow.models import Process

from organisation.models import User
from organisation.profile import Profile
from organisation.roles import Role
from records.models import Student
from workflows.cases.decided import Decided
from workflows.cases.models import Case
from workflows.cases.permissions import held_by, system_or
from workflows.cases.sent_once import SentOnce
from workflows.disclosure.choices import CAPACITIES, DELIVERIES, EXPRESS, HOW_CHECKED, Delivery
from workflows.disclosure.ledger_model import LedgerEntry
from workflows.disclosure.links import PaperLink
from workflows.disclosure.rules import AUTHORITIES
from workflows.disclosure.states import (
    BEFORE_DECISION,
    DECIDED,
    OPEN,
    State,
    approver,
    by_office_alone,
    issuer,
)

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

__all__ = [
    "BEFORE_DECISION",
    "DECIDED",
    "OPEN",
    "DisclosureProcess",
    "LedgerEntry",
    "PaperLink",
    "RecordRequest",
    "RequestedStudent",
    "State",
]

Data = dict[str, Any]


class RecordRequest(SentOnce, Decided, Case):
    """A request for what a student's record says (regulation files 000 §6, 002 §5, 004 §4)."""

    KIND: ClassVar[str] = "disclosure"
    FLOW: ClassVar[str] = "workflows.disclosure.flow.DisclosureFlow"
    CLOSED: ClassVar[tuple[str, ...]] = (State.CLOSED, State.WITHDRAWN)

    papers = models.JSONField(_("papers"), default=list, blank=True)  # codes, in the order of the profile
    period_from = models.DateField(_("from"), null=True, blank=True)
    period_to = models.DateField(_("to"), null=True, blank=True)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)
    copies = models.PositiveSmallIntegerField(_("copies"), default=1)
    oral = models.BooleanField(_("asked orally"), default=False)

    capacity = models.CharField(_("who asks"), max_length=16, choices=CAPACITIES, blank=True)
    ground = models.CharField(_("law or contract"), max_length=400, blank=True)
    request_number = models.CharField(_("number of their letter"), max_length=80, blank=True)
    request_date = models.DateField(_("date of their letter"), null=True, blank=True)

    identity_document = models.CharField(_("document seen"), max_length=120, blank=True)
    identity_digits = models.CharField(_("last digits"), max_length=8, blank=True)
    identity_how = models.CharField(_("how it was checked"), max_length=16, choices=HOW_CHECKED, blank=True)
    identified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    identified_at = models.DateTimeField(null=True, blank=True)
    authority = models.CharField(_("document of authority"), max_length=300, blank=True)
    authority_from = models.DateField(_("from"), null=True, blank=True)
    authority_to = models.DateField(_("to"), null=True, blank=True)

    delivery = models.CharField(
        _("how it is handed over"), max_length=8, choices=DELIVERIES, default=Delivery.EMAIL
    )
    scope = models.JSONField(default=dict, blank=True)  # paper code -> keys of the rows that leave
    prepared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    prepared_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(_("ground of refusal"), max_length=24, blank=True)  # of rules.GROUNDS
    extended_on = models.DateField(_("extended on"), null=True, blank=True)
    extension_reason = models.CharField(_("why it is extended"), max_length=500, blank=True)
    notice_number = models.CharField(max_length=80, blank=True)

    may_amend = issuer

    class Meta:
        verbose_name = _("record request")
        verbose_name_plural = _("record requests")
        permissions = [
            ("register_disclosure", "Office: register, identify, prepare, dispatch"),
            ("decide_disclosure", "Head: decide"),
        ]
        indexes = [
            models.Index(
                fields=("sent_from",), name="disclosure_sent_from", condition=~models.Q(sent_from="")
            )
        ]

    @property
    def express(self) -> bool:
        """The daily counter paper and nothing else."""
        return bool(self.papers == [EXPRESS])

    @property
    def by_authority(self) -> bool:
        """Asked by law, by a numbered letter."""
        return self.capacity in AUTHORITIES

    def subjects(self) -> list[Student]:
        """The students of ours whose record is asked for, the first one first."""
        others = [each.student for each in self.others.select_related("student") if each.student]
        return [*([self.student] if self.student else []), *others]

    def term_days(self, ours: Profile) -> int | None:
        """Working days from the request: the usual term, that of an authority or of the counter paper; + extension."""
        policy = ours.disclosure
        days = policy.authority_working_days if self.by_authority else policy.term_working_days
        days = policy.express_working_days if self.express else days
        return days + (policy.extend_working_days if self.extended_on else 0)

    def target_days(self, ours: Profile) -> int | None:
        """No target of our own."""
        return None

    def term_starts(self, ours: Profile) -> datetime | None:
        """From the request itself."""
        return self.received_at

    @transition("state", State.RECEIVED, State.IDENTIFICATION, permission=system_or(Role.OFFICE))
    def take_up(self, actor: User | None, data: Data) -> None:
        """It is known what is asked; now who asks, and by which right."""

    @transition("state", State.IDENTIFICATION, State.PREPARATION, permission=held_by(Role.OFFICE))
    def identify(self, actor: User | None, data: Data) -> None:
        """Identity and right are checked, and how is recorded."""

    @transition(
        "state",
        State.IDENTIFICATION,
        State.REFUSED,
        permission=held_by(Role.OFFICE),
        custom={"decision": True},
    )
    def turn_away(self, actor: User | None, data: Data) -> None:
        """Nobody was identified: the uniform answer, whatever our records hold."""
        self.set_decided(actor, data)

    @transition(
        "state",
        State.IDENTIFICATION,
        State.REFUSED,
        permission=held_by(Role.OFFICE),
        custom={"decision": True},
    )
    def decline(self, actor: User | None, data: Data) -> None:
        """Identified, and without the right: the ground in full."""
        self.set_decided(actor, data)

    @transition("state", State.PREPARATION, State.APPROVAL, permission=held_by(Role.OFFICE))
    def submit(self, actor: User | None, data: Data) -> None:
        """What leaves is chosen; the head decides."""
        self.prepared_by, self.prepared_at = actor, timezone.now()

    @transition("state", State.APPROVAL, State.PREPARATION, permission=held_by(Role.HEAD))
    def send_back(self, actor: User | None, data: Data) -> None:
        """The head returns it with a remark; the clock does not stop."""

    @transition("state", State.APPROVAL, State.DISCLOSED, permission=approver, custom={"decision": True})
    def disclose(self, actor: User | None, data: Data) -> None:
        """The chosen papers leave, all of them one decision."""
        self.set_decided(actor, data)

    @transition(
        "state",
        State.APPROVAL,
        State.DISCLOSED,
        conditions=[by_office_alone],
        permission=held_by(Role.OFFICE),
        custom={"decision": True},
    )
    def issue(self, actor: User | None, data: Data) -> None:
        """The daily counter paper, by the office alone."""
        self.set_decided(actor, data)

    @transition("state", State.APPROVAL, State.REFUSED, permission=approver, custom={"decision": True})
    def refuse(self, actor: User | None, data: Data) -> None:
        """The head refuses, with the ground in full."""
        self.set_decided(actor, data)

    @transition("state", DECIDED, State.CLOSED, permission=system_or())
    def close(self, actor: User | None, data: Data) -> None:
        """The answer is proven sent."""

    @transition("state", DECIDED, State.CLOSED, permission=held_by(Role.OFFICE))
    def hand_over(self, actor: User | None, data: Data) -> None:
        """Handed over against signature, or posted with a number."""

    @transition("state", OPEN, State.WITHDRAWN, permission=held_by(Role.OFFICE))
    def withdraw(self, actor: User | None, data: Data) -> None:
        """The applicant takes the request back."""

    # What changes the case without changing its state comes through the same door.

    @transition("state", [State.RECEIVED, State.IDENTIFICATION], None, permission=held_by(Role.OFFICE))
    def amend(self, actor: User | None, data: Data) -> None:
        """Which papers, for which period, what for: as a person read it."""

    @transition("state", [State.RECEIVED, State.IDENTIFICATION], None, permission=system_or(Role.OFFICE))
    def link_student(self, actor: User | None, data: Data) -> None:
        """Say which student of ours this is; never guessed among namesakes."""

    @transition("state", [State.RECEIVED, State.IDENTIFICATION], None, permission=held_by(Role.OFFICE))
    def name_others(self, actor: User | None, data: Data) -> None:
        """Say which namesake the letter of an authority means, or that none of ours is meant."""

    @transition("state", State.PREPARATION, None, permission=held_by(Role.OFFICE))
    def choose(self, actor: User | None, data: Data) -> None:
        """Pick the rows that leave."""

    @transition("state", BEFORE_DECISION, None, permission=held_by(Role.OFFICE), custom={"decision": True})
    def extend(self, actor: User | None, data: Data) -> None:
        """The date moves once, by a reasoned notice that leaves within the first term."""
        self.notice_number = data.pop("number", "")

    @transition("state", OPEN, None, permission=held_by(Role.OFFICE))
    def confirm_sender(self, actor: User | None, data: Data) -> None:
        """The office has made sure who writes, and says how."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=system_or(Role.OFFICE))
    def add_letter(self, actor: User | None, data: Data) -> None:
        """A further letter or file that changes nothing by itself."""

    @transition("state", [*DECIDED, State.CLOSED], None, permission=held_by(Role.OFFICE, Role.HEAD))
    def sign(self, actor: User | None, data: Data) -> None:
        """A hand-signed paper: date and scan; then the letter leaves."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=system_or())
    def letter_returned(self, actor: User | None, data: Data) -> None:
        """A letter of ours came back: it does not count as sent."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=held_by(Role.OFFICE))
    def readdress(self, actor: User | None, data: Data) -> None:
        """Another address, because letters to the old one come back."""


class DisclosureProcess(Process):
    """Its own proxy: a process class shared between flows would share their permissions."""

    class Meta:
        proxy = True


class RequestedStudent(models.Model):
    """A further student in the letter of an authority; the first one stands on the case itself."""

    request = models.ForeignKey(RecordRequest, models.CASCADE, related_name="others")
    position = models.PositiveSmallIntegerField()
    written = models.CharField(_("as written"), max_length=300)
    student = models.ForeignKey(Student, models.PROTECT, null=True, blank=True, related_name="+")
    open = models.BooleanField(default=False)  # several of ours have this name: a person says who is meant

    class Meta:
        ordering = ("request", "position")
        constraints = [models.UniqueConstraint(fields=("request", "position"), name="one_student_a_position")]

    def __str__(self) -> str:
        return self.written

    @property
    def shown(self) -> "StrOrPromise":
        """As written, and whom of ours it means."""
        if self.open:
            return _("%(written)s (there are several)") % {"written": self.written}
        if self.student is None:
            return _("%(written)s (not in our records)") % {"written": self.written}
        return f"{self.student.full_name}, {self.student.birth_date:%d.%m.%Y}"
