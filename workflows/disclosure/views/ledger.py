"""The ledger of disclosures: searched, narrowed to any period, taken away as a table."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from documents import lists
from documents.views import as_download
from organisation.profile import current
from organisation.roles import Role
from workflows.cases.finding import person
from workflows.disclosure.forms.request import day
from workflows.disclosure.ledger_model import LedgerEntry, LedgerQuerySet
from workflows.disclosure.wording import CAPACITIES

if TYPE_CHECKING:
    Pages = Page[LedgerEntry]

ROWS = 100
TAKEN = 20_000
HEADINGS = (
    _("Number"),
    _("When"),
    _("Case"),
    _("Whose record"),
    _("To whom"),
    _("In which capacity"),
    _("How identified"),
    _("By which right"),
    _("What"),
    _("Decision"),
    _("How"),
    _("Officer"),
    _("Hash of the content"),
)


class Filter(forms.Form):
    """Which rows to show. Every field may stay empty."""

    q = forms.CharField(
        label=_("Name, case or ground"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    since = day(_("From"))
    until = day(_("until"))
    decision = forms.ChoiceField(
        label=_("Decision"), required=False, choices=[("", _("any")), *LedgerEntry.Decision.choices]
    )


@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """The rows, newest first."""
    form = Filter(request.GET, auto_id="filter-%s")
    page: Pages = Paginator(found(request, form), ROWS).get_page(request.GET.get("page"))
    query = urlencode({key: value for key, value in request.GET.items() if key != "page"})
    office = person(request).has_role(Role.OFFICE)
    context = {"form": form, "page": page, "rows": page.object_list, "query": query, "office": office}
    return render(request, "disclosure/ledger.html", context, status=422 if form.errors else 200)


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The same rows as a table file."""
    form = Filter(request.GET)
    if not form.is_valid():
        raise Http404
    rows = [cells(each) for each in found(request, form)[:TAKEN]]
    title = "Журнал выдач"
    table = lists.Table(title, [lists.Column(str(each)) for each in HEADINGS], rows)
    return as_download(lists.workbook([table]), f"{title}.xlsx", lists.XLSX)


def found(request: HttpRequest, form: Filter) -> LedgerQuerySet:
    """The rows that fit; none while a field has an error."""
    rows = LedgerEntry.objects.visible_to(person(request)).select_related("case", "officer")
    if not form.is_valid():
        return rows.none()
    given, zone = form.cleaned_data, current().tz
    if given["since"]:
        rows = rows.filter(at__gte=datetime.combine(given["since"], time.min, zone))
    if given["until"]:
        rows = rows.filter(at__lt=datetime.combine(given["until"] + timedelta(days=1), time.min, zone))
    if given["decision"]:
        rows = rows.filter(decision=given["decision"])
    return rows.filter(_said(given["q"].strip())) if given["q"].strip() else rows


def _said(words: str) -> Q:
    """Where the words may stand; SQLite folds no Cyrillic, hence both spellings."""
    fields = ("student", "who", "ground", "scope", "case__number", "number")
    spellings = {words, words.lower(), words[:1].upper() + words[1:].lower()}
    said = Q()
    for name in fields:
        for spelt in spellings:
            said |= Q(**{f"{name}__icontains": spelt})
    return said


def cells(each: LedgerEntry) -> list[Any]:
    """A row of the table file."""
    return [
        each.number,
        localtime(each.at, current().tz).replace(tzinfo=None),
        each.case.number,
        each.student,
        each.who,
        CAPACITIES.get(each.capacity, each.capacity),
        each.identified,
        each.ground,
        each.scope,
        each.get_decision_display(),
        each.channel,
        each.officer.display_name if each.officer else "",
        each.content_sha256,
    ]
