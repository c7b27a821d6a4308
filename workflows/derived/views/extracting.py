"""The extract of an order or decision: what is chosen, and about one person alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from documents.models import Version
from workflows.cases.finding import person
from workflows.derived import masters, papers, parts, people
from workflows.derived.forms import ExtractForm
from workflows.derived.issuing import Kind, Wanted
from workflows.derived.parts import NamesOthers
from workflows.derived.views.common import MEND, kept_at, master_of, order

SERIES = "extract.derived"


@require_http_methods(["GET", "HEAD", "POST"])
def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; on POST the extract gets its number and is made."""
    version, case = master_of(request, pk)
    if not masters.may_extract(version):
        raise Http404
    snapshot, named = papers.stored(version), people.of(version)
    form = ExtractForm(
        parts.points(snapshot),
        named,
        parts.lines(snapshot),
        request.POST if request.method == "POST" else None,
        initial={"kept_at": kept_at(case)},
    )
    missing = snapshot["template"] in people.OF_MANY and not named
    if form.is_bound and not missing and form.is_valid():
        wanted = _wanted(version, form, request)
        if wanted is not None:
            return order(request, wanted, form.asked(), person(request))
    context = {
        "case": case,
        "version": version,
        "form": form,
        "heading": _("Extract"),
        "about": _("It holds the chosen points and what is said of one person, and nothing else."),
        "verb": _("Make the extract"),
        "refused": _("The people of this order cannot be told apart by the programme.") if missing else "",
    }
    return render(request, "derived/form.html", context, status=MEND if form.is_bound else 200)


def _wanted(version: Version, form: ExtractForm, request: HttpRequest) -> Wanted | None:
    """The extract as it will stand; None when a chosen part names somebody else, and the form says so."""
    snapshot, about = papers.stored(version), form.chosen_person()
    points, lines = form.chosen_points(), form.chosen_lines()
    shown = parts.table(snapshot, lines) if lines else None
    if about is not None:
        points, shown = parts.cut(points, about), parts.row_table(about)
        try:
            parts.refuse_others(points, shown, about, [each for each in form.people if each is not about])
        except NamesOthers:
            form.add_error("points", _("A chosen point names other people: leave it out."))
            return None
    made = papers.extract(version, points, shown, about, form.asked(), person(request))
    return Wanted(
        what=Kind.EXTRACT,
        series=SERIES,
        kind="extract",
        snapshot=made,
        case_number=made["data"]["case_number"],
        source=version,
    )
