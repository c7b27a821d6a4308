"""Pages of the archive (config/access.py says for whom)."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from archive import carriers, doubts, journals, reading, scans, summary
from archive.forms import CarrierForm, DoubtForm, EndForm, MoveForm, ScansForm
from archive.models import Backup, BadFile, Carrier, CarrierQuerySet, Drill, HeadDoubt, Shelf
from documents.models import CleanCopy, Version
from documents.scanning import copies
from documents.scanning.words import WORDS
from organisation import profile
from organisation.models import User
from organisation.roles import Role

if TYPE_CHECKING:
    from django.core.paginator import Page

ROWS = 50
LAST = 10
JOURNALS = 40
KEEPERS = (Role.OFFICE, Role.ARCHIVIST)
DECIDERS = (Role.HEAD, Role.ARCHIVIST)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """How backups, drills and reading stand, and the carriers: kept, to be decided on, ended."""
    user, ours, now = _person(request), profile.current(), timezone.now()
    chosen = request.GET.get("list", "kept")
    words = request.GET.get("q", "").strip()[:200]
    found = _listed(chosen, Carrier.objects.visible_to(user).found(words), ours)
    page: Page[Carrier] = Paginator(found.select_related("student", "backup", "ended_by"), ROWS).get_page(
        request.GET.get("page")
    )
    state, sees = summary.standing(ours, now), user.has_role(Role.OFFICE, Role.HEAD, Role.ARCHIVIST)
    context = {
        "ours": ours,
        "state_look": summary.LOOKS[state.state],
        "state_words": summary.words(state, ours),
        "backups": Backup.objects.select_related("made_by")[:LAST],
        "drills": _drills(),
        "journals": [(each, each.versions.all()[0]) for each in journals.kept(JOURNALS)] if sees else [],
        "bad": BadFile.objects.bad()[:LAST],
        "doubts": HeadDoubt.objects.open(),
        "may_settle": user.has_role(Role.ARCHIVIST),
        "unread": reading.unread(now) if Shelf.objects.exists() else None,
        "list": chosen,
        "words": words,
        "page": page,
        "sees_carriers": sees,
        "sees_packages": user.has_role(Role.ARCHIVIST, Role.ADMINISTRATOR),
        "may_place": user.has_role(*KEEPERS),
        "may_end": user.has_role(*DECIDERS),
    }
    return render(request, "archive/archive.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def carrier_new(request: HttpRequest) -> HttpResponse:
    """Put a carrier into the archive."""
    user, ours = _person(request), profile.current()
    form = CarrierForm(
        ours, request.POST if request.method == "POST" else None, title=request.GET.get("title", "")
    )
    if request.method == "POST" and form.is_valid():
        try:
            placed = carriers.place(form.cleaned_data, ours, user)
        except carriers.NumberTaken:
            form.add_error("inventory_number", _("Another carrier has this inventory number."))
        else:
            messages.success(
                request,
                _("Recorded under the inventory number %(number)s.") % {"number": placed.inventory_number},
            )
            return redirect("archive")
    return render(request, "archive/carrier_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def carrier(request: HttpRequest, pk: int) -> HttpResponse:
    """A carrier and its scans in order; those who keep the archive add to them."""
    user = _person(request)
    shown = get_object_or_404(
        Carrier.objects.visible_to(user).select_related("student", "ended_by", "clean_copy__document"), pk=pk
    )
    sheets = list(shown.scans.select_related("document", "added_by").prefetch_related("document__versions"))
    may_add = user.has_role(*KEEPERS) and shown.ended_at is None
    if request.method == "POST" and not may_add:
        raise Http404
    if "again" in request.POST and shown.clean_copy is not None:
        copies.again(shown.clean_copy, user)
        return redirect("carrier", pk)
    if "move" in request.POST:
        return _moved(request, shown, MoveForm(len(sheets), request.POST))
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ScansForm(len(sheets), *given)
    if request.method == "POST" and form.is_valid():
        try:
            scans.add(shown, form.cleaned_data["scans"], form.cleaned_data["after"], user)
        except scans.NoLongerKept:
            messages.info(request, _("Somebody else decided on it first."))
        else:
            messages.success(request, _("The scans are in the archive."))
        return redirect("carrier", pk)
    context = {
        "carrier": shown,
        "sheets": [(each, each.document.versions.all()[0]) for each in sheets],
        "copy": shown.clean_copy,
        "copy_version": _last_version(shown.clean_copy),
        "copy_problem": WORDS.get(shown.clean_copy.problem, "") if shown.clean_copy else "",
        "form": form if may_add else None,
        "move_form": MoveForm(len(sheets)) if may_add and len(sheets) > 1 else None,
        "may_end": user.has_role(*DECIDERS) and shown.ended_at is None,
    }
    return render(request, "archive/carrier.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def carrier_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide that a carrier need not be kept any longer."""
    user, ours = _person(request), profile.current()
    seen = Carrier.objects.visible_to(user).kept().select_related("student")
    carrier = get_object_or_404(seen, pk=pk)
    form = EndForm(request.POST if request.method == "POST" else None)
    today = timezone.localdate(timezone=ours.tz)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            carriers.end(carrier, given["ending"], given["reason"], user, today)
        except carriers.TooEarly:
            form.add_error("ending", _("It has to be kept on and cannot be destroyed yet."))
        except carriers.AlreadyEnded:
            messages.info(request, _("Somebody else decided on it first."))
            return redirect("archive")
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("archive")
    context = {"form": form, "carrier": carrier, "must_stay": carriers.must_stay(carrier, today)}
    return render(request, "archive/carrier_end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def head_doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why the journal does not meet an earlier head; until then the board and /healthz tell of it."""
    doubt = get_object_or_404(HeadDoubt.objects.open(), pk=pk)
    form = DoubtForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            doubts.settle(doubt, form.cleaned_data["reason"], _person(request))
        except doubts.AlreadyOver:
            messages.info(request, _("Somebody else decided on it first."))
        else:
            messages.success(request, _("The decision is recorded."))
        return redirect("archive")
    context = {"doubt": doubt, "form": form}
    return render(request, "archive/head_doubt.html", context, status=422 if form.errors else 200)


def _listed(chosen: str, seen: CarrierQuerySet, ours: profile.Profile) -> CarrierQuerySet:
    if chosen == "decide":
        return seen.to_decide(timezone.localdate(timezone=ours.tz))
    return seen.exclude(ended_at=None) if chosen == "ended" else seen.kept()


def _moved(request: HttpRequest, carrier: Carrier, form: MoveForm) -> HttpResponse:
    """Only choices are sent: one that is not there any more changes nothing, and the page shows the order as it is."""
    if form.is_valid():
        try:
            scans.move(carrier, form.cleaned_data["sheet"], form.cleaned_data["behind"], _person(request))
        except scans.NoLongerKept:
            messages.info(request, _("Somebody else decided on it first."))
        else:
            messages.success(request, _("The sheets are in the new order."))
    return redirect("carrier", carrier.pk)


def _last_version(copy: CleanCopy | None) -> Version | None:
    """The clean PDF as it was last made."""
    return copy.document.versions.last() if copy is not None and copy.document is not None else None


def _drills() -> list[tuple[Drill, Version | None]]:
    """The last drills with the paper of each; it is missing while the paper is being made."""
    last = list(Drill.objects.select_related("entry")[:LAST])
    papers = {
        each.entry_id: each for each in Version.objects.filter(entry__in=[drill.entry_id for drill in last])
    }
    return [(each, papers.get(each.entry_id)) for each in last]


def _person(request: HttpRequest) -> User:
    """The member of staff; the access table lets nobody else come here."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
