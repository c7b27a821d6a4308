"""What waits for the head: packets to decide, then papers that wait for a signature."""

from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents import making
from documents.models import Correction, VersionStatus
from organisation.models import User
from organisation.roles import Role
from workflows import catalogue, rows
from workflows.cases.finding import person
from workflows.cases.models import Case
from workflows.cases.timing import Timing

ROWS = 50
SHEETS = (
    "reward_certificate",
)  # signed one by one when they are handed over: no action of the case records it


def seen_again(user: User) -> QuerySet[Case]:
    """Closed cases one of whose corrected papers is printed and waits for its signature."""
    passed = VersionStatus.objects.exclude(status=VersionStatus.Status.RESERVED).values("version")
    made = Correction.objects.filter(status=Correction.Status.MADE, snapshot__data__signing__in=making.SIGNED)
    waiting = made.exclude(version__in=passed).exclude(snapshot__template__in=SHEETS)
    closed = Case.objects.visible_to(user).exclude(closed_at=None)
    found: QuerySet[Case] = closed.filter(number__in=waiting.values("case_number"))
    return found.order_by("pk")


@require_safe
def to_sign(request: HttpRequest) -> HttpResponse:
    """Both lists, the most urgent first."""
    user, timing = person(request), Timing.read()
    seen = Case.objects.visible_to(user).open().order_by("due_on", "pk")
    decide = seen.filter(next_role=Role.HEAD)
    decided = [Q(kind=each.kind, state__in=each.decided) for each in catalogue.descriptions()]
    by_hand = seen.filter(reduce(or_, decided), office_attention=True)
    again = seen_again(user)
    packets = list(decide.values_list("kind", "pk")[:ROWS])
    papers = [*by_hand.values_list("kind", "pk")[:ROWS], *again.values_list("kind", "pk")[:ROWS]]
    described = rows.of([*packets, *papers], user, timing)
    context = {
        "packets": described[: len(packets)],
        "papers": described[len(packets) :],
        "count": decide.count(),
    }
    return render(request, "workflows/to_sign.html", context)
