"""How many applications of a kind one place may send by the web form in a day, and how often it may ask.

Twenty: a computer class fills the form in one lesson, a script that floods the office is stopped. The place is the
network address, kept as a keyed hash that changes every day, so that the row tells nobody who sat where.
"""

import ipaddress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from workflows.cases.models import Asked

MOST_A_DAY = 20


def place(request: HttpRequest) -> str:
    """The keyed hash of where a request comes from; empty when that cannot be told, and then nothing is counted.

    Behind a proxy only the last entry of X-Forwarded-For is the proxy's own word. IPv6: the network of a household.
    """
    written = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        written = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2]
    try:
        address = ipaddress.ip_address(written.strip())
    except ValueError:
        return ""
    known = (
        str(address) if address.version == 4 else str(ipaddress.IPv6Network((int(address), 64), strict=False))
    )
    return salted_hmac("web form", f"{timezone.localdate()} {known}", algorithm="sha256").hexdigest()


def reached(model: type[Any], sent_from: str) -> bool:
    """Whether this place has sent as many today as one place may. The model is one that was SentOnce."""
    return bool(sent_from) and model._default_manager.filter(sent_from=sent_from).count() >= MOST_A_DAY


def count(what: str, where: str, period: timedelta) -> int:
    """Count one more question of this place within the period; returns how many, whichever process was asked.

    A place that cannot be told is not counted.
    """
    if not where:
        return 0
    now, mine = timezone.now(), Asked.objects.filter(what=what, place=where)
    with transaction.atomic():
        if not mine.filter(until__gt=now).update(count=F("count") + 1):
            Asked.objects.filter(until__lte=now).delete()
            first = Asked(what=what, place=where, until=now + period)
            Asked.objects.bulk_create(
                [first], update_conflicts=True, unique_fields=["what", "place"], update_fields=["count"]
            )
        return mine.get().count


def counted(what: str, where: str) -> int:
    """How many there were so far."""
    if not where:
        return 0
    mine = Asked.objects.filter(what=what, place=where, until__gt=timezone.now())
    return mine.values_list("count", flat=True).first() or 0
