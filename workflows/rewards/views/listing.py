"""All nominations of a person, and the rewards that were given, by direction of work."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisation import profile
from organisation.models import User
from organisation.profile import Profile
from workflows.cases import door
from workflows.cases.finding import find, person
from workflows.cases.models import Case
from workflows.cases.timing import Timing
from workflows.rewards import listing, nominee_rows
from workflows.rewards.description import REWARD
from workflows.rewards.models import Nominee, RewardNomination, State
from workflows.rewards.states import NOMINATORS

ROWS = 50


@require_safe
def rewards(request: HttpRequest) -> HttpResponse:
    """Nominations, the newest first."""
    user, timing = person(request), Timing.read()
    seen = Case.objects.visible_to(user).filter(kind=RewardNomination.KIND)
    cases = listing.counted().filter(pk__in=seen.values("pk")).select_related("reviewer").order_by("-pk")
    shown = request.GET.get("state", "")
    if shown in State.values:
        cases = cases.filter(state=shown)
    page = Paginator(cases, ROWS).get_page(request.GET.get("page"))
    rows = [(case, listing.title(case, timing.ours), State(case.state).label) for case in page.object_list]
    context = {
        "page": page,
        "rows": rows,
        "states": State.choices,
        "shown": shown,
        "may_nominate": user.has_role(*NOMINATORS) and timing.ours.rewards.enabled,
    }
    return render(request, "rewards/list.html", context)


@require_safe
def rewards_given(request: HttpRequest) -> HttpResponse:
    """Rewards of one direction; its deputy sees their own at once (file 004, 3.4)."""
    user, ours = person(request), profile.current()
    directions = [(each.code, each.title) for each in ours.rewards.directions]
    shown = request.GET.get("direction", own_direction(user, ours))
    found = Nominee.objects.rewarded().filter(case__ordered_on__isnull=False)
    found = found.exclude(case__state=State.WITHDRAWN)
    seen = Case.objects.visible_to(user).filter(kind=RewardNomination.KIND)
    found = found.filter(case__in=seen.values("pk"))
    if shown:
        found = found.filter(case__direction=shown)
    ordered = found.select_related("student", "case", "certificate").order_by("-case__ordered_on", "-pk")
    titles = {each.code: each.title for each in ours.rewards.kinds}
    page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    rows = [(each, titles.get(each.case.reward_kind, "")) for each in page.object_list]
    context = {"page": page, "rows": rows, "directions": directions, "shown": shown}
    return render(request, "rewards/given.html", context)


@require_safe
def reward_nominees(request: HttpRequest, number: str) -> HttpResponse:
    """Every nominee of a nomination, by class and surname."""
    case = find(request, number, REWARD)
    wanted = {name: request.GET.get(name, "").strip()[:100] for name in ("group", "name")}
    context = {
        "case": case,
        "page": nominee_rows.page_of(case, wanted, request.GET.get("page"), Timing.read()),
        "wanted": wanted,
        "groups": sorted(set(case.nominees.values_list("student__group", flat=True)) - {""}),
        "may": set(door.allowed(case, person(request))),
    }
    return render(request, "rewards/nominees.html", context)


def own_direction(user: User, ours: Profile) -> str:
    """The direction of which this person is the deputy; the first of several."""
    return next((each.code for each in ours.rewards.directions if each.deputy == user.username), "")
