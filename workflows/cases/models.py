"""The case, parent of every workflow (multi-table), and what hangs on it: steps, pauses, letters, links."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import ConcurrentTransitionMixin, FSMField
from viewflow.workflow.models import Process

from documents.models import Version
from mailroom.models import Message
from organisation.models import User
from organisation.profile import Profile
from organisation.roles import Role
from records.models import Student
from workflows.cases import visibility

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Channel(models.TextChoices):
    """How an application reached the school; paper is answered on paper."""

    EMAIL = "email", _("e-mail")
    WEB = "web", _("web form")
    COUNTER = "counter", _("at the counter")
    POST = "post", _("by post")


class Applicant(models.TextChoices):
    """In which capacity somebody writes."""

    STUDENT = "student", _("student")
    REPRESENTATIVE = "representative", _("representative")
    STAFF = "staff", _("member of staff")
    UNKNOWN = "unknown", _("unknown")


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases as each person may see them."""

    def open(self) -> "CaseQuerySet":
        """Neither closed nor withdrawn."""
        return self.filter(closed_at=None)

    def visible_to(self, user: User) -> "CaseQuerySet":
        """What the table in workflows.cases.visibility opens to the person's roles."""
        return visibility.narrowed(self, user)

    def waiting_for(self, user: User) -> "CaseQuerySet":
        """Open cases whose next step is this person's."""
        return self.open().filter(turn_of(user))


def turn_of(user: User) -> models.Q:
    """The next step is this person's: by name, or by role while nobody is named; the office settles what it must."""
    mine = models.Q(next_person=user) | models.Q(next_person=None, next_role__in=sorted(user.roles))
    return mine | models.Q(office_attention=True) if user.has_role(Role.OFFICE) else mine


class Case(ConcurrentTransitionMixin, models.Model):
    """One request to the school, from arrival to the proven answer.

    `state` is written by workflows.cases.door alone. `next_role` and `next_person` repeat the open viewflow task,
    so that the desk of 100,000 cases is one indexed query; the door writes both, and a test holds them together.
    """

    KIND: ClassVar[str] = ""
    FLOW: ClassVar[str] = ""  # dotted path of the viewflow Flow with the effects of each action
    START: ClassVar[str] = "received"  # the first state
    CLOSED: ClassVar[tuple[str, ...]] = ()  # states in which nothing is open any more
    BESIDE: ClassVar[tuple[str, ...]] = ()  # what its moves read of other tables: fetched with the row

    # Papers that the decision being committed has just made: its effects need not ask for them.
    just_made: Sequence[Version] = ()

    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20)
    state = FSMField(_("state"), default="received", protected=True, max_length=24)
    version = models.PositiveIntegerField(default=1)
    pending = models.CharField(max_length=80, blank=True)  # number reserved for a decision being made

    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    received_at = models.DateTimeField(_("received"))
    complete_at = models.DateTimeField(_("complete since"), null=True, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    target_on = models.DateField(_("own target"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    incoming_number = models.CharField(_("incoming number"), max_length=40, blank=True)

    applicant_name = models.CharField(_("applicant"), max_length=300, blank=True)
    applicant_email = models.EmailField(_("applicant's e-mail"), blank=True)
    applicant_role = models.CharField(max_length=16, choices=Applicant, default=Applicant.UNKNOWN)
    postal_address = models.CharField(_("postal address"), max_length=400, blank=True)
    sender_confirmed = models.BooleanField(_("the sender is confirmed"), default=False)
    confirmed_how = models.CharField(_("how the sender was confirmed"), max_length=300, blank=True)
    handed_in_by = models.CharField(_("handed in by"), max_length=300, blank=True)
    original_place = models.CharField(_("where the paper lies"), max_length=300, blank=True)

    student = models.ForeignKey(Student, models.PROTECT, null=True, blank=True, related_name="cases")
    student_written = models.CharField(_("student as written"), max_length=300, blank=True)
    birth_written = models.DateField(_("date of birth as written"), null=True, blank=True)

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reviewed_cases"
    )
    next_role = models.CharField(max_length=16, blank=True)
    next_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="next_cases"
    )
    office_attention = models.BooleanField(
        default=False
    )  # something only the office can settle, whoever's turn it is
    needs_human = models.JSONField(default=list, blank=True)  # codes of what only a person can settle
    hint = models.CharField(max_length=200, blank=True)  # "another open case asks the same": its number
    process = models.OneToOneField(Process, models.PROTECT, null=True, editable=False, related_name="case")
    message = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="cases")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="splits")

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        indexes = [
            models.Index(fields=("state", "due_on", "id"), name="case_state_due"),
            models.Index(
                fields=("next_role", "due_on", "id"),
                name="case_open_role",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=("next_person", "due_on", "id"),
                name="case_open_person",
                condition=models.Q(closed_at=None),
            ),
            models.Index(
                fields=("due_on", "id"),
                name="case_open_office",
                condition=models.Q(closed_at=None, office_attention=True),
            ),
            models.Index(fields=("due_on", "id"), name="case_open_due", condition=models.Q(closed_at=None)),
            # Everything that the counts of the desk read, the condition's own column included: otherwise SQLite
            # fetches every row (200 ms and not 20 for 100,000 open cases).
            models.Index(
                fields=(
                    "due_on",
                    "next_person",
                    "next_role",
                    "office_attention",
                    "reviewer",
                    "kind",
                    "closed_at",
                    "id",
                ),
                name="case_open_tally",
                condition=models.Q(closed_at=None),
            ),
            models.Index(fields=("-received_at", "-id"), name="case_newest"),
        ]

    def __str__(self) -> str:
        return self.number

    def term_days(self, ours: Profile) -> int | None:
        """Days of the legal term, from the profile; each workflow says its own."""
        raise NotImplementedError

    def target_days(self, ours: Profile) -> int | None:
        """Days of the school's own stricter target, or None."""
        raise NotImplementedError

    def term_starts(self, ours: Profile) -> datetime | None:
        """The moment the term counts from; None while it has not begun."""
        raise NotImplementedError

    def link(self, student: Student) -> None:
        """Say which student of ours it is; a workflow adds what follows from that."""
        self.student = student

    @property
    def who(self) -> "StrOrPromise":
        """The student as lists show them; as written and in quotes while nobody is linked."""
        if self.student is not None:
            return self.student.short
        return f"«{self.student_written}»" if self.student_written else self.number

    @property
    def on_paper(self) -> bool:
        """A paper application without an address is answered on paper."""
        return self.channel in (Channel.COUNTER, Channel.POST) and not self.applicant_email


class AppendOnly(models.Model):
    """A row that is written once: the journal says what happened, not what somebody later wished."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; refuse to change."""
        if self.pk is not None:
            raise PermissionDenied("append-only")
        super().save(*args, **kwargs)


class Step(AppendOnly):
    """One thing that happened to a case: who, when, from which state to which."""

    JOURNALLED: ClassVar = ("case_id", "at", "actor_id", "action", "from_state", "to_state", "note", "data")

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=40)
    from_state = models.CharField(max_length=24)
    to_state = models.CharField(max_length=24)
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=("actor", "at"), name="step_by_whom_and_when")]

    def __str__(self) -> str:
        return f"{self.case} {self.action}"


class Pause(models.Model):
    """The clock stood from the moment the school asked until the answer came."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="pauses")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("started_at",)
        constraints = [
            models.UniqueConstraint(
                fields=("case",), condition=models.Q(ended_at=None), name="one_open_pause"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.started_at:%Y-%m-%d}"


class CaseMessage(models.Model):
    """A letter that belongs to a case: the application itself, a reply, a joined one."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="letters_in")
    message = models.ForeignKey(Message, models.PROTECT, related_name="in_cases")
    role = models.CharField(max_length=16, default="application")

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("case", "message"), name="a_letter_once_a_case")]

    def __str__(self) -> str:
        return f"{self.case} {self.role}"


class Pulled(models.Model):
    """A delivery event that was taken into its case: each is taken once."""

    event_id = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return str(self.event_id)


class Reading(models.Model):
    """What was understood of one letter; made again at will from the stored bytes."""

    message = models.OneToOneField(Message, models.CASCADE, related_name="reading")
    kind = models.CharField(max_length=24)
    data = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.message_id} {self.kind}"


class Asked(models.Model):
    """How often one place asked for one thing until a moment: counted here, all processes count together.

    `place` is a keyed hash that changes every day (public_limits); rows that are over are deleted.
    """

    what = models.CharField(max_length=20)
    place = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("what", "place"), name="asked_by_a_place_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.count}"


class Link(models.Model):
    """A secret link to the tracking page or to a pre-filled form. Only the hash of its token is kept."""

    class Purpose(models.TextChoices):
        TRACK = "track", _("tracking")
        FORM = "form", _("form")

    case = models.ForeignKey(Case, models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=8, choices=Purpose)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.case} {self.purpose}"
