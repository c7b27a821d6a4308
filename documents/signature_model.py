"""The row of a detached signature beside the version that it signs."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models import User


class DetachedSignature(models.Model):
    """A signature that was accepted, as it was judged then. Never changed, never deleted: triggers hold it.

    file: the version that keeps the .sig unchanged. standing: documents.detached.findings.Standing. assured: in
    somebody's words, how the qualified status was made sure where the product cannot tell. doubts: codes.
    """

    JOURNALLED: ClassVar = (
        *("version_id", "file_id", "standing", "signer", "issuer", "serial", "fingerprint", "algorithm"),
        *("valid_from", "valid_to", "signed_at", "assured", "doubts", "at", "by_id"),
    )

    version = models.ForeignKey("documents.Version", models.PROTECT, related_name="signatures")
    file = models.OneToOneField("documents.Version", models.PROTECT, related_name="signature")
    standing = models.CharField(max_length=24)
    signer = models.CharField(_("signer"), max_length=300)
    issuer = models.CharField(_("issuer"), max_length=300)
    serial = models.CharField(_("number of the certificate"), max_length=80)
    fingerprint = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=60)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    assured = models.CharField(max_length=300, blank=True)
    doubts = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("detached signature")
        verbose_name_plural = _("detached signatures")

    def __str__(self) -> str:
        return self.signer
