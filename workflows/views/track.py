"""Where an application of any kind stands, for whoever holds the secret link of its letter; messages; the papers."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.views import as_download
from storage import blobs
from workflows import catalogue
from workflows.cases import messages as questions
from workflows.cases import tracking, tracking_page
from workflows.cases.forms.message import MessageForm
from workflows.cases.links import READ_AND_SEND, gone, private
from workflows.cases.models import Link
from workflows.cases.tracking_page import Tracking


def behind(token: str) -> tuple[Any, Tracking] | None:
    """The concrete case of a secret link and how its kind is shown; None when there is nothing to see."""
    case = tracking.resolve(token, Link.Purpose.TRACK)
    if case is None:
        return None
    shown = catalogue.description(case.kind).tracking
    return (catalogue.concrete(case), shown) if shown else None


@private
@require_http_methods(READ_AND_SEND)
def public_track(request: HttpRequest, token: str) -> HttpResponse:
    """Where the application stands; a POST is a message to the school, which only a confirmed sender may write."""
    found = behind(token)
    if found is None:
        return gone(request)
    case, shown = found
    posted = request.method == "POST" and case.sender_confirmed
    form = MessageForm(request.POST if posted else None, initial={"once": uuid.uuid4()})
    if posted and questions.enough_messages(case):
        form.add_error("message", _("Enough for today: we read what has come. In a hurry, telephone us."))
    if posted and form.is_valid():
        questions.take_message(case, form.cleaned_data["message"], form.cleaned_data["once"])
        messages.success(request, _("Your message is with the school. A person will answer by e-mail."))
        return redirect("public_track", token=token)
    context = {
        **tracking_page.context(case, shown, token),
        "form": form if case.sender_confirmed else None,
    }
    return render(request, "public/tracking.html", context, status=422 if form.errors else 200)


@private
@require_safe
def public_paper(request: HttpRequest, token: str, place: int = 0) -> HttpResponse:
    """A paper of the issued decision, for a confirmed sender; the first one has no place in its address."""
    found = behind(token)
    versions = tracking_page.open_papers(*found) if found else []
    if place >= len(versions):
        return gone(request)
    version = versions[place]
    return as_download(blobs.get(version.sha256), version.filename, version.media_type)
