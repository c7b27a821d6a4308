"""The papers behind an expiring link. Unknown, expired, locked and a wrong code answer alike."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from documents.detached import keeping
from documents.views import as_download
from storage import blobs
from workflows.cases.links import READ_AND_SEND, private
from workflows.disclosure import ledger, links
from workflows.disclosure.effects import leaving
from workflows.disclosure.models import LedgerEntry, RecordRequest
from workflows.disclosure.views.acting import MEND


class Code(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        help_text=_("Six digits; the office tells them in person or on the telephone"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


@private
@require_http_methods(READ_AND_SEND)
def get(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code; with it the list of papers, and each of them. Every opening is a row of the ledger."""
    form = Code(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "disclosure/get.html", {"form": form}, status=MEND if form.is_bound else 200)
    link = links.opened(token, form.cleaned_data["code"])
    if link is None:
        form.add_error("code", _("This link and this code do not open anything. Ask the office."))
        return render(request, "disclosure/get.html", {"form": form}, status=MEND)
    case = RecordRequest.objects.get(pk=link.case_id)
    versions = keeping.beside(leaving(case))
    place = request.POST.get("place", "")
    if place.isdecimal() and int(place[:4]) < len(versions):
        version = versions[int(place[:4])]
        ledger.record(case, LedgerEntry.Decision.OPENED, None, [version])
        return as_download(blobs.get(version.sha256), version.filename, version.media_type)
    context = {"papers": versions, "code": form.cleaned_data["code"], "until": link.expires_at}
    return render(request, "disclosure/get.html", context)
