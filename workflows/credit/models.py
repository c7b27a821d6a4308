"""The credit application: its fields, its states and every transition between them."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_fsm import transition
from viewflow.workflow.models import Process

from organisation.models import User
from organisation.profile import Profile
from organisation.roles import Role
from records.models import Programme, Student
from workflows.cases.decided import Decided
from workflows.cases.models import Case
from workflows.cases.permissions import held_by, system_or
from workflows.cases.sent_once import SentOnce
from workflows.credit.claimed import CourseLine, Evidence
from workflows.credit.decided import DecidedLine
from workflows.credit.scan import Scan
from workflows.credit.states import (
    BEFORE_DECISION,
    DECIDED,
    OPEN,
    State,
    approver,
    decidable,
    ordered,
)

__all__ = [
    "BEFORE_DECISION",
    "DECIDED",
    "OPEN",
    "CourseLine",
    "CreditApplication",
    "CreditProcess",
    "DecidedLine",
    "Evidence",
    "Scan",
    "State",
]


class CreditApplication(Decided, SentOnce, Case):
    """An application to credit earlier study (regulation file 002, section 4)."""

    KIND: ClassVar[str] = "credit"
    FLOW: ClassVar[str] = "workflows.credit.flow.CreditFlow"
    CLOSED: ClassVar[tuple[str, ...]] = (State.CLOSED, State.WITHDRAWN)
    BESIDE: ClassVar[tuple[str, ...]] = ("student", "programme", "compared_by")

    programme = models.ForeignKey(
        Programme, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("our programme")
    )
    earlier_school = models.CharField(_("where it was studied"), max_length=300, blank=True)
    compared_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    compared_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    no_evidence_reason = models.CharField(
        _("why it is credited without a document"), max_length=1000, blank=True
    )
    asked_for = models.JSONField(
        default=list, blank=True
    )  # what the last request named, of rules.MANDATORY or words

    class_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="classmates")
    class_order = models.CharField(max_length=80, blank=True)  # number of the one order for a class

    may_amend = approver

    class Meta:
        verbose_name = _("credit application")
        verbose_name_plural = _("credit applications")
        permissions = [
            ("register_credit", "Office: register, complete, dispatch"),
            ("compare_credit", "Reviewer: compare"),
            ("decide_credit", "Head: decide"),
        ]
        indexes = [
            models.Index(fields=("sent_from",), name="credit_sent_from", condition=~models.Q(sent_from=""))
        ]

    def link(self, student: Student) -> None:
        """The programme follows the student."""
        super().link(student)
        self.programme = student.programme

    def term_days(self, ours: Profile) -> int | None:
        """Working days of the legal term (4.9)."""
        return ours.credit.term_working_days

    def target_days(self, ours: Profile) -> int | None:
        """Working days of the school's own stricter target, if it set one."""
        return ours.credit.target_working_days

    def term_starts(self, ours: Profile) -> datetime | None:
        """The moment the term counts from: receipt, or completeness (profile)."""
        return self.received_at if ours.credit.trigger == "receipt" else self.complete_at

    @transition("state", State.RECEIVED, State.COMPARISON, permission=system_or(Role.OFFICE))
    def accept(self, actor: User | None, data: dict[str, Any]) -> None:
        """Everything mandatory is there."""
        self._complete_since(data.pop("complete_at", None))

    @transition("state", State.RECEIVED, State.INCOMPLETE, permission=system_or(Role.OFFICE))
    def ask(self, actor: User | None, data: dict[str, Any]) -> None:
        """Something mandatory is missing: say exactly what, and wait."""
        self.asked_for = list(data.get("missing") or ())

    @transition("state", State.COMPARISON, State.INCOMPLETE, permission=held_by(Role.REVIEWER, Role.OFFICE))
    def request_missing(self, actor: User | None, data: dict[str, Any]) -> None:
        """The reviewer found that something is missing: the clock stands until the answer."""
        self.asked_for = list(data.get("missing") or ())

    @transition("state", State.INCOMPLETE, State.COMPARISON, permission=system_or(Role.OFFICE, Role.REVIEWER))
    def complete(self, actor: User | None, data: dict[str, Any]) -> None:
        """The answer came and the application is whole: the clock starts, or goes on."""
        self._complete_since(data.pop("complete_at", None))
        self.asked_for = []

    @transition("state", State.INCOMPLETE, State.LAPSED, permission=system_or(Role.OFFICE))
    def lapse(self, actor: User | None, data: dict[str, Any]) -> None:
        """No answer within the profile's days: a closing letter goes; the number stays."""

    @transition("state", State.LAPSED, State.COMPARISON, permission=system_or(Role.OFFICE, Role.REVIEWER))
    def reopen(self, actor: User | None, data: dict[str, Any]) -> None:
        """A late answer: the same number goes on."""
        self._complete_since(data.pop("complete_at", None))
        self.asked_for = []

    @transition(
        "state", State.COMPARISON, State.DECISION, conditions=[decidable], permission=held_by(Role.REVIEWER)
    )
    def submit(self, actor: User | None, data: dict[str, Any]) -> None:
        """The comparison goes to the head."""
        self.compared_by, self.compared_at = actor, timezone.now()

    @transition("state", State.DECISION, State.COMPARISON, permission=held_by(Role.HEAD))
    def send_back(self, actor: User | None, data: dict[str, Any]) -> None:
        """The head returns the packet with a remark; the clock does not stop."""

    @transition(
        "state",
        State.DECISION,
        State.APPROVED,
        conditions=[decidable],
        permission=approver,
        custom={"decision": True},
    )
    def approve(self, actor: User | None, data: dict[str, Any]) -> None:
        """Every line is credited."""
        self.set_decided(actor, data)

    @transition(
        "state",
        State.DECISION,
        State.PARTLY_APPROVED,
        conditions=[decidable],
        permission=approver,
        custom={"decision": True},
    )
    def approve_partly(self, actor: User | None, data: dict[str, Any]) -> None:
        """Some lines are credited, as compared."""
        self.set_decided(actor, data)

    @transition(
        "state",
        State.DECISION,
        State.REFUSED,
        conditions=[decidable],
        permission=approver,
        custom={"decision": True},
    )
    def refuse(self, actor: User | None, data: dict[str, Any]) -> None:
        """Nothing is credited; the letter gives the grounds (4.9)."""
        self.set_decided(actor, data)

    @transition(
        "state",
        State.DECISION,
        None,
        conditions=[decidable],
        permission=approver,
        custom={"decision": True},
    )
    def order_class(self, actor: User | None, data: dict[str, Any]) -> None:
        """One order, with an annex, for all cases that were made from this comparison; each is decided after it."""
        self.class_order = data.pop("number", "")

    @transition("state", DECIDED, State.CLOSED, permission=system_or())
    def close(self, actor: User | None, data: dict[str, Any]) -> None:
        """The answer is proven sent, or handed over against signature."""

    @transition("state", OPEN, State.WITHDRAWN, permission=held_by(Role.OFFICE))
    def withdraw(self, actor: User | None, data: dict[str, Any]) -> None:
        """The applicant takes the application back; no letter that waits for a decision leaves."""

    # What changes the case without changing its state comes through the same door.

    @transition("state", BEFORE_DECISION, None, permission=system_or(Role.OFFICE))
    def link_student(self, actor: User | None, data: dict[str, Any]) -> None:
        """Say which student of ours this is; never guessed among namesakes."""

    @transition("state", OPEN, None, permission=held_by(Role.OFFICE))
    def confirm_sender(self, actor: User | None, data: dict[str, Any]) -> None:
        """The office has made sure who writes, and says how."""

    @transition(
        "state",
        [State.RECEIVED, State.INCOMPLETE, State.COMPARISON],
        None,
        permission=system_or(Role.OFFICE, Role.REVIEWER),
    )
    def edit_lines(self, actor: User | None, data: dict[str, Any]) -> None:
        """The claimed courses as a person confirms them, with their sources."""

    @transition(
        "state",
        [State.RECEIVED, State.INCOMPLETE, State.COMPARISON],
        None,
        permission=held_by(Role.REVIEWER, Role.OFFICE),
    )
    def add_evidence(self, actor: User | None, data: dict[str, Any]) -> None:
        """A document that proves the courses: its kind, number and date, and whether seal and signature are there."""

    @transition("state", State.COMPARISON, None, permission=held_by(Role.REVIEWER))
    def go_without_evidence(self, actor: User | None, data: dict[str, Any]) -> None:
        """The reviewer says why the courses are credited without any document (file 002, 4.2)."""

    @transition("state", State.COMPARISON, None, permission=held_by(Role.REVIEWER))
    def compare(self, actor: User | None, data: dict[str, Any]) -> None:
        """Set verdicts; may be done line by line."""

    @transition(
        "state", [State.COMPARISON, State.DECISION], None, permission=held_by(Role.OFFICE, Role.REVIEWER)
    )
    def assign(self, actor: User | None, data: dict[str, Any]) -> None:
        """Name who compares."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=system_or(Role.OFFICE, Role.REVIEWER))
    def add_letter(self, actor: User | None, data: dict[str, Any]) -> None:
        """A further letter or file that changes nothing by itself."""

    @transition("state", State.INCOMPLETE, None, permission=system_or(Role.OFFICE))
    def remind(self, actor: User | None, data: dict[str, Any]) -> None:
        """The one reminder."""
        self.reminded_at = timezone.now()

    @transition(
        "state", [State.RECEIVED, State.INCOMPLETE, State.COMPARISON], None, permission=held_by(Role.OFFICE)
    )
    def split(self, actor: User | None, data: dict[str, Any]) -> None:
        """One letter held two children or two requests: a second numbered case takes its lines."""

    @transition(
        "state",
        [State.RECEIVED, State.INCOMPLETE, State.COMPARISON],
        State.WITHDRAWN,
        permission=held_by(Role.OFFICE),
    )
    def join(self, actor: User | None, data: dict[str, Any]) -> None:
        """The same child and course is already open: this one's letters go there."""

    @transition("state", [*DECIDED, State.CLOSED], None, permission=held_by(Role.OFFICE, Role.HEAD))
    def sign(self, actor: User | None, data: dict[str, Any]) -> None:
        """A hand-signed paper: date and scan; then the letter leaves."""

    @transition(
        "state",
        [State.DECISION, *DECIDED, State.CLOSED],
        None,
        conditions=[ordered],
        permission=held_by(Role.OFFICE, Role.HEAD),
    )
    def sign_order(self, actor: User | None, data: dict[str, Any]) -> None:
        """The hand-signed order for a class: date and scan. It goes to no family."""

    @transition("state", DECIDED, State.CLOSED, permission=held_by(Role.OFFICE))
    def hand_over(self, actor: User | None, data: dict[str, Any]) -> None:
        """Handed over against signature, or posted with a number: only that counts as sent."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=system_or())
    def letter_returned(self, actor: User | None, data: dict[str, Any]) -> None:
        """A letter of ours came back: it does not count as sent."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=held_by(Role.OFFICE))
    def readdress(self, actor: User | None, data: dict[str, Any]) -> None:
        """Another address, because letters to the old one come back."""

    def _complete_since(self, moment: datetime | None) -> None:
        """The first time counts: what is asked for later stops the clock and does not move its start."""
        self.complete_at = self.complete_at or moment or timezone.now()


class CreditProcess(Process):
    """Its own proxy: a process class shared between flows would share their permissions."""

    class Meta:
        proxy = True
