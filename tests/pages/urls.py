"""The product's routes and the sample pages beside them."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.shortcuts import render
from django.urls import path

from config.urls import handler400, handler500  # noqa: F401  # handlers are found by name
from config.urls import urlpatterns as product
from tests.pages import page_samples, samples


def page(name):
    """A view that shows one sample template with the sample values."""

    def view(request):
        return render(request, f"sample/{name}.html", samples.values(request))

    return view


def fails(error):
    """A view that raises."""

    def view(request):
        raise error

    return view


WHOLE = {f"page_{view.__name__}": view for view in page_samples.PAGES}
NAMES = (
    "staff",
    "empty",
    "compare",
    "family",
    "conflict",
    "confirm",
    "forbidden",
    "strange",
    "large",
    "broken",
    *WHOLE,
)
urlpatterns = [
    path("sample/staff/", page("staff"), name="staff"),
    path("sample/empty/", page("empty"), name="empty"),
    path("sample/compare/", page("compare"), name="compare"),
    path("sample/family/", page("family"), name="family"),
    path("sample/conflict/", samples.conflict, name="conflict"),
    path("sample/confirm/", samples.confirm, name="confirm"),
    path("sample/forbidden/", fails(PermissionDenied()), name="forbidden"),
    path("sample/strange/", fails(SuspiciousOperation("?")), name="strange"),
    path("sample/large/", fails(RequestDataTooBig("!")), name="large"),
    path("sample/broken/", fails(ZeroDivisionError()), name="broken"),
    *(path(f"sample/{name}/", view, name=name) for name, view in WHOLE.items()),
    *product,
]
