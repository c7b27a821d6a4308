"""What a student has studied: periods of study, results, individual study plans."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records import voluntary
from records.models.people import Student
from records.models.programmes import CourseUnit, Programme


class Enrolment(models.Model):
    """A period of study in one programme; a student may have several, one after another or side by side."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="enrolments", verbose_name=_("student"))
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="enrolments", verbose_name=_("programme")
    )
    group = models.CharField(_("class or group"), max_length=60, blank=True)
    started_on = models.DateField(_("started on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    order_number = models.CharField(_("order"), max_length=60, blank=True)

    class Meta:
        ordering = ("started_on", "pk")
        verbose_name = _("period of study")
        verbose_name_plural = _("periods of study")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")),
                name="study_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.student}: {self.programme}"


class ResultQuerySet(models.QuerySet["Result"]):
    """Results by whether they count."""

    def standing(self) -> "ResultQuerySet":
        """All but those whose decision was revoked."""
        return self.filter(withdrawal=None)


class Result(models.Model):
    """A result in a course unit. Own and credited ones stand side by side; none overwrites another."""

    class Source(models.TextChoices):
        OWN = "own", _("own")
        CREDITED = "credited", _("credited")
        EXTERNAL = "external", _("external")
        STATE = "state", _("state exam")

    class Kind(models.TextChoices):
        ONGOING = "ongoing", _("ongoing")
        INTERIM = "interim", _("interim")
        FINAL = "final", _("final")
        STATE = "state", _("state exam")

    class EventKind(models.TextChoices):
        LESSON = "lesson", _("lesson or test")
        EXTRACURRICULAR = "extracurricular", _("event of the extracurricular plan")
        SCHOOL_OLYMPIAD = "school_olympiad", _("school olympiad")
        CONTEST = "contest", _("educational, creative or sports event")
        DIAGNOSTICS = "diagnostics", _("diagnostics")
        INDEPENDENT = "independent", _("independent quality assessment")
        REGIONAL = "regional", _("regional monitoring")
        FEDERAL = "federal", _("federal monitoring")
        STATE = "state", _("state final assessment")

    student = models.ForeignKey(Student, models.PROTECT, related_name="results")
    unit = models.ForeignKey(CourseUnit, models.PROTECT, related_name="results")
    value = models.CharField(_("mark"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INTERIM)
    source = models.CharField(_("source"), max_length=12, choices=Source, default=Source.OWN)
    on = models.DateField(_("date"))
    period = models.CharField(_("period"), max_length=60, blank=True)
    hours = models.PositiveIntegerField(_("academic hours"), null=True, blank=True)
    event = models.CharField(_("assessment event"), max_length=200, blank=True)
    event_kind = models.CharField(
        _("kind of event"), max_length=20, choices=EventKind, default=EventKind.LESSON
    )
    sheet = models.CharField(_("sheet or protocol"), max_length=100, blank=True)
    held_by = models.CharField(_("body that held it"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    case_number = models.CharField(max_length=40, blank=True)
    applied_on = models.DateField(_("application of"), null=True, blank=True)
    applied_by = models.CharField(_("who applied"), max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ("unit", "on", "pk")
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = [
            models.UniqueConstraint(
                fields=("student", "unit", "case_number"),
                condition=Q(source="credited"),
                name="credited_once_a_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.value}"

    def clean(self) -> None:
        """A result of another organisation rests on an application (file 000, 5.1)."""
        if self.source == self.Source.EXTERNAL and not self.case_number:
            voluntary.demand(self.applied_on, self.applied_by)


class Withdrawal(models.Model):
    """A credited result whose decision was revoked: the result stays in the record and counts no longer."""

    JOURNALLED: ClassVar = ("result_id", "at", "by_id", "paper", "reason")

    result = models.OneToOneField(Result, models.PROTECT, related_name="withdrawal", verbose_name=_("result"))
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paper = models.CharField(_("number of the revoked decision"), max_length=100)
    reason = models.CharField(_("reason"), max_length=400)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("withdrawn result")
        verbose_name_plural = _("withdrawn results")

    def __str__(self) -> str:
        return f"{self.result_id} {self.paper}"


class StudyPlan(models.Model):
    """An individual study plan: a new one replaces the earlier, which stays readable."""

    student = models.ForeignKey(Student, models.PROTECT, related_name="plans")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans")
    number = models.PositiveIntegerField(_("plan number"))
    case_number = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=("student", "number"), name="one_plan_a_number")]
        verbose_name = _("individual study plan")
        verbose_name_plural = _("individual study plans")

    def __str__(self) -> str:
        return f"{self.student}: {self.number}"


class StudyPlanLine(models.Model):
    """One course unit in a plan: credited + remaining = total, always (a database constraint holds it)."""

    plan = models.ForeignKey(StudyPlan, models.CASCADE, related_name="lines")
    unit = models.ForeignKey(CourseUnit, models.PROTECT, related_name="+")
    total = models.PositiveIntegerField(_("hours in the programme"))
    credited = models.PositiveIntegerField(_("credited hours"))
    remaining = models.PositiveIntegerField(_("remaining hours"))
    assessment = models.CharField(_("assessment"), max_length=160, blank=True)
    when = models.CharField(_("when"), max_length=120, blank=True)

    class Meta:
        ordering = ("unit__position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(total=models.F("credited") + models.F("remaining")), name="plan_line_balances"
            ),
            models.UniqueConstraint(fields=("plan", "unit"), name="one_line_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.credited} + {self.remaining} = {self.total}"
