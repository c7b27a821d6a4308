"""Rows of the archive: backups that were made."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import User


class Backup(models.Model):
    """A backup that stands on one medium."""

    name = models.CharField(_("backup"), max_length=40)  # the moment in UTC: "20261125T134500Z"
    medium = models.CharField(_("medium"), max_length=300)
    made_at = models.DateTimeField(_("when"), default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    manifest_sha256 = models.CharField(_("SHA-256 of the manifest"), max_length=64)
    files = models.PositiveIntegerField(_("files"))
    size = models.PositiveBigIntegerField(_("size in bytes"))
    rows = models.PositiveBigIntegerField(_("rows of the database"))

    class Meta:
        ordering = ("-made_at", "pk")
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        constraints = [models.UniqueConstraint(fields=("name", "medium"), name="backup_once_on_a_medium")]

    def __str__(self) -> str:
        return f"{self.name}, {self.medium}"
