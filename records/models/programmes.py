"""Programmes of ours and their course units."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Programme(models.Model):
    """An educational programme of ours; its hours are the sum of its course units."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("type of programme"), max_length=40, blank=True)  # a code of the profile
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("who compares"),
    )
    archived = models.BooleanField(_("no longer taught"), default=False)

    class Meta:
        ordering = ("title",)
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> int:
        """Academic hours of the whole programme."""
        return sum(unit.hours for unit in self.units.all())


class CourseUnit(models.Model):
    """A course, discipline (module) or placement of a programme, with what comparison needs to know of it."""

    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="units", verbose_name=_("programme")
    )
    position = models.PositiveSmallIntegerField(_("place in the programme"), default=1)
    code = models.CharField(_("code"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=300)
    hours = models.PositiveIntegerField(_("academic hours"), validators=[MinValueValidator(1)])
    assessment_form = models.CharField(_("form of interim assessment"), max_length=120)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    outcomes = models.JSONField(_("intended outcomes"), default=list, blank=True)
    # What the unit aims at without a mark (file 001, 4.1): never compared, never judged.
    orientations = models.JSONField(_("target orientations"), default=list, blank=True)
    state_exam = models.BooleanField(_("subject of the state final assessment"), default=False)
    taught = models.CharField(_("when it is taught"), max_length=120, blank=True)

    class Meta:
        ordering = ("programme", "position", "pk")
        verbose_name = _("course unit")
        verbose_name_plural = _("course units")

    def __str__(self) -> str:
        return self.title
