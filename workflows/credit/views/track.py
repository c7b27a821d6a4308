"""Where an application stands, for whoever holds the secret link of its letter; messages; the decision's bytes."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from documents.views import as_download
from storage import blobs
from workflows.cases import signing
from workflows.cases.models import Link
from workflows.credit import by_form, tracking_page
from workflows.credit.public_forms import MessageForm
from workflows.credit.views.links import READ_AND_SEND, behind, gone, private


@private
@require_http_methods(READ_AND_SEND)
def public_track(request: HttpRequest, token: str) -> HttpResponse:
    """Where the application stands; a POST is a message to the school, which only a confirmed sender may write."""
    case = behind(token, Link.Purpose.TRACK)
    if case is None:
        return gone(request)
    posted = request.method == "POST" and case.sender_confirmed
    form = MessageForm(request.POST if posted else None, initial={"once": uuid.uuid4()})
    if posted and by_form.enough_messages(case):
        form.add_error("message", _("Enough for today: we read what has come. In a hurry, telephone us."))
    if posted and form.is_valid():
        by_form.take_message(case, form.cleaned_data["message"], form.cleaned_data["once"])
        messages.success(request, _("Your message is with the school. A person will answer by e-mail."))
        return redirect("public_track", token=token)
    context = {**tracking_page.context(case, token), "form": form if case.sender_confirmed else None}
    return render(request, "public/tracking.html", context, status=422 if form.errors else 200)


@private
@require_safe
def public_paper(request: HttpRequest, token: str) -> HttpResponse:
    """The issued decision, for a confirmed sender."""
    case = behind(token, Link.Purpose.TRACK)
    shown = case is not None and case.sender_confirmed and tracking_page.is_answered(case)
    version = signing.paper(case.decision_number, case.number) if case and shown else None
    if version is None:
        return gone(request)
    return as_download(blobs.get(version.sha256), version.filename, version.media_type)
