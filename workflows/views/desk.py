"""The desk: what this person has to do, the most urgent first. Its queries do not grow with the cases."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from organisation.models import User
from organisation.roles import ROLE_TITLES, Role
from workflows import rows
from workflows.cases import desk as lists
from workflows.cases.finding import person
from workflows.cases.models import Case, Step
from workflows.cases.shown import WorkRow
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TITLES = {
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Today"),
    "undated": gettext_lazy("The term has not started"),
    "tomorrow": gettext_lazy("Next working day"),
    "week": gettext_lazy("This week"),
    "later": gettext_lazy("Later"),
    "waiting": gettext_lazy("Waiting for the applicant"),
}
DONE = 50


@dataclass(frozen=True)
class Group:
    """A group as the page shows it."""

    name: str
    title: "StrOrPromise"
    about: str
    rows: list[WorkRow]
    count: int
    page: Page[Any] | None = None

    @property
    def hidden(self) -> int:
        """How many are not shown here."""
        return 0 if self.page else self.count - len(self.rows)


@dataclass(frozen=True)
class Tab:
    """One of the lists: mine, my role's, all."""

    scope: lists.Scope
    title: "StrOrPromise"
    count: int
    here: bool


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Groups by date with their first rows; ?group= shows one of them page by page."""
    user, timing = person(request), Timing.read()
    asked = request.GET.get("list", "mine")
    scope: lists.Scope = asked if asked in lists.SCOPES else "mine"
    name = request.GET.get("group", "")
    tally = lists.tally(user, scope, timing.edges)
    totals = tally.lists
    if name in lists.GROUPS:
        groups = [one_group(request, user, scope, name, timing)]
        held = {name: groups[0].count}
    else:
        groups = all_groups(user, scope, timing, tally.groups)
        held = {group.name: group.count for group in groups}
    work = [group for group in groups if group.name != "waiting"]
    context = {
        "groups": work,
        "waiting": next((group for group in groups if group.name == "waiting"), None),
        "done": [] if name else done_today(user, timing),
        "first": work[0].rows[0] if work and work[0].rows else None,
        "lead": lead(timing, totals[scope], yours=scope == "mine"),
        "late": held.get("overdue", 0),
        "today": held.get("today", 0),
        "tabs": tabs(user, scope, totals),
        "scope": scope,
        "narrowed": title(name, timing) if name in lists.GROUPS else "",
        "total": totals[scope],
        "at_counter": user.has_role(Role.OFFICE) and timing.ours.credit.enabled,
    }
    return render(request, "workflows/desk.html", context)


def all_groups(user: User, scope: lists.Scope, timing: Timing, held: dict[str, int]) -> list[Group]:
    """Every group that holds something; the rows of all are described together."""
    slices = lists.slices(user, scope, timing.edges, held)
    keys = [key for each in slices for key in each.rows]
    described = iter(rows.of(keys, user, timing))
    return [
        Group(
            each.name,
            title(each.name, timing),
            about(each.name, each.count, timing),
            [row for _key, row in zip(each.rows, described, strict=False)],
            each.count,
        )
        for each in slices
    ]


def one_group(request: HttpRequest, user: User, scope: lists.Scope, name: str, timing: Timing) -> Group:
    """All of one group, page by page."""
    cases = lists.of_group(user, scope, timing.edges, name).values_list("kind", "pk")
    page = Paginator(cases, lists.ROWS).get_page(request.GET.get("page"))
    shown = rows.of(list(page.object_list), user, timing)
    total = page.paginator.count
    return Group(name, title(name, timing), about(name, total, timing), shown, total, page)


def title(name: str, timing: Timing) -> "StrOrPromise":
    """The group's name: the next working day is simply "tomorrow" when it is, its week may be the next one."""
    if name == "tomorrow" and timing.edges.tomorrow == timing.today + timedelta(days=1):
        return _("Tomorrow")
    if name == "week" and timing.edges.tomorrow.isocalendar().week != timing.today.isocalendar().week:
        return _("Next week")
    return TITLES[name]


def about(name: str, count: int, timing: Timing) -> str:
    """«ср 25 ноября, до 24:00 · 2 дела»."""
    cases = ngettext("%(count)d case", "%(count)d cases", count) % {"count": count}
    edges = timing.edges
    days: dict[str, date] = {"today": edges.today, "tomorrow": edges.tomorrow}
    if name == "today":
        return _("%(day)s, until 24:00 · %(cases)s") % {"day": wording.day(edges.today), "cases": cases}
    if name == "week":
        return _("until %(day)s · %(cases)s") % {"day": wording.day(timing.week_end), "cases": cases}
    if name == "waiting":
        return _("%(cases)s · the clock stands") % {"cases": cases}
    return f"{wording.day(days[name])} · {cases}" if name in days else cases


def lead(timing: Timing, total: int, *, yours: bool) -> str:
    """«Среда, 25 ноября. Вас ждут 9 дел»; what is late stands in the page beside it."""
    day = wording.day_in_words(timing.today)
    day = day[:1].upper() + day[1:]
    if not total:
        return _("%(day)s. Nothing waits.") % {"day": day}
    if yours:
        words = ngettext(
            "%(day)s. %(count)d case waits for you", "%(day)s. %(count)d cases wait for you", total
        )
    else:
        words = ngettext(
            "%(day)s. %(count)d case in this list", "%(day)s. %(count)d cases in this list", total
        )
    return words % {"day": day, "count": total}


def tabs(user: User, scope: lists.Scope, totals: dict[lists.Scope, int]) -> list[Tab]:
    """Mine, my role's, all."""
    roles = ", ".join(str(ROLE_TITLES[role]) for role in sorted(user.roles)) or _("no role")
    titles: dict[lists.Scope, StrOrPromise] = {
        "mine": _("Mine"),
        "role": roles[:1].upper() + roles[1:],
        "all": _("All open"),
    }
    return [Tab(each, titles[each], totals[each], each == scope) for each in lists.SCOPES]


def done_today(user: User, timing: Timing) -> list[Case]:
    """Cases in which this person did something today and nothing more waits for them."""
    midnight = datetime.combine(timing.today, time.min, tzinfo=timing.ours.tz)
    steps = Step.objects.filter(actor=user, at__gte=midnight).values("case_id")
    seen = Case.objects.visible_to(user).filter(pk__in=steps)
    waiting = lists.scoped(user, "mine").values("pk")
    return list(seen.exclude(pk__in=waiting).select_related("student").order_by("pk")[:DONE])
