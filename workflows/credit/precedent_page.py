"""What the comparison shows of earlier decisions on the same pair, and taking one over."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.models import User
from workflows.cases.models import Case
from workflows.cases.shown import PrecedentShown
from workflows.credit import labels, precedents
from workflows.credit.models import CourseLine, CreditApplication
from workflows.credit.precedents import Change, Precedent


def taken(
    case: CreditApplication, rulings: Sequence[dict[str, Any]], position: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The rulings with one line decided like its precedent, and what the step keeps of that.

    A precedent that has gone or suspended itself since the page was shown changes nothing.
    """
    found = _offered(case, list(case.lines.all()))
    before = found.get(int(position)) if position.isdecimal() else None
    if before is None or before.changes:
        return list(rulings), {}
    mixed = [{**each, **before.ruling} if each["position"] == int(position) else each for each in rulings]
    return mixed, {"precedent": before.row.case_number}


def shown(case: CreditApplication, present: Sequence[CourseLine], user: User) -> Mapping[int, PrecedentShown]:
    """The precedent of each line, by position. Two queries, whatever the number of lines."""
    found = _offered(case, present)
    numbers = {each.row.case_number for each in found.values()}
    seen = Case.objects.visible_to(user).filter(number__in=numbers).values_list("number", flat=True)
    open_to = set(seen) if numbers else set()
    by_position = {line.position: line for line in present}
    return {place: _shown(each, by_position[place], open_to) for place, each in found.items()}


def _offered(case: CreditApplication, present: Sequence[CourseLine]) -> Mapping[int, Precedent]:
    units = list(case.programme.units.all()) if case.programme else []
    return precedents.offered(case, present, units) if units else {}


def _shown(each: Precedent, line: CourseLine, open_to: set[str]) -> PrecedentShown:
    row = each.row
    verdict = labels.VERDICTS.get(row.verdict, row.verdict)
    words = _("%(verdict)s, «%(unit)s», %(day)s") % {
        "verdict": str(verdict).lower(),
        "unit": each.unit.title,
        "day": f"{timezone.localtime(row.at):%d.%m.%Y}",
    }
    return PrecedentShown(
        verdict=row.verdict,
        words=words,
        number=row.case_number,
        url=reverse("credit_case", args=[row.case_number]) if row.case_number in open_to else "",
        changes=[change_words(change) for change in each.changes],
        taken=line.verdict == row.verdict and line.unit_id == each.unit.pk,
    )


def change_words(change: Change) -> str:
    """«hours of the earlier course 72 → 60»."""
    side = _("of the earlier course") if change.side == "theirs" else _("of our course")
    if change.what == "content":
        words = _("topics %(side)s: %(gone)s gone, %(new)s new")
        return words % {"side": side, "gone": change.before, "new": change.after}
    what = _("hours %(side)s %(before)s → %(after)s")
    if change.what == "form":
        what = _("form %(side)s %(before)s → %(after)s")
    return what % {"side": side, "before": change.before, "after": change.after}
