"""What every page shows around its own content."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from organisation import profile


def shared(request: HttpRequest) -> dict[str, Any]:
    """Context of base.html: the organisation and its clock."""
    try:
        organisation = profile.current()
    except profile.ProfileMissing:
        return {"organisation": None}
    return {"organisation": organisation, "school_now": timezone.localtime(timezone=organisation.tz)}
