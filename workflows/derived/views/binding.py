"""A case as one file: asked for here, made at once when it is small, by the clock when it is not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from workflows.cases.finding import person
from workflows.derived import case_file as binding
from workflows.derived.forms import CaseFileForm
from workflows.derived.issuing import Kind, Wanted
from workflows.derived.views.common import MEND, case_of, order

SERIES = "casefile.derived"


@require_http_methods(["GET", "HEAD", "POST"])
def case_file(request: HttpRequest, number: str) -> HttpResponse:
    """The form; on POST the file gets its number."""
    case = case_of(request, number)
    form = CaseFileForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        made = binding.snapshot(case, form.asked(), person(request))
        wanted = Wanted(
            what=Kind.CASE_FILE,
            series=SERIES,
            kind="case_file",
            snapshot=made,
            case_number=case.number,
            later=binding.is_large(made),
        )
        return order(request, wanted, form.asked(), person(request))
    context = {
        "case": case,
        "form": form,
        "heading": _("Case as one file"),
        "about": _(
            "Cover, inventory, steps, letters, and every document page by page with its original inside."
        ),
        "verb": _("Make the file"),
    }
    return render(request, "derived/form.html", context, status=MEND if form.is_bound else 200)
