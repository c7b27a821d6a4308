"""The certified copy of a paper or file: every page under the mark that it is true."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents import incoming
from documents.leaves import sheets
from documents.making import NeverPrintable
from documents.models import Version
from storage import blobs
from workflows.cases.finding import person
from workflows.derived import masters, papers
from workflows.derived.forms import AskedForm
from workflows.derived.issuing import Kind, Wanted
from workflows.derived.views.common import MEND, kept_at, master_of, order

SERIES = "copy.derived"
LARGEST = 20 * 1024**2  # bytes of a file that goes into its copy


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; on POST the copy gets its number and is made. What cannot be drawn takes no number."""
    version, case = master_of(request, pk)
    if not masters.may_copy(version):
        raise Http404
    form = AskedForm(request.POST if request.method == "POST" else None, initial={"kept_at": kept_at(case)})
    if form.is_bound and form.is_valid():
        made = papers.certified_copy(version, form.asked(), person(request), attached=harmless(version))
        try:
            if not papers.is_own(version):
                sheets.collect(made["sources"])
        except NeverPrintable as error:
            form.add_error(None, str(error))
        else:
            wanted = Wanted(Kind.COPY, SERIES, "certified_copy", made, version.document.case_number, version)
            return order(request, wanted, form.asked(), person(request))
    context = {
        "case": case,
        "version": version,
        "form": form,
        "heading": _("Certified copy"),
        "about": _("Every page with the mark that it is true; the original stays as it is."),
        "verb": _("Make the copy"),
    }
    return render(request, "derived/form.html", context, status=MEND if form.is_bound else 200)


def harmless(version: Version) -> bool:
    """Whether the file itself may go into the copy: ours, or looked through and found without programs."""
    if papers.is_own(version):
        return True
    if version.size > LARGEST:
        return False
    try:
        incoming.checked(blobs.get(version.sha256))
    except (incoming.Refused, blobs.BlobMissing):
        return False
    return True
