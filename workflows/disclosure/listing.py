"""Record requests as rows of lists: who, what, why you, and the verb. A bounded number of queries for any list."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.models import User
from organisation.roles import Role
from workflows.cases import listing
from workflows.cases.labels import doubt
from workflows.cases.models import Step
from workflows.cases.shown import WorkRow
from workflows.cases.timing import Timing
from workflows.disclosure import labels
from workflows.disclosure.description import asked, to_be_handed
from workflows.disclosure.models import DECIDED, RecordRequest, State
from workflows.disclosure.states import by_office_alone


def rows(keys: Sequence[int], user: User, timing: Timing) -> dict[int, WorkRow]:
    """The row of each case by primary key, in at most three queries."""
    cases = RecordRequest.objects.filter(pk__in=keys).select_related("student", "next_person")
    sent_back = listing.latest_steps(keys, ("send_back", "submit"))
    found = cases.prefetch_related("pauses")
    return {case.pk: row(case, sent_back.get(case.pk), user, timing) for case in found}


def row(case: RecordRequest, last: Step | None, user: User, timing: Timing) -> WorkRow:
    """One case as a row."""
    return WorkRow(
        title=case.who if case.student or case.student_written else _("Student not named"),
        url=url_of(case, user),
        about=_("Record request %(number)s: %(what)s") % {"number": case.number, "what": what(case)},
        number=case.number,
        why=why(case, last, user),
        term=timing.term(case),
        verb=verb(case, user),
    )


def url_of(case: RecordRequest, user: User) -> str:
    """The page on which this person does the next thing."""
    if user.has_role(Role.OFFICE) and case.state == State.IDENTIFICATION and case.student_id:
        return reverse("disclosure_identity", args=[case.number])
    if user.has_role(Role.OFFICE) and case.state == State.PREPARATION:
        return reverse("disclosure_scope", args=[case.number])
    return reverse("disclosure_case", args=[case.number])


def what(case: RecordRequest) -> str:
    """What is asked, and what is particular now."""
    state = _("a decision is being made") if case.pending else str(State(case.state).label)
    return ", ".join(part for part in (asked(case), state) if part)


def why(case: RecordRequest, last: Step | None, user: User) -> str:
    """Why the case is on this person's list."""
    if case.state == State.PREPARATION and last is not None and last.action == "send_back":
        return f"«{last.note}»"
    if case.needs_human and user.has_role(Role.OFFICE):
        return ", ".join(str(doubt(code, labels.DOUBTS)) for code in case.needs_human[:2])
    if case.state in DECIDED and case.office_attention:
        return _("The answer has to be signed or handed over")
    return listing.holder(case)


def verb(case: RecordRequest, user: User) -> str:
    """What this person does next, in one word."""
    if case.state == State.APPROVAL and user.has_role(Role.HEAD) and not by_office_alone(case):
        return _("Decide")
    if not user.has_role(Role.OFFICE):
        return _("Look")
    words = {
        State.RECEIVED: _("Sort out"),
        State.IDENTIFICATION: _("Check identity"),
        State.PREPARATION: _("Prepare"),
    }
    if to_be_handed(case):
        return _("Hand over")
    return words.get(State(case.state), _("Finish") if case.office_attention else _("Look"))


def matching(words: str) -> QuerySet[RecordRequest]:
    """Requests whose purpose, or whose authority's letter, holds the words."""
    said = Q(request_number__icontains=words) | Q(purpose__icontains=words)
    found: QuerySet[RecordRequest] = RecordRequest.objects.filter(said)
    return found
