"""Credit applications as rows of lists: who, what, why you, and the verb. A bounded number of queries for any list."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.models import User
from organisation.roles import Role
from workflows.cases import labels as common
from workflows.cases import listing
from workflows.cases.models import Step
from workflows.cases.shown import WorkRow
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing
from workflows.credit import labels
from workflows.credit.models import DECIDED, CourseLine, CreditApplication, State

TELLING_STEPS = ("send_back", "complete", "reopen", "add_letter", "ask", "request_missing", "letter_returned")


def rows(keys: Sequence[int], user: User, timing: Timing) -> dict[int, WorkRow]:
    """The row of each case by primary key, in at most five queries."""
    cases = (
        CreditApplication.objects.filter(pk__in=keys)
        .select_related("student", "programme", "reviewer", "next_person")
        .prefetch_related("pauses", "lines")
    )
    last = listing.latest_steps(keys, TELLING_STEPS)
    return {case.pk: row(case, last.get(case.pk), user, timing) for case in cases}


def row(case: CreditApplication, last: Step | None, user: User, timing: Timing) -> WorkRow:
    """One case as a row."""
    return WorkRow(
        title=listing.student(case),
        url=url_of(case, user),
        about=about(case, last),
        number=case.number,
        why=why(case, last, user),
        term=timing.term(case),
        standing=listing.standing(case, timing),
        verb=verb(case, last, user),
    )


def url_of(case: CreditApplication, user: User) -> str:
    """The page on which this person does the next thing."""
    if case.state == State.COMPARISON and user.has_role(Role.REVIEWER):
        return reverse("credit_compare", args=[case.number])
    if case.state == State.DECISION and user.has_role(Role.HEAD):
        return reverse("credit_decision", args=[case.number])
    return reverse("credit_case", args=[case.number])


def about(case: CreditApplication, last: Step | None) -> str:
    """«Credit transfer 112-зч: 2 courses, one left to compare»."""
    lines = list(case.lines.all())
    count = (
        ngettext("%(count)d course", "%(count)d courses", len(lines)) % {"count": len(lines)}
        if lines
        else _("no course written down yet")
    )
    return _("Credit transfer %(number)s: %(what)s") % {
        "number": case.number,
        "what": ", ".join(part for part in (count, stage(case, lines, last)) if part),
    }


def stage(case: CreditApplication, lines: Sequence[CourseLine], last: Step | None) -> str:
    """What is particular about the case now."""
    if case.pending:
        return _("a decision is being made")
    if "letter_returned" in case.needs_human:
        return _("our letter came back")
    if last is not None and case.state == State.COMPARISON and last.action == "send_back":
        return _("the director sent it back")
    if case.state == State.COMPARISON and case.student_id is None:
        return _("preliminary comparison without a decision")
    if case.state in (State.RECEIVED, State.COMPARISON) and case.needs_human:
        return ", ".join(str(common.doubt(code, labels.DOUBTS)) for code in case.needs_human[:2])
    if last is not None and last.action in ("complete", "reopen"):
        return _("the family's answer has come")
    if case.state == State.INCOMPLETE:
        return _("missing: %(what)s") % {"what": labels.missing(case.asked_for)}
    return left_to_compare(lines) if case.state == State.COMPARISON else str(State(case.state).label)


def left_to_compare(lines: Sequence[CourseLine]) -> str:
    """How many lines have no verdict yet, when some have."""
    left = sum(not line.verdict for line in lines)
    if not left or left == len(lines):
        return ""
    return ngettext("%(count)d left to compare", "%(count)d left to compare", left) % {"count": left}


def why(case: CreditApplication, last: Step | None, user: User) -> str:
    """Why the case is on this person's list."""
    if last is not None and last.action == "send_back" and case.state == State.COMPARISON:
        return f"«{last.note}»" if last.note else _("You compared it")
    if case.state == State.INCOMPLETE and last is not None:
        return _("Asked on %(day)s") % {"day": wording.day(last.at)}
    if case.state == State.DECISION and case.compared_at is not None:
        return _("Compared on %(moment)s") % {"moment": wording.moment(case.compared_at)}
    if case.next_person_id == user.pk and case.reviewer_id == user.pk:
        return _("You were named for this case")
    if case.next_person_id == user.pk and case.programme is not None:
        return _("You lead the programme «%(title)s»") % {"title": case.programme.title}
    if case.office_attention and user.has_role(Role.OFFICE):
        return office_reason(case)
    if case.state == State.COMPARISON and case.student_id is None:
        return _("The office still looks for the student")
    return listing.holder(case)


def office_reason(case: CreditApplication) -> str:
    """What only the office can settle."""
    if case.state in DECIDED:
        return _("The answer has to be signed or handed over")
    if case.student_id is None:
        return _("The student has to be found in the records")
    if not case.sender_confirmed:
        return _("The sender has to be confirmed")
    if "letter_returned" in case.needs_human:
        return _("Another address or another way is needed")
    return _("A person has to look")


def verb(case: CreditApplication, last: Step | None, user: User) -> str:
    """What this person does next, in one word."""
    if case.state == State.COMPARISON and user.has_role(Role.REVIEWER):
        return _("Rework") if last is not None and last.action == "send_back" else _("Compare")
    if case.state == State.DECISION and user.has_role(Role.HEAD):
        return _("Decide")
    if user.has_role(Role.OFFICE) and case.state == State.RECEIVED:
        return _("Sort out")
    if user.has_role(Role.OFFICE) and case.state in DECIDED and case.office_attention:
        return _("Hand over") if case.on_paper else _("Finish")
    if user.has_role(Role.OFFICE) and case.office_attention:
        return _("Settle")
    return _("Look")


def matching(words: str) -> QuerySet[CreditApplication]:
    """Cases with a claimed course whose title holds the words; SQLite folds no Cyrillic, hence both spellings."""
    lowered, raised = words.lower(), words[:1].upper() + words[1:].lower()
    spelt = Q(title__contains=lowered) | Q(title__contains=raised) | Q(title__icontains=words)
    found: QuerySet[CreditApplication] = CreditApplication.objects.filter(
        pk__in=CourseLine.objects.filter(spelt).values("case_id")
    )
    return found
