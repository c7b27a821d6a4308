"""All cases: search by number, surname or words of a title, filters, pages; and the way to one case."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from records.models import Student, fold
from workflows import catalogue
from workflows.cases.finding import person
from workflows.cases.models import Case, CaseQuerySet
from workflows.cases.timing import Timing

ROWS = 50
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Filter(forms.Form):
    """What to show. Every field may stay empty."""

    q = forms.CharField(
        label=_("Number, surname or words of a title"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    since = forms.DateField(label=_("Arrived from"), required=False, widget=DAY)
    until = forms.DateField(label=_("until"), required=False, widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = catalogue.descriptions()
        kinds = [("", _("any")), *((each.kind, each.title) for each in every)]
        states = {code: words for each in reversed(every) for code, words in each.states.choices}
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["state"].choices = [("", _("any")), ("open", _("all open")), *states.items()]  # type: ignore[attr-defined]  # same


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The list; a form with an error shows nothing rather than everything."""
    user, timing = person(request), Timing.read()
    form = Filter(request.GET or None, auto_id="filter-%s")
    seen = Case.objects.visible_to(user)
    if form.is_bound:
        seen = narrowed(seen, form.cleaned_data, timing) if form.is_valid() else seen.none()
    ordered = seen.select_related("student", "next_person").order_by("-pk")
    page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    rows = [(each, catalogue.description(each.kind).states(each.state).label) for each in page.object_list]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "workflows/cases.html", context)


def narrowed(seen: CaseQuerySet, wanted: dict[str, Any], timing: Timing) -> CaseQuerySet:
    """The cases that fit all that was asked for."""
    if wanted["q"].strip():
        seen = seen.filter(matching(wanted["q"].strip()))
    if wanted["kind"]:
        seen = seen.filter(kind=wanted["kind"])
    if wanted["state"] == "open":
        seen = seen.open()
    elif wanted["state"]:
        seen = seen.filter(state=wanted["state"])
    zone = timing.ours.tz
    if wanted["since"]:
        seen = seen.filter(received_at__gte=_midnight(wanted["since"], zone))
    if wanted["until"]:
        seen = seen.filter(received_at__lt=_midnight(date.fromordinal(wanted["until"].toordinal() + 1), zone))
    return seen


def matching(words: str) -> Q:
    """Number, or the student's surname, or the name as written, or words of a claimed course."""
    first = words.split()[0]
    students = Student.objects.filter(search_last__startswith=fold(first)).values("pk")
    found = Q(number__startswith=words) | Q(student_id__in=students)
    found |= Q(student=None, student_written__icontains=words) | Q(
        student=None, student_written__contains=first.title()
    )
    if len(words) > 2:
        for workflow in catalogue.CATALOGUE:
            found |= Q(pk__in=catalogue.listing(workflow.kind).matching(words).values("pk"))
    return found


def _midnight(day: date, zone: Any) -> Any:
    return datetime.combine(day, time.min, tzinfo=zone)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The field of the top bar: a whole number leads straight to its case, everything else to the list."""
    words = request.GET.get("q", "").strip()
    exact = Case.objects.visible_to(person(request)).filter(number=words).first() if words else None
    if exact is not None:
        return redirect("case", number=exact.number)
    address = reverse("cases")
    return redirect(f"{address}?{urlencode({'q': words})}" if words else address)


@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Lead to the page of the case's own kind."""
    found = Case.objects.visible_to(person(request)).filter(number=number).first()
    if found is None:
        raise Http404
    return redirect(f"{found.kind}_case", number=number)
