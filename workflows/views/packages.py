"""Packages for an archive, asked for and taken (config/access.py says by whom). They are made by workers."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from archive.models import Package
from journal.models import Link
from organisation import profile
from records.models import Student
from workflows import packing
from workflows.cases.finding import person
from workflows.students import rights, watching

SHOWN = 50
MEND = 422


class YearForm(forms.Form):
    """A calendar year of which the journal tells, the last one first."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        told = Link.objects.values_list("year", flat=True).distinct()
        years = {*told, timezone.localdate(timezone=profile.current().tz).year}
        self.fields["year"].choices = [(each, str(each)) for each in sorted(years, reverse=True)]  # type: ignore[attr-defined]


@require_safe
def packages(request: HttpRequest) -> HttpResponse:
    """What was asked for, and how it stands."""
    return _page(request, YearForm())


@require_POST
def package_new(request: HttpRequest) -> HttpResponse:
    """Ask for the package of a year, or of the student of a personal file."""
    user, student, form = person(request), None, YearForm(request.POST)
    if "student" in request.POST:
        key = request.POST["student"]
        student = get_object_or_404(Student, pk=int(key) if key.isdecimal() and len(key) < 10 else 0)
    elif not form.is_valid():
        return _page(request, form)
    try:
        asked = packing.ask(user, year=None if student else form.cleaned_data["year"], student=student)
    except packing.Unfit as error:
        return _refused(request, error)
    _told(request, new=asked)
    return redirect("packages")


@require_POST
def package_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Try once more what could not be made."""
    package = get_object_or_404(Package, pk=pk)
    try:
        _told(request, new=packing.again(package, person(request)))
    except packing.Unfit as error:
        return _refused(request, error)
    return redirect("packages")


@require_POST
def package_file(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """Take the file; the journal keeps it, and the personal file shows who opened it."""
    user, package = person(request), get_object_or_404(Package.objects.select_related("student"), pk=pk)
    try:
        file, name = packing.taken(package, user)
    except packing.Gone:
        messages.error(request, say("The file is not there. Ask for the package once more."))
        return redirect("packages")
    if package.student:
        watching.looked(package.student, user)
    answer = FileResponse(file, content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


def _told(request: HttpRequest, *, new: bool) -> None:
    if new:
        messages.success(request, say("The package is being made: this page shows when it is ready."))
    else:
        messages.info(request, say("This package is being made already."))


def _refused(request: HttpRequest, error: packing.Unfit) -> HttpResponse:
    return _page(request, YearForm(), problem=str(packing.WORDS[error.code]))


def _page(request: HttpRequest, form: YearForm, problem: str = "") -> HttpResponse:
    user = person(request)
    rows = Package.objects.select_related("student", "asked_by")[:SHOWN]
    wrong = bool(problem or form.errors)
    context = {
        "form": form,
        "problem": problem,
        "wrong": wrong,
        "may_pack": rights.may_pack(user),
        "rows": [(each, packing.WORDS.get(each.problem, ""), _until(each)) for each in rows],
        "kept_days": packing.KEPT.days,
    }
    return render(request, "archive/packages.html", context, status=MEND if wrong else 200)


def _until(package: Package) -> Any:
    return package.made_at + packing.KEPT if package.made_at else None
