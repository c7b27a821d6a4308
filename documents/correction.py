"""The row of a correction: a further version of an issued paper under the same number, from reservation to paper.

What it says is written once and kept by database trigger; only its lease and its end are filled in later.
"""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import User


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Corrections by what is still to be done with them."""

    def due(self, now: datetime) -> Self:
        """Those whose maker is gone: its lease ran out."""
        return self.filter(status=Correction.Status.RESERVED, locked_until__lte=now).order_by("pk")

    def unmade(self, since: datetime) -> Self:
        """Those that were to be made before `since`; `problem` says why they are not."""
        return self.filter(status=Correction.Status.RESERVED, at__lte=since).order_by("pk")


class Correction(models.Model):
    """Which version is corrected, in what, why and by whom; `version` is the paper that came of it.

    changes: [{path, was, now}] of the snapshot's data. snapshot: the whole corrected one. number: of the new version.
    """

    class Status(models.TextChoices):
        """Where it stands."""

        RESERVED = "reserved", _("being made")
        MADE = "made", _("made")
        VOIDED = "voided", _("given up")

    JOURNALLED: ClassVar = (
        *("replaces_id", "case_number", "code", "reason", "changes", "snapshot", "number", "actor_id", "at"),
    )

    replaces = models.ForeignKey("documents.Version", models.PROTECT, related_name="corrections")
    version = models.OneToOneField(
        "documents.Version", models.PROTECT, null=True, blank=True, related_name="correction"
    )
    number = models.PositiveSmallIntegerField(_("version"))
    case_number = models.CharField(_("case"), max_length=60, db_index=True)
    code = models.CharField(_("kind of mistake"), max_length=24)
    reason = models.CharField(_("reason"), max_length=400)
    changes = models.JSONField(_("what is corrected"))
    snapshot = models.JSONField(_("frozen data"))
    about = models.CharField(_("whom or what it is about"), max_length=300, blank=True)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.RESERVED)
    problem = models.CharField(_("why it was given up"), max_length=400, blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(
                fields=("replaces",), condition=~models.Q(status="voided"), name="a_version_is_corrected_once"
            )
        ]
        indexes = [
            models.Index(
                fields=("locked_until",), condition=models.Q(status="reserved"), name="correction_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.replaces_id} {self.number}"
