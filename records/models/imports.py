"""Imports of lists: one row a run, with a lease while somebody works on it; and which column meant what."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ColumnMapping(models.Model):
    """Which columns hold what, by the headings of the file: the same headings need no second explanation."""

    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)  # field code -> index of the column
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("kind", "fingerprint"), name="one_mapping_a_heading")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Runs by what is to be done with them."""

    def due(self, now: datetime) -> "ImportRunQuerySet":
        """Waiting for a worker, or left by one that is gone."""
        free = Q(locked_until=None) | Q(locked_until__lte=now)
        return self.filter(free, status__in=ImportRun.WORKING).order_by("pk")


class ImportRun(models.Model):
    """One list from upload to the end. File and report are blobs; `plan_sha256` is what the person agreed to."""

    class Status(models.TextChoices):
        MAPPING = "mapping", _("columns to be checked")
        CHECKING = "checking", _("being compared with the records")
        PREVIEW = "preview", _("waits for your word")
        APPLYING = "applying", _("being taken over")
        DONE = "done", _("taken over")
        FAILED = "failed", _("cannot be used")
        DROPPED = "dropped", _("dropped")

    WORKING = (Status.CHECKING, Status.APPLYING)

    kind = models.CharField(_("kind"), max_length=20)
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(max_length=64)
    options = models.JSONField(default=dict)  # programme, date, period, whole
    columns = models.JSONField(default=dict)
    status = models.CharField(_("state"), max_length=12, choices=Status, default=Status.MAPPING)
    problem = models.CharField(max_length=20, blank=True)
    done_rows = models.PositiveIntegerField(default=0)
    total_rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)  # joined, changed, returned, left, unchanged, errors
    report_sha256 = models.CharField(max_length=64, blank=True)
    plan_sha256 = models.CharField(max_length=64, blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = [
            models.Index(
                fields=("locked_until",),
                condition=Q(status__in=("checking", "applying")),
                name="import_being_worked_on",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
