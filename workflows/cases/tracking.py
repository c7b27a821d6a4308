"""Secret links for people without an account: 256-bit tokens, stored as hashes, expiring, revocable."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from workflows.cases.models import Case, Link

LIFETIMES = {Link.Purpose.TRACK: timedelta(days=365), Link.Purpose.FORM: timedelta(days=45)}


def new_url(case: Case, purpose: Link.Purpose) -> str:
    """A fresh absolute link for one letter; the token exists nowhere but in that letter."""
    token = secrets.token_urlsafe(32)
    Link.objects.create(
        case_id=case.pk,
        purpose=purpose,
        token_hash=_hash(token),
        expires_at=timezone.now() + LIFETIMES[purpose],
    )
    return settings.PUBLIC_URL + reverse(f"public_{purpose.value}", args=[token])


def resolve(token: str, purpose: Link.Purpose, now: datetime | None = None) -> Case | None:
    """The case of a token that is known, unexpired and not revoked; None for every other, alike."""
    link = (
        Link.objects.select_related("case")
        .filter(
            token_hash=_hash(token), purpose=purpose, revoked_at=None, expires_at__gt=now or timezone.now()
        )
        .first()
    )
    return link.case if link else None


def revoke(case: Case) -> None:
    """Make every link of a case useless: the address turned out to be a stranger's."""
    case.links.filter(revoked_at=None).update(revoked_at=timezone.now())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
