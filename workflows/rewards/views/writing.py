"""Writing a nomination: what stands for all, students by list or class, one nominee's grounds and name."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from organisation import profile
from records.lookup import Found, by_pasted_list
from records.models import Student
from workflows.cases import answers, door
from workflows.cases.finding import find, person
from workflows.cases.forms import ActionForm, version_of
from workflows.rewards import intake, labels, papers
from workflows.rewards.description import REWARD
from workflows.rewards.forms.terms import EditForm, ListForm, NewForm, NomineeForm
from workflows.rewards.models import EDITABLE, RewardNomination

READ_AND_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(READ_AND_SEND)
def reward_new(request: HttpRequest) -> HttpResponse:
    """Begin a nomination; the students come on the next page."""
    if not profile.current().rewards.enabled:
        raise Http404
    form = NewForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            case = intake.nominate(person(request), form.cleaned_data, [])
        except door.Invalid as error:
            put(form, error.errors)
        else:
            return redirect("reward_students", number=case.number)
    return render(request, "rewards/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(READ_AND_SEND)
def reward_edit(request: HttpRequest, number: str) -> HttpResponse:
    """What stands for all students."""
    case, user = find(request, number, REWARD), person(request)
    editable(case, request)
    form = EditForm(request.POST if request.method == "POST" else None, case=case, actor=user)
    if form.is_bound and form.is_valid():
        answer = carried(request, case, form)
        if answer is not None:
            return answer
    status = 422 if form.is_bound else 200
    return render(request, "rewards/edit.html", {"case": case, "form": form}, status=status)


@require_http_methods(READ_AND_SEND)
def reward_students(request: HttpRequest, number: str) -> HttpResponse:
    """First the list is looked through: who is certain, who is meant among namesakes, who is unknown."""
    case = find(request, number, REWARD)
    editable(case, request)
    form = ListForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"case": case, "form": form, "present": present(case)}
    if not form.is_bound:
        return render(request, "rewards/students.html", context)
    if not form.is_valid():
        return render(request, "rewards/students.html", context, status=422)
    found = by_pasted_list(form.cleaned_data["names"])
    context |= {
        "checked": True,
        "lines": [line(n, each) for n, each in enumerate(found)],
        "members": members(form.cleaned_data["group"]),
        "unknown": sum(not each.students for each in found),
    }
    return render(request, "rewards/students.html", context)


def present(case: RewardNomination) -> set[int]:
    """Students who are in the nomination already."""
    return set(case.nominees.values_list("student_id", flat=True))


def line(n: int, found: Found) -> dict[str, Any]:
    """One line of a list: the student, or the namesakes among whom a person chooses."""
    return {"name": f"pick-{n}", "line": found.line, "students": found.students, "elsewhere": found.elsewhere}


def members(group: str) -> list[Student]:
    """Who studies in a class now."""
    return list(Student.objects.filter(group=group, left_on=None)) if group else []


@require_POST
def reward_add(request: HttpRequest, number: str) -> HttpResponse:
    """Take on whom the checked list names: fields «student» and «pick-…» hold keys of students."""
    case, user = find(request, number, REWARD), person(request)
    picked = [str(value) for name, value in request.POST.items() if name.startswith("pick-") and value]
    keys = [*map(str, request.POST.getlist("student")), *picked]
    wanted = [{"student": key} for key in dict.fromkeys(keys)]
    url = reverse("reward_case", args=[case.number])
    try:
        version = version_of(case, request.POST.get("version"))
        before = case.nominees.count()
        case = door.move(case, "nominate", user, version=version, nominees=wanted)
    except door.Invalid as error:
        messages.warning(request, " ".join(str(labels.error(code)) for code in error.errors.values()))
        return redirect("reward_students", number=number)
    except door.MoveRefused as error:
        return answers.refused(request, case, error, table=labels.STEPS, url=url)
    added = case.nominees.count() - before
    words = ngettext("%(count)d student added.", "%(count)d students added.", added)
    messages.success(request, words % {"count": added})
    return redirect("reward_case", number=number)


@require_POST
def reward_drop(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Take one student out of the nomination."""
    case = find(request, number, REWARD)
    try:
        version = version_of(case, request.POST.get("version"))
        door.move(case, "drop", person(request), version=version, nominees=[key])
    except door.Invalid:
        raise Http404 from None
    except door.MoveRefused as error:
        url = reverse("reward_case", args=[number])
        return answers.refused(request, case, error, table=labels.STEPS, url=url)
    return redirect("reward_case", number=number)


@require_http_methods(READ_AND_SEND)
def reward_nominee(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Grounds of one student, and how the name will be printed."""
    case, user = find(request, number, REWARD), person(request)
    nominee = case.nominees.select_related("student").filter(pk=key).first()
    if nominee is None or "amend" not in door.allowed(case, user):
        raise Http404
    options: dict[str, Any] = {"nominee": nominee, "editable": case.state in EDITABLE}
    form = NomineeForm(request.POST if request.method == "POST" else None, case=case, actor=user, **options)
    if form.is_bound and form.is_valid():
        answer = carried(request, case, form)
        if answer is not None:
            return answer
    kind = case.kind_in(profile.current())
    context = {
        "case": case,
        "nominee": nominee,
        "form": form,
        "in_order": papers.order_row(1, nominee, case, kind)["name"] if kind else "",
        "may_drop": case.state in EDITABLE,
    }
    return render(request, "rewards/nominee.html", context, status=422 if form.is_bound else 200)


def editable(case: RewardNomination, request: HttpRequest) -> None:
    """Http404 for a person, or in a state, that may not write."""
    if "edit" not in door.allowed(case, person(request)):
        raise Http404


def carried(request: HttpRequest, case: RewardNomination, form: ActionForm) -> HttpResponse | None:
    """The move of a page's own form; None when the form has errors to show."""
    user, version = person(request), form.cleaned_data["version"]
    try:
        door.move(case, form.action, user, version=version, **form.move_data())
    except door.Invalid as error:
        put(form, error.errors)
        return None
    except door.MoveRefused as error:
        url = reverse("reward_case", args=[case.number])
        return answers.refused(request, case, error, table=labels.STEPS, url=url, typed=form.typed())
    messages.success(request, _("Saved."))
    return redirect("reward_case", number=case.number)


def put(form: Form, errors: Mapping[str, Any]) -> None:
    """Errors of the door beside their fields."""
    for field, code in errors.items():
        form.add_error(field if field in form.fields else None, str(labels.error(code)))
