"""What every page shows around its own content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from config.menu import address, sections
from organisation import profile


def shared(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html: the organisation and its clock, the sections open to this person."""
    around: dict[str, Any] = {"search_url": address("search"), "source_url": settings.SOURCE_URL}
    try:
        organisation = profile.current()
    except profile.ProfileMissing:
        return {**around, "menu": sections(request), "organisation": None}
    around["menu"] = sections(request, organisation)
    now = timezone.localtime(timezone=organisation.tz)
    return {**around, "organisation": organisation, "school_now": now}
