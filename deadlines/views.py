"""Pages of the production calendar, for the office and the administrator (config/access.py)."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from deadlines import calendar
from deadlines.calendar_file import CalendarFile, Row, RowError
from deadlines.changes import changes
from deadlines.forms import ConfirmForm, FileForm, LoadForm
from deadlines.models import CalendarYear
from deadlines.words import FAULTS, kind


@dataclass(frozen=True)
class Line:
    """A line of the preview: a day that can be used, or the text of one that cannot, with the reason."""

    number: int
    date: datetime.date | None = None
    kind: str = ""
    moved_from: datetime.date | None = None
    text: str = ""
    error: str = ""


NEXT_YEAR_FROM_MONTH = 10  # the act for next year is usually out by then


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """All years with their sources, and whether next year's calendar should be looked for."""
    listed = CalendarYear.objects.all()
    today = timezone.localdate()
    known = {each.year for each in listed}
    needed = [today.year] if today.month < NEXT_YEAR_FROM_MONTH else [today.year, today.year + 1]
    missing = [year for year in needed if year not in known]
    return render(request, "deadlines/years.html", {"years": listed, "missing": missing})


@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest, number: int) -> HttpResponse:
    """One year day by day; posting the name of a second source confirms it."""
    entry = get_object_or_404(CalendarYear, year=number)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        calendar.confirm(number, request.user.pk, form.cleaned_data["second_source"])
        messages.success(request, _("The calendar of %(year)d is confirmed.") % {"year": number})
        return redirect("deadlines:year", number)
    days = [(day, kind(day.kind, day.date)) for day in entry.days.all()]
    return render(request, "deadlines/year.html", {"year": entry, "days": days, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponse:
    """Choose a file, see what it says and changes, then load it; nothing is stored before that."""
    if request.method != "POST":
        return render(request, "deadlines/load.html", {"form": FileForm()})
    if "text" in request.POST:
        return _load_shown(request)
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "deadlines/load.html", {"form": form})
    return render(
        request, "deadlines/preview.html", _preview(form.read, form.text, form.cleaned_data["source"])
    )


def _load_shown(request: HttpRequest) -> HttpResponse:
    form = LoadForm(request.POST)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        messages.error(request, said)
        return redirect("deadlines:load")
    file: CalendarFile = form.cleaned_data["text"]
    particulars = calendar.Particulars(source=form.cleaned_data["source"], loaded_by=request.user.pk)
    loaded = calendar.load(file, dict.fromkeys(file.years, particulars), replace=True)
    changed = [*loaded.added, *loaded.replaced]
    if not changed:
        messages.info(request, _("The calendar already says the same. Nothing was changed."))
        return redirect("deadlines:years")
    messages.success(request, _("Loaded. Compare the days with a second source and confirm the year."))
    return redirect("deadlines:year", min(changed))


def _preview(file: CalendarFile, text: str, source: str) -> dict[str, Any]:
    """Rows and errors in the order of their lines; the form that loads them only when nothing is wrong."""
    lines = sorted([*map(_shown, file.rows), *map(_wrong, file.errors)], key=lambda line: line.number)
    return {
        "lines": lines,
        "errors": len(file.errors),
        "changes": changes(file),
        "form": None if file.errors else LoadForm(initial={"text": text, "source": source}),
        "source": source,
    }


def _shown(row: Row) -> Line:
    listed = row.listed
    return Line(row.line, date=listed.date, kind=kind(listed.kind, listed.date), moved_from=listed.moved_from)


def _wrong(error: RowError) -> Line:
    return Line(error.line, text=error.text, error=str(FAULTS[error.fault]))
