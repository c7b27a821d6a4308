"""What a page answers when the door refuses: a conflict tells what happened meanwhile, and gives back the words."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workflows.cases import door
from workflows.cases.history import Telling, happenings
from workflows.cases.models import Case

LAST_STEPS = 3


def refused(
    request: HttpRequest,
    case: Case,
    error: door.MoveRefused,
    *,
    table: Mapping[str, Telling],
    url: str,
    typed: str = "",
) -> HttpResponse:
    """409 with the last steps of the case; 403 when the person may not. Invalid is the caller's to show."""
    if isinstance(error, door.NotAllowed):
        raise PermissionDenied(str(error))
    steps = case.steps.select_related("actor").order_by("-pk")[:LAST_STEPS]
    context = {
        "case_number": case.number,
        "case_url": url,
        "happenings": happenings(steps, table),
        "typed": typed,
        "busy": isinstance(error, door.Busy),
    }
    return render(request, "conflict.html", context, status=409)
