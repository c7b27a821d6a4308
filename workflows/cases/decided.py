"""Fields of a case that is decided: by whom, when, and under which number."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from organisation.models import User
from workflows.cases.amended import Amended


class Decided(Amended):
    """Mixed into the concrete cases whose decision makes a numbered paper."""

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_number = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True

    def set_decided(self, actor: User | None, data: dict[str, Any]) -> None:
        """For the transition of a decision: `data` brings the number that was reserved for it."""
        self.decided_by, self.decided_at = actor, timezone.now()
        self.decision_number = data.pop("number", "")
