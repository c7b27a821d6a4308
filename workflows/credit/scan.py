"""A photo or scan of an application, waiting to be read by machine or read. The row is the truth of that work."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models import Document


class ScanQuerySet(models.QuerySet["Scan"]):
    """Scans by what is still to be done with them."""

    def due(self, now: datetime) -> Self:
        """Those that wait and that no worker has."""
        free = models.Q(locked_until=None) | models.Q(locked_until__lte=now)
        return self.filter(free, status=Scan.Status.WAITING).order_by("pk")


class Scan(models.Model):
    """One file of a case as a picture. `rows` are suggestions that a person confirms: see reading.scanned.rows."""

    class Status(models.TextChoices):
        """How far the reading is."""

        WAITING = "waiting", _("waits to be read by machine")
        READ = "read", _("read by machine")
        FAILED = "failed", _("could not be read by machine")

    case = models.ForeignKey("credit.CreditApplication", models.CASCADE, related_name="scans")
    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    problem = models.CharField(max_length=20, blank=True)  # a key of documents.scanning.words.WORDS
    rows = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=("case", "document"), name="a_file_read_once_a_case")]
        indexes = [
            models.Index(fields=("id",), name="scan_waiting", condition=models.Q(status="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.document_id} {self.status}"
