"""The registers: every number of a series, the voided ones with their reasons; to search, to print, to take away."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

import journal
from documents import lists, making, numbering
from documents.models import Entry
from documents.registers import After, Wanted, afterwards, lines
from documents.views import as_download
from organisation import profile
from organisation.models import User
from organisation.roles import Role
from workflows.cases.finding import person
from workflows.cases.models import Case
from workflows.registers import Known, known, reason, snapshot

if TYPE_CHECKING:
    Pages = Page[Entry]

ROWS = 100
PRINTED = 250  # lines on one print; more take too long to lay out
TAKEN = 20_000  # lines of one table file
LOOKS = {Entry.Status.RESERVED: "queued", Entry.Status.ISSUED: "done", Entry.Status.VOIDED: "refused"}
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HEADINGS = (_("Number"), _("Date"), _("About"), _("Case"), _("Who"), _("State"), _("Reason"))


class Filter(forms.Form):
    """Which lines to show. Every field may stay empty."""

    register = forms.ChoiceField(label=_("Register"), required=False)
    q = forms.CharField(
        label=_("Number, case or name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("until"), required=False, widget=DAY)
    status = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *Entry.Status.choices]
    )

    def __init__(self, series: list[Known], data: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.series = {each.key: each for each in series}
        self.fields["register"].choices = [(each.key, each.title) for each in series]  # type: ignore[attr-defined]

    def chosen(self) -> Known | None:
        """The series asked for; without a question the first one."""
        key = self.data.get("register") or next(iter(self.series), "")
        return self.series.get(key)

    def wanted(self) -> Wanted | None:
        """What to look for; None when a field has an error: nothing is shown rather than everything."""
        chosen = self.chosen()
        if chosen is None or not self.is_valid():
            return None
        given = self.cleaned_data
        return Wanted(chosen.key, given["q"].strip(), given["since"], given["until"], given["status"])


class ExternalNumber(forms.Form):
    """A number that another system gave."""

    number = forms.CharField(
        label=_("Number"), max_length=100, help_text=_("As it stands in the other system.")
    )
    on = forms.DateField(label=_("Date"), widget=DAY)
    about = forms.CharField(label=_("Whom or what it is about"), max_length=300, required=False)
    case_number = forms.CharField(label=_("Case"), max_length=60, required=False)

    def clean_case_number(self) -> str:
        number: str = self.cleaned_data["case_number"]
        if number and not Case.objects.filter(number=number).exists():
            raise forms.ValidationError(_("There is no case of this number."))
        return number


@require_http_methods(["GET", "POST"])
def registers(request: HttpRequest) -> HttpResponse:
    """One series, newest number first. POST enters a number of an external series, and only the office may."""
    user, form = person(request), _filter(request)
    chosen = form.chosen()
    may_add = chosen is not None and chosen.external and user.has_role(Role.OFFICE)
    if request.method == "POST" and not may_add:
        raise Http404
    adding = ExternalNumber(request.POST or None, initial={"on": _today()}) if may_add else None
    if (
        chosen
        and adding
        and request.method == "POST"
        and adding.is_valid()
        and _add(chosen.key, adding, user)
    ):
        return redirect(f"{reverse('registers')}?{urlencode({'register': chosen.key})}")
    wanted = form.wanted()
    found = _found(wanted)
    page: Pages = Paginator(found.order_by("-pk"), ROWS).get_page(request.GET.get("page"))
    lines_here = list(page.object_list)
    after = afterwards(lines_here)
    rows = [(each, _look(each, after), reason(each, after)) for each in lines_here]
    context = {
        "form": form,
        "chosen": chosen,
        "page": page,
        "rows": rows,
        "adding": adding,
        "parts": _parts(page.paginator.count),
        "too_many": page.paginator.count > TAKEN,
        "query": urlencode({key: value for key, value in request.GET.items() if key not in ("page", "part")}),
    }
    wrong = form.errors or (adding and adding.errors)
    return render(request, "workflows/registers.html", context, status=422 if wrong else 200)


@require_safe
def register_print(request: HttpRequest) -> HttpResponse:
    """The lines that fit as PDF, a part of PRINTED lines: ?part= chooses which."""
    user, form = person(request), _filter(request)
    chosen, wanted = form.chosen(), form.wanted()
    part = request.GET.get("part", "1")
    if chosen is None or wanted is None or not part.isdecimal() or not 0 < int(part) < 10_000:
        raise Http404
    first = (int(part) - 1) * PRINTED
    found = list(_found(wanted)[first : first + PRINTED])
    paper = snapshot(str(chosen.title), wanted, found, profile.current(), user.display_name, timezone.now())
    return as_download(making.draw(paper).content, making.file_name(paper), making.PDF)


@require_safe
def register_sheet(request: HttpRequest) -> HttpResponse:
    """The lines that fit as a table file."""
    form = _filter(request)
    chosen, wanted = form.chosen(), form.wanted()
    if chosen is None or wanted is None:
        raise Http404
    title, found = str(chosen.title), list(_found(wanted)[:TAKEN])
    after = afterwards(found)
    columns = [lists.Column(str(each)) for each in HEADINGS]
    content = lists.workbook([lists.Table(title, columns, [_cells(entry, after) for entry in found])])
    return as_download(content, f"{title}.xlsx", lists.XLSX)


def _filter(request: HttpRequest) -> Filter:
    return Filter(known(profile.current()), request.GET)


def _found(wanted: Wanted | None) -> QuerySet[Entry]:
    found = lines(wanted) if wanted else Entry.objects.none()
    return found.select_related("actor").defer("snapshot")


def _look(entry: Entry, after: Mapping[int, After]) -> str:
    revoked = entry.pk in after and after[entry.pk].revoked
    return "refused" if revoked else LOOKS[Entry.Status(entry.status)]


def _cells(entry: Entry, after: Mapping[int, After]) -> tuple[str | date, ...]:
    who = entry.actor.initials if entry.actor else ""
    state = str(entry.get_status_display())
    return (entry.number, entry.date, entry.about, entry.case_number, who, state, reason(entry, after))


def _parts(count: int) -> list[tuple[int, int, int]]:
    """(part, first line, last line) of every print; only one print when all fits on it."""
    firsts = range(1, min(count, TAKEN) + 1, PRINTED)
    return [(part, first, min(first + PRINTED - 1, count)) for part, first in enumerate(firsts, start=1)]


def _today() -> date:
    return timezone.localdate(timezone=profile.current().tz)


def _add(key: str, form: ExternalNumber, user: User) -> bool:
    """Enter the number; False when it stands already, and the form then names the line that has it."""
    given = form.cleaned_data
    try:
        with transaction.atomic():
            entry = numbering.register_external(
                key,
                given["number"],
                profile.current().series[key],
                on=given["on"],
                case_number=given["case_number"],
                kind="external",
                actor_id=user.pk,
                snapshot={"about": given["about"]},
            )
            numbering.issue(entry, "")
            told = {"register": key, "case": given["case_number"]}
            journal.append("number", entry.number, told, user, rows=[entry])
    except numbering.DuplicateNumber as error:
        form.add_error("number", _taken(error.entry))
        return False
    return True


def _taken(entry: Entry) -> str:
    words = {
        "number": entry.number,
        "day": f"{entry.date:%d.%m.%Y}",
        "about": entry.about or entry.case_number,
    }
    if words["about"]:
        return say("%(number)s of %(day)s is in the register already: %(about)s.") % words
    return say("%(number)s of %(day)s is in the register already.") % words
