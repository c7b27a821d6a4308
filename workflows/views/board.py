"""The board of the office: what is late or due, who holds it, what came back, what nobody placed, what comes."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from deadlines.models import CalendarYear
from deadlines.terms import Term
from documents.models import Entry
from mailroom.models import Message, Outgoing
from organisation.models import User
from organisation.roles import ROLE_TITLES, Role
from workflows import catalogue, health, unmade
from workflows.cases import desk, labels
from workflows.cases.finding import person
from workflows.cases.models import Case
from workflows.cases.timing import Timing
from workflows.punctuality import by_month, chart
from workflows.views.mail import reasons

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ROWS = 50
FEW = 5
MAIL_ROLES = (Role.OFFICE, Role.HEAD)


@dataclass(frozen=True)
class BoardRow:
    """A case on the board: its term, where it stands, at whose place."""

    case: Case
    term: Term | None
    stage: "StrOrPromise"
    holder: "StrOrPromise"


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Counts, the late and today's, letters, punctuality, and what is to be done in time."""
    user, timing = person(request), Timing.read()
    counts = desk.tally(user, "all", timing.edges).groups
    sees_mail = user.has_role(*MAIL_ROLES)
    months = by_month(Case.objects.visible_to(user), timing)
    context = {
        "counts": counts,
        "open": sum(counts.values()),
        "week_end": timing.week_end,
        "next_is_tomorrow": timing.edges.tomorrow == timing.today + timedelta(days=1),
        "rows": urgent(user, timing),
        "more": max(counts["overdue"] + counts["today"] - ROWS, 0),
        "sees_mail": sees_mail,
        "returned": returned(user) if sees_mail else [],
        "unrouted": unrouted(user) if sees_mail else [],
        "unrouted_count": Message.objects.visible_to(user).unrouted().count() if sees_mail else 0,
        "months": months,
        "chart": chart(months),
        "unconfirmed": unconfirmed(user, timing),
        "health": health.signs(),
        "unmade": unmade.rows() if sees_mail else [],
        "may_count": user.has_role(Role.HEAD) and timing.ours.credit.enabled,
        "may_register": user.has_role(Role.OFFICE) and timing.ours.credit.enabled,
        "may_confirm": user.has_role(Role.OFFICE, Role.ADMINISTRATOR),
    }
    return render(request, "workflows/board.html", context)


@require_POST
def paper_again(request: HttpRequest, pk: int) -> HttpResponse:
    """One more try at a paper that is not made."""
    if unmade.again(get_object_or_404(Entry, pk=pk), person(request)):
        messages.success(request, _("It is tried again at once: look here in a minute."))
    else:
        messages.info(request, _("Nothing is to be tried: it is made, given up or being made just now."))
    return redirect("board")


def urgent(user: User, timing: Timing) -> list[BoardRow]:
    """Late and due today, the latest first."""
    seen = desk.scoped(user, "all").filter(due_on__lte=timing.today)
    cases = list(seen.select_related("student", "next_person").order_by("due_on", "pk")[:ROWS])
    terms: dict[int, Term | None] = {}
    for kind in {case.kind for case in cases}:
        keys = [case.pk for case in cases if case.kind == kind]
        terms |= {key: row.term for key, row in catalogue.listing(kind).rows(keys, user, timing).items()}
    return [BoardRow(case, terms.get(case.pk), stage(case), holder(case, user)) for case in cases]


def stage(case: Case) -> "StrOrPromise":
    """The station of the case's path."""
    path = catalogue.description(case.kind).path
    found = next((title for states, title in path if case.state in states), case.state)
    return (
        _("%(stage)s, paper or signature") % {"stage": found}
        if case.office_attention and not case.next_role
        else found
    )


def holder(case: Case, user: User) -> "StrOrPromise":
    """At whose place; «you» for the reader."""
    if case.next_person is not None:
        return _("you") if case.next_person_id == user.pk else case.next_person.display_name
    if case.next_role:
        return ROLE_TITLES[Role(case.next_role)]
    if case.state in catalogue.description(case.kind).waiting:
        return _("the applicant")
    return ROLE_TITLES[Role.OFFICE] if case.office_attention else _("the mail server")


def returned(user: User) -> list[tuple[Outgoing, Case | None, "StrOrPromise"]]:
    """Letters of ours that came back or were refused, oldest first."""
    failed = (Outgoing.Status.NEEDS_HUMAN, Outgoing.Status.FAILED)
    letters = list(Outgoing.objects.visible_to(user).filter(status__in=failed).order_by("pk")[:FEW])
    numbers = [letter.case_number for letter in letters]
    cases = {case.number: case for case in Case.objects.visible_to(user).filter(number__in=numbers)}
    return [
        (letter, case, titles.get(letter.purpose, letter.purpose))
        for letter in letters
        for case in (cases.get(letter.case_number),)
        for titles in (catalogue.description(case.kind).letters if case else labels.LETTERS,)
    ]


def unrouted(user: User) -> list[tuple[Message, str]]:
    """The oldest letters that nobody could place, with the reason."""
    waiting = Message.objects.visible_to(user).unrouted().select_related("reading")[:FEW]
    return [(message, ", ".join(reasons(message))) for message in waiting]


def unconfirmed(user: User, timing: Timing) -> list[tuple[int, int]]:
    """Years whose calendar is not confirmed though terms reach into them, or will soon: (year, cases)."""
    horizon = timing.today + timedelta(days=60)
    years = CalendarYear.objects.filter(confirmed=False, year__lte=horizon.year, year__gte=timing.today.year)
    opened = desk.scoped(user, "all")
    return [(year, opened.filter(due_on__year=year).count()) for year in years.values_list("year", flat=True)]
