"""The registers: every number of a series and period, the voided ones with their reasons."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from documents.models import Entry, Register

ROWS = 100
SERIES = {
    "case.credit": _("Cases: credit transfer"),
    "decision.credit": _("Decisions: credit transfer"),
    "order.credit": _("Orders: credit transfer"),
    "incoming": _("Incoming"),
    "outgoing": _("Outgoing"),
}
LOOKS = {Entry.Status.RESERVED: "queued", Entry.Status.ISSUED: "done", Entry.Status.VOIDED: "refused"}


@require_safe
def registers(request: HttpRequest) -> HttpResponse:
    """One series and period, newest number first; ?register= chooses."""
    known = list(Register.objects.order_by("key", "-period"))
    asked = request.GET.get("register", "")
    chosen = next((each for each in known if str(each.pk) == asked), known[0] if known else None)
    entries = Entry.objects.filter(register=chosen).select_related("actor").order_by("-n")
    page = Paginator(entries, ROWS).get_page(request.GET.get("page"))
    context = {
        "registers": [(each, SERIES.get(each.key, each.key)) for each in known],
        "chosen": chosen,
        "title": SERIES.get(chosen.key, chosen.key) if chosen else "",
        "page": page,
        "rows": [(entry, LOOKS[Entry.Status(entry.status)]) for entry in page.object_list],
    }
    return render(request, "workflows/registers.html", context)
