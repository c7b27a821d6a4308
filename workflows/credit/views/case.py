"""The page of one case, and the one entrance for its actions."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents import incoming
from organisation.models import User
from workflows.cases import answers, decisions, door, files
from workflows.cases.forms import ActionForm
from workflows.credit import case_page, labels
from workflows.credit.forms import FORMS
from workflows.credit.models import CreditApplication
from workflows.credit.views.finding import find, person


@require_safe
def credit_case(request: HttpRequest, number: str) -> HttpResponse:
    """Where the case stands, what happened, and what this person may do now."""
    return show(request, find(request, number))


def show(request: HttpRequest, case: CreditApplication, bound: ActionForm | None = None) -> HttpResponse:
    """The page; with a form that has to be mended, it stands open with what was typed (422)."""
    user = person(request)
    context = case_page.context(case, user)
    context["forms"] = action_forms(case, user, request.GET.get("find", ""), bound)
    context["bound"] = bound
    first = context["forms"][0] if context["forms"] else None
    context["primary"] = first if first is not None and case_page.pressing(first.action, case) else None
    return render(request, "credit/case.html", context, status=422 if bound else 200)


def action_forms(
    case: CreditApplication, user: User, find_words: str, bound: ActionForm | None
) -> Sequence[ActionForm]:
    """A form for every action that is legal now for this person."""
    allowed = set(door.allowed(case, user))
    forms = []
    for action, form in FORMS.items():
        if bound is not None and bound.action == action:
            forms.append(bound)
        elif action in allowed and case_page.offered(action, case):
            forms.append(form(case=case, actor=user, initial={"find": find_words}))
    return sorted(forms, key=lambda each: not case_page.pressing(each.action, case))


@require_POST
def credit_act(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """Do one action. The form says what may be sent, the door whether it is done."""
    case, user = find(request, number), person(request)
    if action not in FORMS:
        raise Http404
    form = FORMS[action](request.POST, request.FILES, case=case, actor=user)
    if action not in door.allowed(case, user):
        return refuse(request, case, form, _refusal(case, action, user, form))
    if not form.is_valid():
        return show(request, case, form)
    try:
        moved = carry_out(case, user, form)
    except door.Invalid as error:
        form.take_errors(error.errors, labels.ERRORS)
        return show(request, case, form)
    except incoming.Refused as error:
        form.add_error("file", str(error))
        return show(request, case, form)
    except door.MoveRefused as error:
        return refuse(request, case, form, error)
    messages.success(request, _("Done: %(title)s.") % {"title": str(form.title).lower()})
    return redirect("credit_case", number=moved.number)


def _refusal(case: CreditApplication, action: str, user: User, form: ActionForm) -> door.MoveRefused:
    """Why the action is not open to this person at this moment."""
    try:
        door.check(case, action, user, None)
    except door.MoveRefused as error:
        return error
    return door.NotNow(action)


def carry_out(case: CreditApplication, user: User, form: ActionForm) -> CreditApplication:
    """The move with its file, in one transaction: a refused move leaves no file behind."""
    data: dict[str, Any] = form.move_data()
    version = form.cleaned_data["version"]
    upload = form.cleaned_data.get("file")
    with transaction.atomic():
        if upload is not None:
            stored = files.store_upload(upload, case.number, user)
            data |= {"scan": stored.pk} if form.action == "sign" else {"added": stored.title}
        return decisions.act(case, form.action, user, version=version, **data)


def refuse(
    request: HttpRequest, case: CreditApplication, form: ActionForm, error: door.MoveRefused
) -> HttpResponse:
    """Conflict or refusal, with the typed words given back."""
    url = reverse("credit_case", args=[case.number])
    return answers.refused(request, case, error, table=labels.STEPS, url=url, typed=form.typed())
