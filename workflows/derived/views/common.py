"""What the pages share: the master of an address, the paper that was just asked for, and its place on the list."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

import faults
from documents.models import Document, Entry, Version
from organisation import profile
from organisation.models import User
from workflows.cases.finding import person
from workflows.cases.models import Case
from workflows.derived import issuing, sending
from workflows.derived.issuing import Wanted
from workflows.derived.models import Derived
from workflows.derived.papers import Asked

MEND = 422


def case_of(request: HttpRequest, number: str) -> Case:
    """The case with this number, if this person may see it. Http404 otherwise."""
    found: Case | None = (
        Case.objects.visible_to(person(request)).select_related("student").filter(number=number).first()
    )
    if found is None:
        raise Http404
    return found


def master_of(request: HttpRequest, pk: int) -> tuple[Version, Case]:
    """A version and its case, if this person may see both. Http404 otherwise."""
    user = person(request)
    found = Version.objects.select_related("document", "entry__register").filter(pk=pk).first()
    if found is None or not Document.objects.visible_to(user).filter(pk=found.document_id).exists():
        raise Http404
    return found, case_of(request, found.document.case_number)


def kept_at(case: Case) -> str:
    """Where the original lies, as far as the case says; the office may say it better."""
    ours = profile.current()
    place = case.original_place or _("case %(number)s") % {"number": case.number}
    return f"{place}, {ours.short_name or ours.name}"


def order(request: HttpRequest, wanted: Wanted, asked: Asked, by: User) -> HttpResponse:
    """Reserve the number and make the paper; the list of the case then shows it, or that it is still being made.

    Raises what issuing.reserve refuses.
    """
    with transaction.atomic(durable=True):
        before = issuing.asked_before(wanted, asked)
        entry = before or issuing.reserve(wanted, asked, by)
    if before is not None:
        return finished(request, wanted, entry, entry.versions.last())
    faults.reach("number_reserved")
    return finished(request, wanted, entry, None if wanted.later else issuing.issue(entry))


def finished(request: HttpRequest, wanted: Wanted, entry: Entry, made: Version | None) -> HttpResponse:
    """Back to the list with a word about what became of it."""
    if made is not None:
        messages.success(request, _("%(number)s is made and in the list.") % {"number": entry.number})
        row = entry.derived
        if row.channel == Derived.Channel.EMAIL and sending.may_send(row, made):
            return redirect("derived_send", made.pk)
    elif Entry.objects.filter(pk=entry.pk, status=Entry.Status.VOIDED).exists():
        messages.warning(request, _("The paper could not be made: its number is voided, the list says why."))
    else:
        messages.info(
            request,
            _("%(number)s is being made: the list shows when it is ready.") % {"number": entry.number},
        )
    return redirect("derived", number=wanted.case_number)
