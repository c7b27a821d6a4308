"""What waits for the head: packets to decide, then papers that wait for a signature by hand."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workflows import rows
from workflows.cases.models import Case
from workflows.cases.timing import Timing
from workflows.credit.models import DECIDED, State
from workflows.views.person import person

ROWS = 50


@require_safe
def to_sign(request: HttpRequest) -> HttpResponse:
    """Both lists, the most urgent first."""
    user, timing = person(request), Timing.read()
    seen = Case.objects.visible_to(user).open().order_by("due_on", "pk")
    decide = seen.filter(state=State.DECISION)
    by_hand = seen.filter(state__in=DECIDED, office_attention=True)
    packets = list(decide.values_list("kind", "pk")[:ROWS])
    papers = list(by_hand.values_list("kind", "pk")[:ROWS])
    described = rows.of([*packets, *papers], user, timing)
    context = {
        "packets": described[: len(packets)],
        "papers": described[len(packets) :],
        "count": decide.count(),
    }
    return render(request, "workflows/to_sign.html", context)
