"""One issued paper: its versions; correcting it, with a look at the new version before it leaves; revoking it."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from documents import correctable, in_force, making
from documents.models import Document, Version
from workflows import catalogue
from workflows.cases import amended, answers, corrections, decisions, door, paper_page, picture
from workflows.cases.finding import person
from workflows.cases.forms import ActionForm
from workflows.cases.forms.amending import Correct, Revoke
from workflows.cases.models import Case
from workflows.cases.views.case import MEND, still_being_made
from workflows.cases.views.preview import as_pdf

CHECK, ISSUE = "check", "issue"


def find(request: HttpRequest, pk: int) -> tuple[Any, Any, Version]:
    """The concrete case, how its kind is described, the newest version of the paper. Http404: not for this person."""
    user = person(request)
    document = Document.objects.visible_to(user).filter(pk=pk, origin__in=amended.ORIGINS).first()
    version = in_force.newest(document) if document else None
    if document is None or version is None:
        raise Http404
    seen = Case.objects.visible_to(user).filter(number=document.case_number).first()
    if seen is None:
        raise Http404
    return catalogue.concrete(seen), catalogue.description(seen.kind), version


def shared(case: Any, about: Any, version: Version) -> dict[str, Any]:
    """What all pages of a paper name."""
    return {
        "case": case,
        "about": about,
        "case_url": about.url("case", case.number),
        "document": version.document,
        "paper": version,
        "told": paper_page.told(case),
    }


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version with what became of it, and what this person may do."""
    case, about, version = find(request, pk)
    context = {
        **shared(case, about, version),
        "versions": paper_page.history(version.document),
        "may": paper_page.open_to(case, person(request), version),
    }
    return render(request, "cases/paper.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong and why; then the new version as it would be; then it is issued. Nothing typed is lost."""
    case, about, version = find(request, pk)
    user = person(request)
    known = catalogue.flow(case.kind).records_say(case, version)
    data = request.POST if request.method == "POST" else None
    form = Correct(data, case=case, actor=user, paper=version, known=known)
    step = request.POST.get("step", "")
    try:
        door.check(case, amended.CORRECT, user, None)
        if data is None or not amended.is_correctable(version):
            return _fields(request, case, about, version, form)
        if step == ISSUE and form.is_valid():
            given = form.move_data() | {"over": form.cleaned_data["over"]}
            decisions.act(case, form.action, user, version=form.cleaned_data["version"], **given)
        elif step == CHECK and form.is_valid():
            return _check(request, case, about, version, form)
        else:
            return _fields(request, case, about, version, form)
    except door.Invalid as error:
        form.take_errors(error.errors, about.errors)
        return _fields(request, case, about, version, form)
    except making.NOT_MADE:
        messages.warning(request, still_being_made())
        return redirect("paper", pk=pk)
    except door.MoveRefused as error:
        return _refused(request, case, about, error, form)
    messages.success(
        request, _("The corrected version is issued. The old one stays readable and is replaced.")
    )
    return redirect("paper", pk=pk)


def _fields(request: HttpRequest, case: Any, about: Any, version: Version, form: Correct) -> HttpResponse:
    context = {
        **shared(case, about, version),
        "form": form,
        "correctable": amended.is_correctable(version),
    }
    return render(request, "cases/correct.html", context, status=MEND if form.errors else 200)


def _check(request: HttpRequest, case: Any, about: Any, version: Version, form: Correct) -> HttpResponse:
    """What changes, the first page of the draft, and who is told."""
    plan = corrections.planned(case, person(request), form.move_data() | {"over": form.cleaned_data["over"]})
    drawn = picture.first_page(making.preview(plan.snapshot))
    context = {
        **shared(case, about, version),
        "form": form,
        "number": version.number + 1,
        "changes": correctable.told(plan.snapshot, plan.changes),
        "waits": plan.snapshot["data"].get("signing") in making.SIGNED,
        "picture": f"data:image/png;base64,{base64.b64encode(drawn).decode()}",
    }
    return render(request, "cases/correct_check.html", context)


@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole draft of the new version as PDF, from what was typed; nothing is kept. Http404: it cannot be drawn."""
    case, _about, version = find(request, pk)
    form = Correct(request.POST, case=case, actor=person(request), paper=version, known={})
    if not form.is_valid():
        raise Http404
    try:
        plan = corrections.planned(case, person(request), form.move_data())
    except door.MoveRefused as error:
        raise Http404 from error
    return as_pdf(making.preview(plan.snapshot))


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """The reason, what follows from it, and who is told."""
    case, about, version = find(request, pk)
    user = person(request)
    form = Revoke(request.POST or None, case=case, actor=user, paper=version)
    try:
        door.check(case, amended.REVOKE, user, None)
        if request.method != "POST" or not form.is_valid():
            return _reason(request, case, about, version, form)
        given = form.move_data() | {"over": form.cleaned_data["over"]}
        decisions.act(case, form.action, user, version=form.cleaned_data["version"], **given)
    except door.Invalid as error:
        form.take_errors(error.errors, about.errors)
        return _reason(request, case, about, version, form)
    except door.MoveRefused as error:
        return _refused(request, case, about, error, form)
    messages.success(request, _("The paper is revoked. Whoever checks it learns that."))
    return redirect("paper", pk=pk)


def _reason(request: HttpRequest, case: Any, about: Any, version: Version, form: Revoke) -> HttpResponse:
    context = {
        **shared(case, about, version),
        "form": form,
        "stands": amended.stands(version),
        "follows": catalogue.flow(case.kind).what_revoking_undoes(case, version),
    }
    return render(request, "cases/revoke.html", context, status=MEND if form.errors else 200)


def _refused(
    request: HttpRequest, case: Any, about: Any, error: door.MoveRefused, form: ActionForm
) -> HttpResponse:
    url = about.url("case", case.number)
    return answers.refused(request, case, error, table=about.steps, url=url, typed=form.typed())
