"""The reward nomination: its fields and every transition between its states; the nominees with what became of each."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import transition
from viewflow.workflow.models import Process

from documents.models import Entry
from organisation.models import User
from organisation.profile import Profile, RewardKind
from organisation.roles import Role
from records.models import Achievement, Reward, Student
from workflows.cases.decided import Decided
from workflows.cases.models import Case
from workflows.cases.permissions import held_by, system_or
from workflows.rewards import rules
from workflows.rewards.states import (
    BEFORE_ORDER,
    EDITABLE,
    OPEN,
    REWARDED,
    State,
    approver,
    has_certificates,
    has_no_certificates,
    nominates,
    nominates_or_office,
    orders,
    withdraws,
)

__all__ = ["BEFORE_ORDER", "EDITABLE", "OPEN", "REWARDED", "Nominee", "RewardNomination", "State"]


class RewardNomination(Decided, Case):
    """A nomination for a reward (regulation file 004, section 3). `reviewer` is who nominates.

    reward_kind, field, direction: codes of the profile. ground, amount, period stand for every nominee without own.
    """

    KIND: ClassVar[str] = "reward"
    FLOW: ClassVar[str] = "workflows.rewards.flow.RewardFlow"
    START: ClassVar[str] = State.DRAFT
    CLOSED: ClassVar[tuple[str, ...]] = (State.CLOSED, State.WITHDRAWN)

    reward_kind = models.CharField(_("kind of reward"), max_length=40, blank=True)
    with_certificate = models.BooleanField(default=True, editable=False)  # the kind's, frozen when ordered
    field = models.CharField(_("field of activity"), max_length=40, blank=True)
    direction = models.CharField(_("direction of work"), max_length=40, blank=True)
    occasion = models.CharField(_("occasion"), max_length=300, blank=True)
    ground = models.CharField(_("ground"), max_length=1000, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2, null=True, blank=True)
    period = models.CharField(_("period"), max_length=120, blank=True)
    sent_to = models.CharField(_("outside body"), max_length=300, blank=True)
    sent_number = models.CharField(_("outgoing number"), max_length=80, blank=True)
    answer = models.CharField(_("answer of the outside body"), max_length=1000, blank=True)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    nominated_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    nominated_at = models.DateTimeField(null=True, blank=True)
    ordered_on = models.DateField(_("date of the order"), null=True, blank=True)

    may_amend = approver

    class Meta:
        verbose_name = _("reward nomination")
        verbose_name_plural = _("reward nominations")
        permissions = [
            ("nominate_reward", "Teacher, deputy: nominate"),
            ("register_reward", "Office: check, hand over"),
            ("decide_reward", "Head: decide, order"),
        ]
        indexes = [models.Index(fields=("direction", "ordered_on"), name="reward_of_direction")]

    @property
    def has_issued(self) -> bool:
        """An order, and no sheet is being made under it."""
        return bool(self.decision_number) and (self.state != State.ORDERED or not self.with_certificate)

    @property
    def who(self) -> str:
        """The occasion, as lists name a nomination of many."""
        return self.occasion or self.number

    def term_days(self, ours: Profile) -> int | None:
        """Working days for the decision; no regulation sets a term, so it is the school's own."""
        return ours.rewards.term_working_days

    def target_days(self, ours: Profile) -> int | None:
        """There is no stricter target."""
        return None

    def term_starts(self, ours: Profile) -> datetime | None:
        """From the nomination until the head has decided."""
        return self.nominated_at if self.state in (State.SUBMITTED, State.CONSIDERATION) else None

    def kind_in(self, ours: Profile) -> RewardKind | None:
        """The kind of reward as the profile has it; None when it is not chosen or no longer known."""
        return next((each for each in ours.rewards.kinds if each.code == self.reward_kind), None)

    # Before the decision

    @transition("state", EDITABLE, None, permission=nominates)
    def edit(self, actor: User | None, data: dict[str, Any]) -> None:
        """Kind, field, direction, occasion, ground, amount, period for all."""

    @transition("state", EDITABLE, None, permission=nominates)
    def nominate(self, actor: User | None, data: dict[str, Any]) -> None:
        """Add students."""

    @transition("state", EDITABLE, None, permission=nominates)
    def drop(self, actor: User | None, data: dict[str, Any]) -> None:
        """Take nominees out again."""

    @transition("state", [*EDITABLE, State.SUBMITTED, State.APPROVED], None, permission=nominates_or_office)
    def amend(self, actor: User | None, data: dict[str, Any]) -> None:
        """One nominee: grounds, amount and period while editable; how the name is printed until the order."""

    @transition("state", BEFORE_ORDER, None, permission=held_by(Role.OFFICE, Role.DEPUTY))
    def assign(self, actor: User | None, data: dict[str, Any]) -> None:
        """Name who nominates: a letter is no nomination until somebody takes it on."""

    @transition("state", EDITABLE, State.SUBMITTED, permission=nominates)
    def submit(self, actor: User | None, data: dict[str, Any]) -> None:
        """The nomination is made."""
        self.nominated_by, self.nominated_at = actor, timezone.now()

    @transition("state", State.SUBMITTED, State.CONSIDERATION, permission=held_by(Role.OFFICE))
    def accept(self, actor: User | None, data: dict[str, Any]) -> None:
        """The office has looked it through; the head decides."""

    # The decision

    @transition("state", State.CONSIDERATION, State.APPROVED, permission=approver)
    def approve(self, actor: User | None, data: dict[str, Any]) -> None:
        """All, or all but those whom `declined` names with a reason."""
        self.set_decided(actor, data)

    @transition("state", State.CONSIDERATION, State.DECLINED, permission=approver)
    def decline(self, actor: User | None, data: dict[str, Any]) -> None:
        """Nobody is rewarded; the note says why."""
        self.set_decided(actor, data)

    @transition("state", State.CONSIDERATION, State.RETURNED, permission=held_by(Role.HEAD))
    def send_back(self, actor: User | None, data: dict[str, Any]) -> None:
        """Back to the nominator with a remark."""

    @transition("state", State.APPROVED, State.ORDERED, permission=orders, custom={"decision": True})
    def order(self, actor: User | None, data: dict[str, Any]) -> None:
        """The order: its number, and with it the rewards themselves."""
        self.decision_number = data.pop("number", "")

    # After the order

    @transition("state", [*REWARDED, State.CLOSED], None, permission=held_by(Role.OFFICE, Role.HEAD))
    def sign(self, actor: User | None, data: dict[str, Any]) -> None:
        """The order is signed by hand: date and scan; then the certificates are made."""

    @transition(
        "state", State.ORDERED, State.CERTIFIED, conditions=[has_certificates], permission=system_or()
    )
    def certify(self, actor: User | None, data: dict[str, Any]) -> None:
        """The last certificate is made."""

    @transition("state", State.ORDERED, None, permission=nominates_or_office)
    def reissue(self, actor: User | None, data: dict[str, Any]) -> None:
        """Instead of a certificate that could not be made: another number, with the name or words mended."""

    @transition("state", [State.ORDERED, State.CERTIFIED], None, permission=nominates_or_office)
    def hand_over(self, actor: User | None, data: dict[str, Any]) -> None:
        """Some originals are handed over (3.4)."""

    @transition("state", State.CERTIFIED, State.PRESENTED, permission=nominates_or_office)
    @transition(
        "state",
        State.ORDERED,
        State.PRESENTED,
        conditions=[has_no_certificates],
        permission=nominates_or_office,
    )
    def present(self, actor: User | None, data: dict[str, Any]) -> None:
        """The rest is handed over as well; a nomination to an outside body is sent."""

    @transition("state", [State.PRESENTED, State.CLOSED], None, permission=held_by(Role.OFFICE, Role.DEPUTY))
    def record_answer(self, actor: User | None, data: dict[str, Any]) -> None:
        """What the outside body answered (3.3)."""

    @transition("state", [State.PRESENTED, State.DECLINED], State.CLOSED, permission=nominates_or_office)
    def close(self, actor: User | None, data: dict[str, Any]) -> None:
        """Nothing is left to do."""

    # At any time

    @transition("state", OPEN, State.WITHDRAWN, permission=withdraws)
    def withdraw(self, actor: User | None, data: dict[str, Any]) -> None:
        """The nomination is taken back; after the order that undoes the rewards."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=system_or(Role.OFFICE, Role.DEPUTY))
    def add_letter(self, actor: User | None, data: dict[str, Any]) -> None:
        """A further letter, file or note that changes nothing by itself."""

    @transition("state", [*OPEN, State.CLOSED], None, permission=system_or())
    def letter_returned(self, actor: User | None, data: dict[str, Any]) -> None:
        """A letter of ours came back."""


class RewardProcess(Process):
    """Its own proxy: a process class shared between flows would share their permissions."""

    class Meta:
        proxy = True


class NomineeQuerySet(models.QuerySet["Nominee"]):
    """Nominees by what became of them."""

    def rewarded(self) -> "NomineeQuerySet":
        """Those the head approved."""
        return self.filter(decision=Nominee.Decision.APPROVED)

    def unhanded(self) -> "NomineeQuerySet":
        """Approved, and their original still lies with us."""
        return self.rewarded().filter(handed_on=None)


class Nominee(models.Model):
    """One student of a nomination: grounds, what the head decided, the certificate, and into whose hands it went."""

    class Decision(models.TextChoices):
        OPEN = "", _("not decided")
        APPROVED = "approved", pgettext_lazy("reward", "approved")
        DECLINED = "declined", _("declined")

    case = models.ForeignKey(RewardNomination, models.CASCADE, related_name="nominees")
    position = models.PositiveSmallIntegerField()
    student = models.ForeignKey(Student, models.PROTECT, related_name="nominations")
    achievements = models.ManyToManyField(Achievement, blank=True, related_name="nominees")
    words = models.CharField(_("for what"), max_length=500, blank=True)
    amount = models.DecimalField(_("amount"), max_digits=10, decimal_places=2, null=True, blank=True)
    period = models.CharField(_("period"), max_length=120, blank=True)
    name_in_order = models.CharField(_("name in the order"), max_length=300, blank=True)
    name_on_certificate = models.CharField(_("name on the certificate"), max_length=300, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True, default=Decision.OPEN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    certificate = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    reward = models.ForeignKey(Reward, models.SET_NULL, null=True, blank=True, related_name="+")
    handed_on = models.DateField(_("handed over on"), null=True, blank=True)
    handed_to = models.CharField(_("handed over to"), max_length=300, blank=True)

    objects = NomineeQuerySet.as_manager()

    class Meta:
        ordering = ("case", "position")
        constraints = [
            models.UniqueConstraint(fields=("case", "student"), name="nominated_once_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.position}"

    def claim(self, achievements: int) -> rules.Claim:
        """The nominee as the rules take it; the count of achievements is passed so that 200 need one query."""
        return rules.Claim(self.position, achievements, self.words, self.amount, self.period)
