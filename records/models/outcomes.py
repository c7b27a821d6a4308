"""Planned results of a course unit, judged one by one for a student (files 000, 2.2; 002, 2.2; 004, 2.4)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models.people import Student
from records.models.programmes import CourseUnit


class OutcomeMark(models.Model):
    """How far a student reached one planned result; `outcome` is its text, as the unit named it that day."""

    class Reached(models.TextChoices):
        YES = "yes", _("reached")
        PARTLY = "partly", _("reached in part")
        NO = "no", _("not reached")

    student = models.ForeignKey(Student, models.PROTECT, related_name="outcomes", verbose_name=_("student"))
    unit = models.ForeignKey(CourseUnit, models.PROTECT, related_name="+", verbose_name=_("course unit"))
    outcome = models.CharField(_("planned result"), max_length=500)
    reached = models.CharField(_("reached"), max_length=8, choices=Reached)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("unit", "pk")
        verbose_name = _("planned result")
        verbose_name_plural = _("planned results")
        constraints = [
            models.UniqueConstraint(fields=("student", "unit", "outcome"), name="one_judgement_an_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.get_reached_display()}"
