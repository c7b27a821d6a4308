"""An empty place leads everybody to first set-up; afterwards a list says what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from config.menu import address
from deadlines.models import CalendarYear
from organisation import profile, setup_code
from organisation.models import User
from organisation.roles import ROLE_TITLES, Role
from records.models import Programme, Student

OPEN = {"setup", "healthz"}


class FirstSetupMiddleware:
    """Until a profile exists no page can say anything true about the school: all lead to /setup/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Strangers are asked first: on an empty place nobody can sign in yet."""
        match = request.resolver_match
        if match is None or match.view_name in OPEN or isinstance(request.user, User):
            return None
        return redirect("setup") if setup_code.place_is_empty() else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Somebody signed in (by createsuperuser, say) before the profile was there."""
        return redirect("setup") if isinstance(exception, profile.ProfileMissing) else None


@require_safe
def setup_next(request: HttpRequest) -> HttpResponse:
    """What the school still needs before its first case, and what is there."""
    holders = {role: _holders(role) for role in Role}
    context = {
        "calendar_url": address("deadlines:years"),
        "years": CalendarYear.objects.order_by("year"),
        "unconfirmed": CalendarYear.objects.filter(confirmed=False).order_by("year"),
        "programmes": Programme.objects.count(),
        "students": Student.objects.count(),
        "vacant": [ROLE_TITLES[role] for role, count in holders.items() if not count],
        "staff": User.objects.filter(is_active=True).count(),
    }
    return render(request, "organisation/setup_next.html", context)


def _holders(role: Role) -> int:
    """How many active people hold the role."""
    return User.objects.filter(is_active=True, groups__name=role.value).count()
