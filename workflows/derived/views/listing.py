"""What was made of the papers of a case, and what can be made of each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.models import Entry
from workflows.derived import masters
from workflows.derived.models import Derived
from workflows.derived.views.common import case_of

ROWS = 200
LOOKS = {Entry.Status.RESERVED: "queued", Entry.Status.ISSUED: "done", Entry.Status.VOIDED: "refused"}


@require_safe
def derived(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one case."""
    case = case_of(request, number)
    rows = Derived.objects.filter(entry__case_number=number).select_related(
        "entry", "source__document", "made_by"
    )
    context = {
        "case": case,
        "masters": masters.of_case(number),
        "rows": [
            (each, LOOKS[Entry.Status(each.entry.status)], each.entry.versions.last()) for each in rows[:ROWS]
        ],
    }
    return render(request, "derived/list.html", context)
