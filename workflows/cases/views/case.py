"""The page of one case, the one entrance for its actions, and the receipt for what came on paper."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import incoming, making
from documents.views import as_download
from organisation.models import User
from workflows.cases import answers, case_page, decisions, door, files, papers
from workflows.cases.description import Description
from workflows.cases.finding import find, person
from workflows.cases.forms import ActionForm, Sign

MEND = 422


@require_safe
def page(request: HttpRequest, number: str, about: Description) -> HttpResponse:
    """Where the case stands, what happened, and what this person may do now."""
    return show(request, find(request, number, about), about)


def show(
    request: HttpRequest, case: Any, about: Description, bound: ActionForm | None = None
) -> HttpResponse:
    """The page; with a form that has to be mended, it stands open with what was typed (422)."""
    user = person(request)
    context = case_page.context(case, user, about)
    forms = case_page.action_forms(case, user, about, request.GET.get("find", ""), bound)
    first = forms[0] if forms and case_page.pressing(forms[0].action, case, about) else None
    context |= {
        "forms": forms,
        "bound": bound,
        "primary": first,
        "act_route": about.route("act"),
        "case_url": about.url("case", case.number),
    }
    return render(request, about.template, context, status=MEND if bound else 200)


@require_POST
def act(request: HttpRequest, number: str, action: str, about: Description) -> HttpResponse:
    """Do one action. The form says what may be sent, the door whether it is done."""
    case, user, form_class = find(request, number, about), person(request), about.form_of(action)
    if form_class is None:
        raise Http404
    form = form_class(request.POST, request.FILES, case=case, actor=user)
    if action not in door.allowed(case, user):
        return refuse(request, case, about, _refusal(case, action, user), form)
    if not form.is_valid():
        if _overtaken(case, form):
            return refuse(request, case, about, door.Stale("the case moved on"), form)
        return show(request, case, about, form)
    try:
        moved = carry_out(case, user, form)
    except door.Invalid as error:
        form.take_errors(error.errors, about.errors)
        return show(request, case, about, form)
    except incoming.Refused as error:
        form.add_error("file", str(error))
        return show(request, case, about, form)
    except making.NOT_MADE:
        messages.warning(request, still_being_made())
        return redirect(about.route("case"), number=number)
    except door.MoveRefused as error:
        return refuse(request, case, about, error, form)
    messages.success(request, _("Done: %(title)s.") % {"title": str(form.title).lower()})
    for notice in form.notices():
        messages.warning(request, notice)
    return redirect(about.route("case"), number=moved.number)


def still_being_made() -> str:
    """The number stands; the clock makes the paper, or voids the number with the reason."""
    return _("The number is reserved, the paper is still being made. The case says when it is ready.")


def _refusal(case: Any, action: str, user: User) -> door.MoveRefused:
    """Why the action is not open to this person at this moment."""
    try:
        door.check(case, action, user, None)
    except door.MoveRefused as error:
        return error
    return door.NotNow(action)


def _overtaken(case: Any, form: ActionForm) -> bool:
    """Whether the page is older than the case: its fields may be others by now, and mending them is in vain."""
    return bool(form.cleaned_data.get("version", case.version) != case.version)


def carry_out(case: Any, user: User, form: ActionForm) -> Any:
    """The move with its file, in one transaction: a refused move leaves no file behind.

    A decision opens its transactions itself, and brings no file.
    """
    data: dict[str, Any] = form.move_data()
    version = form.cleaned_data["version"]
    upload = form.cleaned_data.get("file")
    if decisions.is_decision(case, form.action):
        return decisions.decide(case, form.action, user, version=version, **data)
    with transaction.atomic():
        if upload is not None:
            stored = files.store_upload(upload, case.number, user)
            data |= {"scan": stored.pk} if isinstance(form, Sign) else {"added": stored.title}
        data |= form.keep(user)
        return door.move(case, form.action, user, version=version, **data)


def refuse(
    request: HttpRequest, case: Any, about: Description, error: door.MoveRefused, form: ActionForm
) -> HttpResponse:
    """Conflict or refusal, with the typed words given back."""
    url = about.url("case", case.number)
    return answers.refused(request, case, error, table=about.steps, url=url, typed=form.typed())


@require_safe
def receipt(request: HttpRequest, number: str, about: Description) -> HttpResponse:
    """The receipt with the incoming label, made from the case as it stands; it is not a registered paper."""
    case = find(request, number, about)
    made = making.draw(papers.receipt_snapshot(case, person(request), about.receipt))
    return as_download(made.content, f"Расписка {case.number}.pdf", making.PDF)
