"""What was made of the papers of a case, and what can be made of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from documents.models import Entry, Version, VersionStatus
from mailroom.models import Outgoing
from workflows import catalogue
from workflows.cases import letter_rows
from workflows.cases.labels import LETTERS
from workflows.cases.shown import LetterRow
from workflows.derived import masters, sending
from workflows.derived.models import Derived
from workflows.derived.views.common import case_of

ROWS = 200
LOOKS = {Entry.Status.RESERVED: "queued", Entry.Status.ISSUED: "done", Entry.Status.VOIDED: "refused"}


@dataclass(frozen=True)
class Row:
    """A derived paper on the list: how it stands, its file, the letters that took it along."""

    derived: Derived
    look: str
    version: Version | None
    letters: list[LetterRow]
    may_send: bool
    awaits_signature: bool


@require_safe
def derived(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one case."""
    case = case_of(request, number)
    letters = sending.letters_of(number)
    rows = Derived.objects.filter(entry__case_number=number).select_related(
        "entry", "source__document", "made_by"
    )
    rows = rows.prefetch_related("entry__versions__document", "entry__versions__statuses", "source__statuses")
    context = {
        "case": catalogue.concrete(case),
        "masters": masters.of_case(number),
        "rows": [_shown(each, letters) for each in rows[:ROWS]],
    }
    return render(request, "derived/list.html", context)


def _shown(each: Derived, letters: Mapping[str, list[Outgoing]]) -> Row:
    versions = list(each.entry.versions.all())
    version = versions[-1] if versions else None
    sent = letters.get(version.sha256, []) if version else []
    return Row(
        derived=each,
        look=LOOKS[Entry.Status(each.entry.status)],
        version=version,
        letters=[letter_rows.sent(one, LETTERS, linked=True) for one in sent],
        may_send=version is not None and sending.may_send(each, version),
        awaits_signature=version is not None
        and sending.last_status(version) == VersionStatus.Status.RESERVED,
    )
