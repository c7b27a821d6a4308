"""The duplicate of a lost or damaged certificate, and the word that a sheet signed by hand was handed over."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from documents import making, numbering
from documents.models import Entry, Version, VersionStatus
from organisation import profile
from workflows.cases.finding import person
from workflows.derived import issuing, masters, papers
from workflows.derived.forms import DuplicateForm
from workflows.derived.issuing import Kind, Wanted
from workflows.derived.models import Derived
from workflows.derived.views.common import MEND, master_of, order

Status = VersionStatus.Status


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; on POST the duplicate gets the next number of the series of its certificate."""
    version, case = master_of(request, pk)
    if not masters.may_duplicate(version):
        made = Derived.objects.filter(kind=Kind.DUPLICATE, source=version, entry__status=Entry.Status.ISSUED)
        if request.method != "POST" or not made.exists():  # a second click
            raise Http404
        messages.info(request, _("A duplicate of it is made: see the list."))
        return redirect("derived", number=case.number)
    series = version.entry.register.key if version.entry else ""
    external = profile.current().series[series].kind == "external"
    form = DuplicateForm(request.POST if request.method == "POST" else None, external=external)
    if form.is_bound and form.is_valid():
        try:
            return order(request, _wanted(version, series, form, request), form.asked(), person(request))
        except issuing.Taken:
            messages.info(request, _("Somebody else made a duplicate of it first."))
            return redirect("derived", number=case.number)
        except numbering.DuplicateNumber:
            form.add_error("external_number", _("This number stands in the register already."))
    context = {
        "case": case,
        "version": version,
        "form": form,
        "heading": _("Duplicate"),
        "about": _(
            "It gets a new number and the word of duplicate; the certificate is then no longer in force."
        ),
        "verb": _("Make the duplicate"),
    }
    return render(request, "derived/form.html", context, status=MEND if form.is_bound else 200)


def _wanted(version: Version, series: str, form: DuplicateForm, request: HttpRequest) -> Wanted:
    why = form.cleaned_data["why"]
    return Wanted(
        what=Kind.DUPLICATE,
        series=series,
        kind=version.document.kind,
        snapshot=papers.duplicate(version, why, person(request)),
        case_number=version.document.case_number,
        source=version,
        reason=why,
        external_number=form.cleaned_data.get("external_number", ""),
    )


@require_POST
def handed(request: HttpRequest, pk: int) -> HttpResponse:
    """A duplicate that is signed by hand on paper is in force from now on."""
    version, case = master_of(request, pk)
    if not Derived.objects.filter(entry=version.entry, kind=Kind.DUPLICATE).exists():
        raise Http404
    if version.status == Status.RESERVED:
        today = timezone.localdate(timezone=profile.current().tz).isoformat()
        making.set_status(version, Status.HANDED_OVER, actor_id=person(request).pk, reason=today)
        messages.success(request, _("The handing over is recorded."))
    return redirect("derived", number=case.number)
