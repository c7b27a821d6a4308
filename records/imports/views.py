"""Pages of imports: the file, its columns, what it would do, how far it is. Long work is done by the beat, not here."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisation.models import User
from records.imports import running, words
from records.imports.forms import ColumnsForm, ConfirmForm, FileForm
from records.imports.kinds import KINDS
from records.models import ImportRun
from storage import blobs

MEND = 422
ROWS = 30
READ_AND_SEND = ["GET", "HEAD", "POST"]
Status = ImportRun.Status
SAMPLE = 3


@require_http_methods(READ_AND_SEND)
def imports(request: HttpRequest) -> HttpResponse:
    """Choose a file; below, what was imported before."""
    sent = request.method == "POST"
    form = FileForm(request.POST if sent else None, request.FILES if sent else None)
    if sent and form.is_valid():
        given = form.cleaned_data
        run = running.start(given["kind"], given["file"], form.file_name, form.options(), _person(request))
        return redirect("import_run", pk=run.pk)
    page = Paginator(ImportRun.objects.select_related("author"), ROWS).get_page(request.GET.get("page"))
    rows = [(run, KINDS[run.kind].title) for run in page.object_list]
    context = {"form": form, "rows": rows, "page": page, "kinds": KINDS.values()}
    return render(request, "records/imports.html", context, status=MEND if form.errors else 200)


@require_http_methods(READ_AND_SEND)
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One import at the step where it stands; posting at the step of columns goes on with it."""
    found = get_object_or_404(ImportRun.objects.select_related("author"), pk=pk)
    if found.status == Status.MAPPING or "columns" in request.GET and found.status == Status.PREVIEW:
        return _columns(request, found)
    return _shown(request, found)


def _columns(request: HttpRequest, found: ImportRun) -> HttpResponse:
    table, head = running.looked_at(found)
    if head is None:
        raise Http404
    kind, sample = KINDS[found.kind], table[head.first_row : head.first_row + SAMPLE]
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        head=head,
        sample=sample,
        initial=found.columns,
    )
    if request.method == "POST" and form.is_valid():
        running.columns_are(found, form.columns(), _person(request))
        _at_once(found, len(table))
        return redirect("import_run", pk=found.pk)
    context = {"run": found, "kind": kind, "form": form, "titles": head.titles, "sample": sample}
    return render(request, "records/import_columns.html", context, status=MEND if form.errors else 200)


def _at_once(found: ImportRun, peeked: int) -> None:
    """A list that was seen whole at the first look is short: nobody waits for the beat."""
    if peeked < running.SHORT_PEEK:
        running.work(found.pk)


def _shown(request: HttpRequest, found: ImportRun, form: ConfirmForm | None = None) -> HttpResponse:
    errors = found.counts.get("errors", 0)
    context: dict[str, Any] = {
        "run": found,
        "kind": KINDS[found.kind],
        "report": _report(found),
        "problem": words.FILE_FAULTS.get(found.problem, ""),
        "working": found.status in ImportRun.WORKING,
        "changes": found.counts.get("joined", 0)
        + found.counts.get("changed", 0)
        + found.counts.get("left", 0),
        "form": form or ConfirmForm(initial={"plan": found.plan_sha256}, errors_in_file=errors),
    }
    return render(request, "records/import_run.html", context, status=MEND if form else 200)


def _report(found: ImportRun) -> dict[str, Any]:
    """The report with fields and faults in words."""
    if not found.report_sha256:
        return {}
    report: dict[str, Any] = json.loads(blobs.get(found.report_sha256))
    titles = {each.code: str(each.title) for each in KINDS[found.kind].fields} | words.FIELD_WORDS
    report["changed"] = [
        (row, who, [(titles.get(name, name), old, new) for name, old, new in differences])
        for row, who, differences in report["changed"]
    ]
    report["faults"] = [
        (row, titles.get(column, column), words.fault(code, value))
        for row, column, code, value in report["faults"]
    ]
    return report


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over exactly what was shown."""
    found = get_object_or_404(ImportRun, pk=pk)
    form = ConfirmForm(request.POST, errors_in_file=found.counts.get("errors", 0))
    if not form.is_valid():
        return _shown(request, found, form)
    try:
        running.confirm(found, form.cleaned_data["plan"])
    except running.NotThisStep:
        messages.error(request, _("Meanwhile the list has changed or was taken over. Look at it once more."))
        return redirect("import_run", pk=pk)
    if found.total_rows <= running.SHORT:
        running.work(pk)
    return redirect("import_run", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not take it over."""
    found = get_object_or_404(ImportRun, pk=pk)
    try:
        running.drop(found)
    except running.NotThisStep:
        messages.error(request, _("This list can no longer be dropped."))
    return redirect("import_run", pk=pk)


def _person(request: HttpRequest) -> User:
    """The access table lets nobody else come here."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
