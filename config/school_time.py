"""Pages show moments in the school's own time, wherever the server stands."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from organisation import profile


def zone() -> ZoneInfo | None:
    """The zone of the profile; None before first set-up or while the database is away."""
    try:
        return profile.current().tz
    except (profile.ProfileMissing, DatabaseError):
        return None


class SchoolTime:
    """Activates the school's zone for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(zone() or timezone.get_default_timezone()):
            return self.get_response(request)
