"""Pages of personal files: search, one file, entering, picking contents, and the package for the archive."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import incoming, making
from documents.filenames import clean
from documents.pdf import PaperTooLarge
from documents.views import as_download
from organisation import profile
from records.models import Consent, Student
from storage import blobs
from workflows.cases.finding import person
from workflows.students import content, entering, finding, package, picking, rights, watching
from workflows.students.forms import AchievementForm, ConsentForm, FindForm, PickForm, ResultForm

ROWS = 50
MEND = 422
READ_AND_SEND = ["GET", "HEAD", "POST"]


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form is bound to: nothing unless something was sent."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


@require_safe
def students(request: HttpRequest) -> HttpResponse:
    """The list; a form with an error shows nothing rather than everything."""
    form = FindForm(request.GET or None, auto_id="find-%s")
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = finding.found(wanted.get("q", ""), wanted.get("group", ""), left=wanted.get("left", False))
    if form.is_bound and not form.is_valid():
        found = found.none()
    page = Paginator(found.select_related("programme"), ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "students/list.html",
        {
            "form": form,
            "page": page,
            "may_import": rights.may_import(person(request)),
            "controls": rights.controls(person(request)),
        },
    )


@require_safe
def student(request: HttpRequest, pk: int) -> HttpResponse:
    """One page with everything of one student that this person may see."""
    user = person(request)
    file = content.gather(get_object_or_404(Student.objects.select_related("programme"), pk=pk), user)
    watching.looked(file.student, user)
    ours = profile.current()
    context = {
        "file": file,
        "student": file.student,
        "kinds": content.kind_titles(),
        "data_ground": ours.data_ground,
        "sees_conditions": rights.sees_conditions(user),
        "watches": rights.watches(user),
        "may_write": rights.may_write(user),
        "keeps_consents": rights.keeps_consents(user),
        "may_pack": rights.may_pack(user),
    }
    return render(request, "students/file.html", context)


@require_http_methods(READ_AND_SEND)
def achievement(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an achievement."""
    whose = get_object_or_404(Student, pk=pk)
    form = AchievementForm(*sent(request), ours=profile.current(), user=person(request))
    if request.method == "POST" and kept_with_file(
        form, partial(entering.add_achievement, whose, person(request))
    ):
        messages.success(request, _("The achievement is recorded."))
        return redirect("student", pk=pk)
    return entry_page(request, form, whose, _("New achievement"))


@require_http_methods(READ_AND_SEND)
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a result."""
    whose = get_object_or_404(Student, pk=pk)
    form = ResultForm(*sent(request), student=whose, ours=profile.current(), user=person(request))
    if request.method == "POST" and form.is_valid():
        entering.add_result(whose, person(request), form.cleaned_data)
        messages.success(request, _("The result is recorded."))
        return redirect("student", pk=pk)
    return entry_page(request, form, whose, _("New result"))


@require_http_methods(READ_AND_SEND)
def consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a consent."""
    whose = get_object_or_404(Student, pk=pk)
    form = ConsentForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("purpose", "document")}
        entering.add_consent(whose, person(request), {**given, "given_on": form.cleaned_data["on"]})
        messages.success(request, _("The consent is recorded."))
        return redirect("student", pk=pk)
    return entry_page(request, form, whose, _("New consent"))


@require_POST
def withdrawal(request: HttpRequest, pk: int, key: int) -> HttpResponse:
    """A consent is withdrawn from today on."""
    found = get_object_or_404(Consent, pk=key, student=pk)
    entering.withdraw_consent(found, person(request), timezone.localdate())
    messages.success(request, _("The consent is withdrawn from today on."))
    return redirect("student", pk=pk)


def kept_with_file(form: forms.Form, keep: Callable[[dict[str, Any], Any], object]) -> bool:
    """Keep what a form says, and its file; False with the error beside when either is not taken."""
    if not form.is_valid():
        return False
    given = {name: value for name, value in form.cleaned_data.items() if name != "file"}
    try:
        keep(given, form.cleaned_data["file"])
    except incoming.Refused as error:
        form.add_error("file", str(error))
        return False
    return True


def entry_page(request: HttpRequest, form: forms.Form, whose: Student, title: str) -> HttpResponse:
    """A form about a student; with errors what was typed stays."""
    context: dict[str, Any] = {"form": form, "student": whose, "title": title}
    return render(request, "students/entry.html", context, status=MEND if form.errors else 200)


@require_http_methods(READ_AND_SEND)
def pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose contents of the file and get them as a paper."""
    user = person(request)
    file = content.gather(get_object_or_404(Student, pk=pk), user)
    form = PickForm(*sent(request), parts=picking.parts(file))
    if request.method == "POST" and form.is_valid():
        try:
            made = picking.paper(file, form.cleaned_data["parts"], user)
            return as_download(made, clean(f"Личное дело, {file.student.short}.pdf"), making.PDF)
        except PaperTooLarge:
            form.add_error("parts", _("That is too much for one paper. Choose fewer parts."))
    context = {"form": form, "student": file.student}
    return render(request, "students/pick.html", context, status=MEND if form.errors else 200)


@require_POST
def whole(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole file as one package, for the archive."""
    user = person(request)
    if not rights.may_pack(user):
        raise Http404
    file = content.gather(get_object_or_404(Student, pk=pk), user)
    try:
        made = package.build(file, user)
    except (blobs.BlobMissing, blobs.BlobDamaged):
        messages.error(
            request, _("A paper of this file is missing or damaged in the store. Tell the administrator.")
        )
        return redirect("student", pk=pk)
    return as_download(made, clean(f"Личное дело {file.student.file_number or pk}.zip"), "application/zip")
