"""What an application claims, course by course, and the documents that prove it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models import User
from records.models import CourseUnit
from workflows.credit import rules


class CourseLine(models.Model):
    """One claimed course beside a course unit of ours."""

    case = models.ForeignKey("credit.CreditApplication", models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("course"), max_length=400, blank=True)
    hours = models.PositiveIntegerField(_("academic hours"), null=True, blank=True)
    assessment_form = models.CharField(_("form of assessment"), max_length=160, blank=True)
    result = models.CharField(_("result"), max_length=120, blank=True)
    topics = models.JSONField(default=list, blank=True)
    sources = models.JSONField(default=dict, blank=True)  # field -> where it was read (part, span, words)
    needs_human = models.BooleanField(default=False)
    register_number = models.CharField(
        _("number in the state register of gifted children"), max_length=100, blank=True
    )

    unit = models.ForeignKey(CourseUnit, models.PROTECT, null=True, blank=True, related_name="+")
    proposal = models.JSONField(default=dict, blank=True)  # frozen answer of the comparison
    verdict = models.CharField(max_length=12, blank=True)
    reason_code = models.CharField(max_length=24, blank=True)
    reason_words = models.TextField(blank=True)
    our_result = models.CharField(_("mark on our scale"), max_length=60, blank=True)
    assessment_until = models.DateField(null=True, blank=True)
    choice_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("case", "position")
        constraints = [models.UniqueConstraint(fields=("case", "position"), name="one_line_a_position")]

    def __str__(self) -> str:
        return f"{self.case} {self.position}"

    @property
    def claim(self) -> rules.Claim:
        """The claimed course as the rules take it."""
        return rules.Claim(
            self.title or None,
            self.hours,
            self.assessment_form or None,
            self.result or None,
            by_register=bool(self.register_number),
        )


class Evidence(models.Model):
    """A document that proves the courses of an application. `kind` is a code of the profile (file 000, 4.7)."""

    case = models.ForeignKey("credit.CreditApplication", models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind of document"), max_length=40)
    number = models.CharField(_("number"), max_length=100)
    on = models.DateField(_("date of issue"))
    issued_by = models.CharField(_("who issued it"), max_length=300, blank=True)
    seal = models.BooleanField(_("the seal is there"), default=False)
    signature = models.BooleanField(_("the signature of the head is there"), default=False)
    language = models.CharField(_("language, if not Russian"), max_length=60, blank=True)
    translation = models.CharField(_("translation: by whom, number and date"), max_length=300, blank=True)
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("case", "pk")
        constraints = [
            models.UniqueConstraint(fields=("case", "kind", "number"), name="one_evidence_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
