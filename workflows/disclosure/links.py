"""Expiring links to disclosed papers: a token in the letter, a six-digit code told another way.

Only the token's hash is kept. The code is derived from the row and the secret key, so that it is stored nowhere; the
office reads it from the page of the case and tells it at the counter or on the telephone.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from workflows.cases.models import Case

MOST_ATTEMPTS = 5


class PaperLink(models.Model):
    """One link to the papers of one decision."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="paper_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)  # wrong codes so far

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.case} {self.expires_at:%Y-%m-%d}"

    @property
    def code(self) -> str:
        """Six digits; the same as long as the row and the secret key are the same."""
        digest = salted_hmac("paper link", f"{self.pk} {self.token_hash}", algorithm="sha256").digest()
        return f"{int.from_bytes(digest[:8], 'big') % 1_000_000:06}"

    def alive(self, now: datetime) -> bool:
        """Neither expired nor tried too often."""
        return self.expires_at > now and self.attempts < MOST_ATTEMPTS


def make(case: Case, days: int) -> str:
    """A fresh absolute link; the token exists nowhere but in the letter. An earlier link of the case ends."""
    now = timezone.now()
    PaperLink.objects.filter(case_id=case.pk, expires_at__gt=now).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    PaperLink.objects.create(case_id=case.pk, token_hash=_hash(token), expires_at=now + timedelta(days=days))
    return settings.PUBLIC_URL + reverse("disclosure_get", args=[token])


def opened(token: str, code: str) -> PaperLink | None:
    """The link that token and code open now; None alike for unknown, expired, locked and wrong. Wrong codes count."""
    rows = PaperLink.objects.filter(token_hash=_hash(token))
    # The attempt is counted first: of many at once, only the permitted number gets to compare.
    tries = rows.filter(expires_at__gt=timezone.now(), attempts__lt=MOST_ATTEMPTS)
    if not tries.update(attempts=F("attempts") + 1):
        return None
    found = rows.select_related("case").get()
    if not constant_time_compare(found.code, code.strip()):
        return None
    rows.update(attempts=F("attempts") - 1)
    return found


def living(case: Case) -> PaperLink | None:
    """The link of a case that may still be opened."""
    found = PaperLink.objects.filter(case_id=case.pk).first()
    return found if found is not None and found.alive(timezone.now()) else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
