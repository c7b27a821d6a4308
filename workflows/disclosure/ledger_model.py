"""The ledger of disclosures: every disclosure, refusal and opening of a link, one row, never changed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from organisation.roles import Role
from workflows.cases.models import AppendOnly, Case

READERS = (Role.OFFICE, Role.HEAD, Role.ARCHIVIST)


class LedgerQuerySet(models.QuerySet["LedgerEntry"]):
    """Rows of the ledger by who may read them."""

    def visible_to(self, user: User) -> "LedgerQuerySet":
        """Office, head and archivist read it; nobody else."""
        return self if user.has_role(*READERS) else self.none()


class LedgerEntry(AppendOnly):
    """Who got what of whose record, by which right, or was refused; a database trigger keeps the row as it is.

    papers: [{number, title, sha256, pages: [SHA-256 of each page's content]}]. content_sha256: of these, canonically.
    """

    class Decision(models.TextChoices):
        DISCLOSED = "disclosed", _("disclosed")
        REFUSED = "refused", _("refused")
        OPENED = "opened", _("link opened")

    JOURNALLED: ClassVar = (
        *("number", "at", "case_id", "student", "who", "capacity", "identified", "ground", "scope"),
        *("decision", "channel", "officer_id", "papers", "content_sha256"),
    )

    number = models.CharField(_("number"), max_length=60, unique=True)
    at = models.DateTimeField(_("when"))
    case = models.ForeignKey(Case, models.PROTECT, related_name="ledger")
    student = models.CharField(_("whose record"), max_length=2000, blank=True)
    who = models.CharField(_("to whom"), max_length=300, blank=True)
    capacity = models.CharField(_("in which capacity"), max_length=16, blank=True)
    identified = models.CharField(_("how identified"), max_length=400, blank=True)
    ground = models.CharField(_("by which right"), max_length=600, blank=True)
    scope = models.CharField(_("what"), max_length=1000, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    channel = models.CharField(_("how"), max_length=10, blank=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("officer")
    )
    papers = models.JSONField(default=list)
    content_sha256 = models.CharField(_("hash of the content"), max_length=64, blank=True)

    objects: ClassVar[LedgerQuerySet] = LedgerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger of disclosures")
        indexes = [models.Index(fields=("-at", "-id"), name="ledger_newest")]

    def __str__(self) -> str:
        return self.number
