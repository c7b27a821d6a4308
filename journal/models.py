"""Entries and their links, which database triggers keep, and the row that one sealer at a time holds."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.hashing import Facts


class Entry(models.Model):
    """One thing that happened. Written by journal.append, never changed or deleted."""

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("what happened"), max_length=40)
    subject = models.CharField(_("to what"), max_length=200, db_index=True)
    payload = models.TextField(_("details"))  # canonical JSON, exactly the text that the commitment covers
    salt = models.CharField(max_length=32)
    commitment = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.subject}"

    @property
    def facts(self) -> Facts:
        """What the chain covers."""
        return Facts(self.pk, self.at, self.actor_id, self.kind, self.subject, self.commitment)


class Link(models.Model):
    """The place of an entry in the chain of its year (by UTC). Positions run from 1 without a gap."""

    year = models.PositiveSmallIntegerField()
    position = models.PositiveBigIntegerField()
    entry = models.OneToOneField(Entry, models.PROTECT)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("year", "position")
        constraints = (models.UniqueConstraint(fields=("year", "position"), name="journal_link_place"),)

    def __str__(self) -> str:
        return f"{self.year}/{self.position}"


class Sealer(models.Model):
    """The single row that is locked while links are made."""

    sealed_at = models.DateTimeField(null=True)
    head_mailed_on = models.DateField(null=True)  # the last day whose head went out by mail

    def __str__(self) -> str:
        return f"{self.sealed_at}"
