"""The production calendar as the office keeps it: years with their sources, and the days that differ."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DayKind(models.TextChoices):
    """Kinds of listed days; the codes are those of the file format (deadlines.daykinds.KINDS)."""

    OFF = "off", _("day off")
    DECREE_OFF = "decree_off", _("non-working by a presidential decree")
    SHORT = "short", _("working, one hour shorter")
    WORKING_WEEKEND = "working_weekend", _("working weekend day")
    SHORT_WORKING_WEEKEND = "short_working_weekend", _("working weekend day, one hour shorter")


class CalendarYear(models.Model):
    """A year that is known in full. While it is unconfirmed, terms are counted by it and flagged.

    `revision` is renewed by every change of the year or of its days, so that all processes notice it.
    """

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source = models.CharField(_("source act"), max_length=300, blank=True)
    second_source = models.CharField(_("second source"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    confirmed = models.BooleanField(_("confirmed"), default=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    loaded_at = models.DateTimeField(_("loaded at"))
    loaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revision = models.UUIDField(default=uuid4, editable=False)

    class Meta:
        ordering = ("-year",)
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A date that differs from its weekday. Written only through deadlines.calendar."""

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind of day"), max_length=24, choices=DayKind.choices)
    moved_from = models.DateField(_("day off moved from"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=100, blank=True)

    class Meta:
        ordering = ("date",)
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.kind}"
