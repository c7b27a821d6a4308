"""Tables of the baselines: the smallest rows that the libraries alone would keep."""

from django.db import models
from django_fsm import FSMField, transition

STEPS = ("accept", "compare", "submit", "approve", "close")


class BareLetter(models.Model):
    """A row beside a stored file."""

    sha256 = models.CharField(max_length=64)
    sender = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=1000, blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.sha256


class BareCase(models.Model):
    """A case of django-fsm alone."""

    state = FSMField(default="received", protected=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @transition("state", "received", "comparison")
    def accept(self) -> None:
        """The first of five steps."""

    @transition("state", "comparison", "comparison")
    def compare(self) -> None:
        """The second."""

    @transition("state", "comparison", "decision")
    def submit(self) -> None:
        """The third."""

    @transition("state", "decision", "approved")
    def approve(self) -> None:
        """The fourth."""

    @transition("state", "approved", "closed")
    def close(self) -> None:
        """The fifth."""


class BareRow(models.Model):
    """The journal row of a bare step."""

    case = models.ForeignKey(BareCase, models.CASCADE)
    action = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.action
