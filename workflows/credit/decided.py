"""What was decided on a line, kept for ever: the ground of precedents and of the count of agreement.

Rows are written in the transaction of the decision, and triggers refuse to change or delete them. They hold no
name of a person; the case is named by its number.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import CourseUnit


class DecidedLine(models.Model):
    """One line of a decided application. `theirs` and `ours`: {hours, form, topics, outcomes} as they were then."""

    case_number = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    title = models.CharField(_("course"), max_length=400)
    title_key = models.CharField(max_length=400)
    school_key = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(CourseUnit, models.PROTECT, null=True, blank=True, related_name="+")
    unit_key = models.CharField(max_length=400, blank=True)
    theirs = models.JSONField(default=dict)
    ours = models.JSONField(default=dict)
    verdict = models.CharField(max_length=12)  # of the reviewer
    stood = models.BooleanField()  # whether the decision followed it
    reason_code = models.CharField(max_length=24, blank=True)
    reason_words = models.TextField(blank=True)
    proposed = models.CharField(max_length=12, blank=True)  # what the comparison had computed, for this unit
    overruled = models.CharField(
        max_length=24, blank=True
    )  # empty: the reviewer agreed, or nothing was proposed

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("case_number", "position"), name="one_decided_line_a_position")
        ]
        indexes = [models.Index(fields=("title_key", "unit_key"), name="credit_same_pair")]

    def __str__(self) -> str:
        return f"{self.case_number} {self.position}"
