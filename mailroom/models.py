"""Letters in, letters out, and what became of each letter that left. The rows are the queues."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from organisation.roles import Role


class MessageQuerySet(models.QuerySet["Message"]):
    """Letters received, as workers and people look for them."""

    def waiting(self, now: datetime | None = None) -> "MessageQuerySet":
        """Stored and not yet routed, due now and not leased to another worker; oldest first."""
        now = now or timezone.now()
        return self.filter(
            Q(locked_until=None) | Q(locked_until__lt=now),
            Q(next_at=None) | Q(next_at__lte=now),
            status__in=Message.WAITING,
        ).order_by("received_at", "pk")

    def unrouted(self) -> "MessageQuerySet":
        """What only a person can place: no workflow took it, or it could not be read."""
        return self.filter(status__in=(Message.Status.UNROUTED, Message.Status.QUARANTINED)).order_by(
            "received_at", "pk"
        )

    def visible_to(self, user: User) -> "MessageQuerySet":
        """Office, administrator, director and archive see every letter; a reviewer those that belong to cases."""
        if user.has_role(Role.OFFICE, Role.ADMINISTRATOR, Role.HEAD, Role.ARCHIVIST):
            return self
        if user.has_role(Role.REVIEWER):
            return self.filter(status=Message.Status.ROUTED)
        return self.none()


class Message(models.Model):
    """A letter as it came. The raw bytes lie in the blob store; everything else can be made again from them."""

    class Status(models.TextChoices):
        """Where the letter stands."""

        STORED = "stored", _("stored, not read yet")
        PARSED = "parsed", _("read, not placed yet")
        ROUTED = "routed", _("in a case")
        UNROUTED = "unrouted", _("waits for the office")
        MACHINE = "machine", _("automatic mail")
        DUPLICATE = "duplicate", _("the same letter again")
        NOT_OURS = "not_ours", _("not ours")
        QUARANTINED = "quarantined", _("could not be read")

    WAITING: ClassVar = (Status.STORED, Status.PARSED)

    sha256 = models.CharField(max_length=64)
    content_sha = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    mailbox = models.CharField(_("mailbox"), max_length=320)
    channel = models.CharField(_("channel"), max_length=16)  # smtp, imap, file, upload, web
    mail_from = models.CharField(
        _("envelope sender"), max_length=320, blank=True
    )  # "<>" when null, "" unknown
    rcpt = models.JSONField(_("envelope recipients"), default=list)
    received_at = models.DateTimeField(_("received at"))
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.STORED)
    duplicate_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="duplicates")

    parsed = models.JSONField(null=True)  # parsing.ParsedMail.as_json()
    sender = models.CharField(_("sender"), max_length=320, blank=True)
    sender_name = models.CharField(_("sender's name"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=1000, blank=True)
    message_id = models.CharField(max_length=320, blank=True, db_index=True)
    in_reply_to = models.CharField(max_length=320, blank=True)
    machine_kind = models.CharField(_("automatic mail"), max_length=12, blank=True)
    no_answer_reason = models.CharField(max_length=24, blank=True)
    needs_human = models.JSONField(default=list)  # codes: why a person has to look
    case_numbers = models.JSONField(_("cases"), default=list)  # opaque to this floor

    locked_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(_("reason"), max_length=400, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-pk")
        verbose_name = _("letter received")
        verbose_name_plural = _("letters received")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("mailbox", "sha256"), name="a_delivery_is_stored_once"),
            models.UniqueConstraint(
                fields=("content_sha",),
                condition=Q(duplicate_of=None),
                name="one_original_of_the_same_content",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=("received_at",), condition=Q(status__in=("stored", "parsed")), name="letters_waiting"
            ),
            models.Index(
                fields=("received_at",),
                condition=Q(status__in=("unrouted", "quarantined")),
                name="letters_unrouted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"


class OutgoingQuerySet(models.QuerySet["Outgoing"]):
    """Letters of ours, as the sender and people look for them."""

    def due(self, now: datetime | None = None) -> "OutgoingQuerySet":
        """To be sent now: queued and due, or claimed by a sender whose lease has run out."""
        now = now or timezone.now()
        return self.filter(
            Q(status=Outgoing.Status.QUEUED, next_at__lte=now)
            | Q(status=Outgoing.Status.CLAIMED, locked_until__lt=now)
        ).order_by("next_at", "pk")

    def alarming(self, now: datetime | None = None) -> "OutgoingQuerySet":
        """What a person must act on: refused or returned letters, and letters that have not left for too long."""
        now = now or timezone.now()
        stuck = Q(status__in=(Outgoing.Status.QUEUED, Outgoing.Status.CLAIMED))
        late = Q(attempts__gte=Outgoing.ALARM_ATTEMPTS) | Q(queued_at__lt=now - Outgoing.ALARM_AGE)
        return self.filter((stuck & late) | Q(status=Outgoing.Status.NEEDS_HUMAN))

    def visible_to(self, user: User) -> "OutgoingQuerySet":
        """Office, administrator, director and archive see every letter sent; others see them in their cases."""
        seers = (Role.OFFICE, Role.ADMINISTRATOR, Role.HEAD, Role.ARCHIVIST)
        return self if user.has_role(*seers) else self.none()


class Outgoing(models.Model):
    """A letter of ours, from the transaction that decided on it to the proof that a server took it."""

    class Status(models.TextChoices):
        """Where the letter stands."""

        HELD = "held", _("waits for the signature")
        QUEUED = "queued", _("in the queue")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("accepted by the server")
        FAILED = "failed", _("given up")
        NEEDS_HUMAN = "needs_human", _("needs the office")
        HANDED_OVER = "handed_over", _("handed over on paper")
        CANCELLED = "cancelled", _("withdrawn before it left")

    ALARM_ATTEMPTS: ClassVar = 4
    ALARM_AGE: ClassVar = timedelta(hours=2)

    case_number = models.CharField(_("case"), max_length=64, blank=True, db_index=True)
    purpose = models.CharField(_("purpose"), max_length=32)
    automatic = models.BooleanField(default=True)
    to = models.CharField(_("recipient"), max_length=320, db_index=True)
    subject = models.CharField(_("subject"), max_length=500)
    text = models.TextField(_("text of the letter"))
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list)  # [{"sha256", "filename", "media_type"}]

    token = models.CharField(
        max_length=32, unique=True
    )  # of the envelope, the reply address and the Message-ID
    message_id = models.CharField(max_length=320, unique=True)
    in_reply_to = models.CharField(max_length=320, blank=True)
    references = models.JSONField(default=list)
    mime_sha256 = models.CharField(max_length=64, blank=True)  # the letter's bytes, frozen at the first claim

    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.QUEUED)
    queued_at = models.DateTimeField(_("queued at"))
    locked_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_at = models.DateTimeField(_("next attempt"))
    proof = models.CharField(_("the server's answer"), max_length=500, blank=True)
    error = models.CharField(_("what hindered"), max_length=500, blank=True)
    sent_at = models.DateTimeField(_("accepted at"), null=True)

    objects = OutgoingQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("letter sent")
        verbose_name_plural = _("letters sent")
        indexes: ClassVar = [
            models.Index(
                fields=("next_at",), condition=Q(status__in=("queued", "claimed")), name="letters_to_send"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.status}"


class AppendOnly(TypeError):
    """Delivery events are added, never changed."""


class DeliveryEvent(models.Model):
    """What happened to a letter of ours. Rows are only added; upper floors pull each once."""

    class Kind(models.TextChoices):
        """What happened."""

        QUEUED = "queued", _("put into the queue")
        ACCEPTED = "accepted", _("accepted by the server")
        DEFERRED = "deferred", _("put off, will be tried again")
        BOUNCED = "bounced", _("came back")
        FAILED = "failed", _("refused by the server")
        DELIVERED = "delivered", _("delivered to the mailbox")

    outgoing = models.ForeignKey(Outgoing, models.PROTECT, related_name="events")
    at = models.DateTimeField(_("when"))
    kind = models.CharField(_("what happened"), max_length=12, choices=Kind.choices)
    detail = models.CharField(_("details"), max_length=500, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("delivery event")
        verbose_name_plural = _("delivery events")

    def __str__(self) -> str:
        return f"{self.outgoing_id} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert; a second save is refused."""
        if self.pk is not None:
            raise AppendOnly(str(self.pk))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> "tuple[int, dict[str, int]]":
        """Refused."""
        raise AppendOnly(str(self.pk))

    @classmethod
    def add(cls, outgoing: Outgoing, kind: str, detail: str = "") -> "DeliveryEvent":
        """Write down what happened just now."""
        return cls.objects.create(outgoing=outgoing, at=timezone.now(), kind=kind, detail=detail[:500])


class Sighting(models.Model):
    """Where an IMAP server cannot mark letters as stored, the UIDs that have been taken are kept here."""

    mailbox = models.CharField(max_length=320)
    uidvalidity = models.PositiveBigIntegerField()
    uid = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("mailbox", "uidvalidity", "uid"), name="an_imap_letter_is_taken_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.uidvalidity}/{self.uid}"
