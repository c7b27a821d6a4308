"""Reports on results and rewards: as a page, a spreadsheet and a paper, all from the same counts. For staff only."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from documents import lists, making
from documents.filenames import clean
from documents.pdf import PaperTooLarge
from documents.views import as_download
from organisation import profile
from records import reports
from records.marks import Scale, scale
from records.models import Programme, Student
from workflows.cases.finding import person
from workflows.students import report_tables
from workflows.students.forms import DAY
from workflows.students.trend import trend

SCHOOL_YEAR_STARTS = 9


class ReportForm(forms.Form):
    """Whose results, and of which days. Everything may stay empty: then the whole school in this school year."""

    group = forms.CharField(label=gettext_lazy("Class or group"), required=False, max_length=60)
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Programme"),
        required=False,
        queryset=Programme.objects.all(),
        empty_label=gettext_lazy("all"),
    )
    since = forms.DateField(label=gettext_lazy("From"), required=False, widget=DAY)
    until = forms.DateField(label=gettext_lazy("until"), required=False, widget=DAY)
    student = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The first day comes before the last."""
        given = super().clean() or self.cleaned_data
        if given.get("since") and given.get("until") and given["since"] > given["until"]:
            self.add_error("until", _("The last day lies before the first."))
        return given

    def scope(self) -> reports.Scope:
        """What was asked for; the school year up to today where no days were named."""
        given, today = self.cleaned_data, timezone.localdate()
        programme = given.get("programme")
        return reports.Scope(
            since=given.get("since") or year_start(given.get("until") or today),
            until=given.get("until") or today,
            group=given.get("group") or "",
            student=given.get("student"),
            programme=programme.pk if programme else None,
        )


def year_start(day: date) -> date:
    """The first of September of the school year that a day belongs to."""
    return date(day.year if day.month >= SCHOOL_YEAR_STARTS else day.year - 1, SCHOOL_YEAR_STARTS, 1)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The report on a page; a form with an error shows nothing rather than everything."""
    form = ReportForm(request.GET, auto_id="report-%s")
    context: dict[str, Any] = {"form": form, "query": request.GET.urlencode()}
    if form.is_valid():
        marks, scope = _scale(), form.scope()
        report = reports.report(scope, marks)
        context |= {
            "report": report,
            "scope": scope,
            "trend": trend(report.months, marks),
            "subject": subject(scope),
        }
    return render(request, "students/report.html", context)


@require_safe
def spreadsheet(request: HttpRequest) -> HttpResponse:
    """The same as XLSX."""
    form = ReportForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('reports')}?{request.GET.urlencode()}")
    scope = form.scope()
    made = lists.workbook(report_tables.tables(reports.report(scope, _scale())))
    return as_download(made, clean(f"Успеваемость, {subject(scope)}.xlsx"), lists.XLSX)


@require_safe
def paper(request: HttpRequest) -> HttpResponse:
    """The same as a paper; a list that is too long for one says so on the page."""
    form = ReportForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('reports')}?{request.GET.urlencode()}")
    scope = form.scope()
    about = [f"{subject(scope)}. С {scope.since:%d.%m.%Y} по {scope.until:%d.%m.%Y}."]
    tables = report_tables.tables(reports.report(scope, _scale()))
    snapshot = lists.snapshot(profile.current(), "Успеваемость и поощрения", about, tables, person(request))
    try:
        made = making.draw(snapshot).content
    except PaperTooLarge:
        form.add_error(None, _("That is too long for a paper. Choose a class, or take the spreadsheet."))
        context = {"form": form, "query": request.GET.urlencode()}
        return render(request, "students/report.html", context, status=422)
    return as_download(made, clean(f"Успеваемость, {subject(scope)}.pdf"), making.PDF)


def subject(scope: reports.Scope) -> str:
    """Whose report it is, in words that stand on the paper."""
    student = Student.objects.filter(pk=scope.student).first() if scope.student else None
    programme = Programme.objects.filter(pk=scope.programme).first() if scope.programme else None
    whose = student.short if student else scope.group or "Вся школа"
    return f"{whose}, {programme.title}" if programme else whose


def _scale() -> Scale:
    return scale(profile.current().grades)
