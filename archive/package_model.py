"""Packages for an archive that somebody asked for on a page: of a year, or of a student."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from records.models import Student


class PackageQuerySet(models.QuerySet["Package"]):
    """Packages by what is still to be done."""

    def due(self, now: datetime) -> Self:
        """Those that wait for a worker, or whose worker is gone."""
        waiting = self.filter(status=Package.Status.WAITING)
        return waiting.filter(Q(locked_until=None) | Q(locked_until__lte=now)).order_by("pk")

    def lying(self) -> Self:
        """Those whose file is there."""
        return self.filter(status=Package.Status.MADE, gone_at=None)


class Package(models.Model):
    """One package as one file. The row stays when the file is thrown away: what left the school had this hash."""

    class Status(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("being made")
        MADE = "made", _("made")
        FAILED = "failed", _("could not be made")

    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    student = models.ForeignKey(Student, models.PROTECT, null=True, blank=True, related_name="packages")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.WAITING)
    problem = models.CharField(max_length=20, blank=True)  # a key of workflows.packing.WORDS
    attempts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(_("when"), null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)  # of the file
    manifest_sha256 = models.CharField(_("SHA-256 of the manifest"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    files = models.PositiveIntegerField(_("files"), default=0)
    absent = models.PositiveIntegerField(_("papers that are not in it"), default=0)
    destroyed = models.PositiveIntegerField(_("papers that an act destroyed"), default=0)
    gone_at = models.DateTimeField(_("thrown away"), null=True, blank=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("package for the archive")
        verbose_name_plural = _("packages for the archive")
        constraints = [
            models.CheckConstraint(
                condition=Q(year=None, student__isnull=False) | Q(year__isnull=False, student=None),
                name="package_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=("year",), condition=Q(status="waiting"), name="package_of_a_year_once"
            ),
            models.UniqueConstraint(
                fields=("student",), condition=Q(status="waiting"), name="package_of_a_student_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As the journal and the folder inside the file have it."""
        return f"year-{self.year}" if self.year else f"student-{self.student_id}"

    @property
    def filename(self) -> str:
        """Of the file where it lies."""
        return f"{self.name}-{self.pk}.zip"
