"""Finding scans and papers by the words on their pages, by student, kind and date."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.models import Carrier
from documents.finding import index
from documents.finding.excerpts import excerpt
from documents.models import Page
from organisation import profile
from organisation.models import User
from workflows import catalogue
from workflows.cases.finding import person
from workflows.cases.models import Case
from workflows.students import finding

ROWS = 20
CARRIERS = "carrier"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Question(forms.Form):
    """What to look for. Every field may stay empty, but not all of them."""

    q = forms.CharField(
        label=_("Words on the page"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    student = forms.CharField(label=_("Student"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    since = forms.DateField(label=_("Made from"), required=False, widget=DAY)
    until = forms.DateField(label=_("until"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.kind, each.title) for each in catalogue.descriptions()]
        self.fields["kind"].choices = [("", _("any")), (CARRIERS, _("scans of carriers")), *kinds]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Hit:
    """A page that was found, where it belongs, and the place on it."""

    page: Page
    carrier: Carrier | None
    excerpt: list[tuple[str, bool]]


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The pages that hold every word, the newest document first; nothing before something was asked."""
    form = Question(request.GET or None, auto_id="find-%s")
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    asked = any(wanted.values())
    found = narrowed(readable(person(request)), wanted) if asked else Page.objects.none()
    ordered = found.select_related("version__document").order_by("-version_id", "number")
    page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "page": page,
        "hits": hits(page.object_list, wanted.get("q", "")),
    }
    return render(request, "workflows/pages.html", context)


def readable(user: User) -> QuerySet[Page]:
    """The pages of the cases and carriers that this person may see (config.access.reads_document)."""
    return Page.objects.filter(_of(Case.objects.visible_to(user), Carrier.objects.visible_to(user)))


def narrowed(found: QuerySet[Page], wanted: dict[str, Any]) -> QuerySet[Page]:
    """The pages that fit all that was asked for; without words the first page of each document."""
    found = index.holding(found, wanted["q"]) if wanted["q"].strip() else found.filter(number=1)
    cases, carriers = Case.objects.all(), Carrier.objects.all()
    if wanted["student"].strip():
        students = finding.found(wanted["student"], "", left=True).values("pk")
        cases, carriers = cases.filter(student__in=students), carriers.filter(student__in=students)
    if wanted["kind"] == CARRIERS:
        cases = cases.none()
    elif wanted["kind"]:
        cases, carriers = cases.filter(kind=wanted["kind"]), carriers.none()
    if wanted["student"].strip() or wanted["kind"]:
        found = found.filter(_of(cases, carriers))
    zone = profile.current().tz
    if wanted["since"]:
        found = found.filter(version__made_at__gte=datetime.combine(wanted["since"], time.min, zone))
    if wanted["until"]:
        after = wanted["until"] + timedelta(days=1)
        found = found.filter(version__made_at__lt=datetime.combine(after, time.min, zone))
    return found


def hits(found: Any, words: str) -> list[Hit]:
    """The rows of the list; one query for the carriers of all of them."""
    rows = list(found)
    documents = {each.version.document_id for each in rows if not each.version.document.case_number}
    carriers = Carrier.objects.filter(clean_copy__document__in=documents).select_related("clean_copy")
    of = {each.clean_copy.document_id: each for each in carriers if each.clean_copy}
    return [Hit(each, of.get(each.version.document_id), excerpt(each.text, words)) for each in rows]


def _of(cases: Any, carriers: Any) -> Q:
    """Pages of documents of these cases, or of clean copies of these carriers."""
    return Q(version__document__case_number__in=cases.values("number")) | Q(
        version__document__in=carriers.exclude(clean_copy=None).values("clean_copy__document")
    )
