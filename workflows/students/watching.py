"""Who opened a personal file, and what the staff entered: pages for those who answer for it."""

from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from organisation.models import User
from records import control
from records.models import FileLook, Student
from workflows.students.report_views import ReportForm

ROWS = 100
MEND = 422


def looked(student: Student, who: User) -> None:
    """Keep that this person opened the file."""
    FileLook.objects.create(student=student, who=who)


@require_safe
def looks(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opened the file of a student, newest first."""
    student = get_object_or_404(Student, pk=pk)
    page = Paginator(student.looks.select_related("who"), ROWS).get_page(request.GET.get("page"))
    return render(request, "students/looks.html", {"student": student, "page": page})


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """What was entered in a period, by whom, and which results are missing."""
    form = ReportForm(request.GET or {"group": ""})
    if not form.is_valid():
        return render(request, "students/entries.html", {"form": form}, status=MEND)
    scope = form.scope()
    rows = control.entered(scope)
    people = get_user_model().objects.in_bulk([each.author for each in rows if each.author])
    context = {
        "form": form,
        "scope": scope,
        "entered": [(people.get(each.author), each) for each in rows],
        "lacking": control.lacking(scope),
    }
    return render(request, "students/entries.html", context)
