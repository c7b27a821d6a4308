"""The registers: every number of a series and period, the voided ones with their reasons."""

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from documents.models import Entry, Register
from workflows import catalogue

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROWS = 100
SERIES = {
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
        "registers": [(each, title_of(each.key)) for each in known],
        "chosen": chosen,
        "title": title_of(chosen.key) if chosen else "",
        "page": page,
        "rows": [(entry, LOOKS[Entry.Status(entry.status)]) for entry in page.object_list],
    }
    return render(request, "workflows/registers.html", context)


def title_of(key: str) -> "StrOrPromise":
    """A series in words; that of the cases of a kind is named by the kind."""
    part, _dot, kind = key.partition(".")
    if part == "case" and kind in {workflow.kind for workflow in catalogue.CATALOGUE}:
        return gettext("Cases: %(kind)s") % {"kind": str(catalogue.description(kind).title).lower()}
    return SERIES.get(key, key)
