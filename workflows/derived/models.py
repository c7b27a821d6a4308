"""The register of what was made of other papers: of which one, who asked, for what, and how it left."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models import Entry, Version
from organisation.models import User
from workflows.cases.models import AppendOnly, Case


class Derived(AppendOnly):
    """One extract, copy, duplicate or case file. Its number is the entry's; a database trigger keeps the row."""

    class Kind(models.TextChoices):
        """What was made."""

        EXTRACT = "extract", _("extract")
        COPY = "copy", _("certified copy")
        DUPLICATE = "duplicate", _("duplicate")
        CASE_FILE = "case_file", _("case as one file")

    class Channel(models.TextChoices):
        """How it left, or that it did not."""

        IN_HAND = "in_hand", _("handed over")
        POST = "post", _("by post")
        EMAIL = "email", _("by e-mail")
        OWN = "own", _("kept by the school")

    JOURNALLED: ClassVar = (
        *("entry_id", "kind", "case_id", "source_id", "asked_by", "ground", "purpose", "reason", "channel"),
        *("made_by_id", "at"),
    )

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="derived")
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="derived")
    source = models.ForeignKey(Version, models.PROTECT, null=True, related_name="derived")
    asked_by = models.CharField(_("who asked"), max_length=300, blank=True)
    ground = models.CharField(_("by which right"), max_length=300, blank=True)
    purpose = models.CharField(_("for what"), max_length=300, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    channel = models.CharField(_("how"), max_length=10, choices=Channel)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("derived paper")
        verbose_name_plural = _("derived papers")

    def __str__(self) -> str:
        return self.entry.number

    @property
    def leaves(self) -> bool:
        """Whether somebody outside gets it when it is made; what goes by e-mail leaves with its letter."""
        return self.channel not in (self.Channel.OWN, self.Channel.EMAIL)
