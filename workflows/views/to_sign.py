"""What waits for the head: packets to decide, then papers that wait for a signature."""

from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisation.roles import Role
from workflows import catalogue, rows
from workflows.cases.finding import person
from workflows.cases.models import Case
from workflows.cases.timing import Timing

ROWS = 50


@require_safe
def to_sign(request: HttpRequest) -> HttpResponse:
    """Both lists, the most urgent first."""
    user, timing = person(request), Timing.read()
    seen = Case.objects.visible_to(user).open().order_by("due_on", "pk")
    decide = seen.filter(next_role=Role.HEAD)
    decided = [Q(kind=each.kind, state__in=each.decided) for each in catalogue.descriptions()]
    by_hand = seen.filter(reduce(or_, decided), office_attention=True)
    packets = list(decide.values_list("kind", "pk")[:ROWS])
    papers = list(by_hand.values_list("kind", "pk")[:ROWS])
    described = rows.of([*packets, *papers], user, timing)
    context = {
        "packets": described[: len(packets)],
        "papers": described[len(packets) :],
        "count": decide.count(),
    }
    return render(request, "workflows/to_sign.html", context)
