"""The profile for the administrator: the edition in force on a day, earlier and coming ones, and the next one."""

from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

import journal
from organisation.models import Edition, User
from organisation.profile import ProfileMissing, parse
from organisation.profile_forms import NextEdition
from organisation.profile_words import differences, sections

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Day(forms.Form):
    """On which day."""

    on = forms.DateField(
        label=gettext_lazy("In force on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@require_safe
def profile_page(request: HttpRequest) -> HttpResponse:
    """Everything in the edition in force on ?on= (today without it), and the list of all editions."""
    form = Day(request.GET or None)
    asked = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    day = asked or timezone.localdate()
    editions = Edition.objects.select_related("entered_by")
    edition = None if form.errors else _in_force(editions, day)
    context = {
        "form": form,
        "day": day,
        "edition": edition,
        "sections": sections(parse(edition.data)) if edition else [],
        "editions": editions,
    }
    return render(request, "organisation/profile.html", context, status=422 if form.errors else 200)


def _in_force(editions: "QuerySet[Edition]", day: date) -> Edition | None:
    return editions.filter(valid_from__lte=day).first()


@require_http_methods(["GET", "POST"])
def profile_next(request: HttpRequest) -> HttpResponse:
    """The form of the next edition. A POST shows what changes; act=save puts it down."""
    newest = Edition.objects.first()
    if newest is None:
        raise ProfileMissing
    form = NextEdition(newest, request.POST if request.method == "POST" else None)
    changes = differences(form.before, form.after) if form.is_bound and form.is_valid() else []
    if changes and request.POST.get("act") == "save" and _save(form, request):
        words = _("The edition is in force from %(day)s.")
        messages.success(request, words % {"day": f"{form.cleaned_data['valid_from']:%d.%m.%Y}"})
        return redirect("profile")
    context = {"form": form, "changes": changes, "unchanged": form.is_bound and not (form.errors or changes)}
    return render(request, "organisation/profile_next.html", context, status=422 if form.errors else 200)


def _save(form: NextEdition, request: HttpRequest) -> bool:
    """The edition and its entry in the journal; False when somebody else took that day meanwhile."""
    actor = request.user if isinstance(request.user, User) else None
    day, data = form.cleaned_data["valid_from"], form.edition()
    try:
        with transaction.atomic():
            Edition.objects.create(valid_from=day, data=data, entered_by=actor)
            journal.append("profile", f"{day:%Y-%m-%d}", {"profile": data}, actor)
    except IntegrityError:
        form.add_error("valid_from", _("Another edition begins on that day already."))
        return False
    return True
