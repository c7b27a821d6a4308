"""What the page of a nomination shows beside what every case shows: progress, who waits for a person, nominees."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.models import Entry
from organisation.models import User
from organisation.profile import RewardKind
from workflows.cases import door
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing
from workflows.rewards import nominee_rows, nominees
from workflows.rewards.models import REWARDED, Nominee, RewardNomination, State


@dataclass(frozen=True)
class Progress:
    """How far the certificates are."""

    total: int
    numbered: int
    made: int
    failed: int

    @property
    def queued(self) -> int:
        """Still to be made."""
        return self.numbered - self.made - self.failed

    @property
    def words(self) -> str:
        """«Выпущено: 136 из 200»."""
        return _("Made: %(made)d of %(total)d") % {"made": self.made, "total": self.total}


def more(case: RewardNomination, user: User) -> dict[str, Any]:
    """What the template of nominations shows besides. A bounded number of queries for any number of nominees."""
    timing = Timing.read()
    kind = case.kind_in(timing.ours)
    rewarded = case.state in (*REWARDED, State.CLOSED) and bool(case.decision_number)
    made = case.state == State.ORDERED and case.with_certificate
    count = case.nominees.rewarded().count() if rewarded else case.nominees.count()
    return {
        "kind": kind,
        "heading": heading(case, kind, count),
        "applicant": "",
        "progress": progress(case) if made else None,
        "failed": failed(case) if made else [],
        "page": nominee_rows.page_of(case, {}, 1, timing),
        "consent": consent(case, kind, timing) if rewarded else None,
        "may": set(door.allowed(case, user)),
        "rewarded": rewarded,
    }


def heading(case: RewardNomination, kind: RewardKind | None, count: int) -> str:
    """«Осенний марафон»: почётная грамота, 200 учеников."""
    words = f"{kind.title[:1].lower()}{kind.title[1:]}" if kind else _("kind not chosen")
    many = ngettext("%(count)d student", "%(count)d students", count) % {"count": count}
    return f"«{case.occasion}»: {words}, {many}" if case.occasion else f"{case.number}. {words}, {many}"


def lead(case: RewardNomination) -> str:
    """Who nominated, why, and by which order."""
    who = case.nominated_by or case.reviewer
    parts = [_("Nominates: %(who)s") % {"who": who.display_name} if who else _("Nobody nominates yet")]
    if case.ground:
        parts.append(_("Ground: %(ground)s") % {"ground": case.ground.rstrip(".")})
    if case.ordered_on:
        words = {"number": case.decision_number, "day": wording.day(case.ordered_on)}
        parts.append(_("Order %(number)s, %(day)s") % words)
    return f"{'. '.join(parts)}."


def progress(case: RewardNomination) -> Progress:
    """Counts of the certificates in one query."""
    counts = case.nominees.rewarded().aggregate(
        total=Count("pk"),
        numbered=Count("certificate"),
        made=Count("pk", filter=Q(certificate__status=Entry.Status.ISSUED)),
        failed=Count("pk", filter=Q(certificate__status=Entry.Status.VOIDED)),
    )
    return Progress(**counts)


def failed(case: RewardNomination) -> list[Nominee]:
    """Whose certificate was given up."""
    waiting = case.nominees.filter(certificate__status=Entry.Status.VOIDED)
    return list(waiting.select_related("student", "certificate"))


def consent(case: RewardNomination, kind: RewardKind | None, timing: Timing) -> dict[str, Any] | None:
    """How many names may be published, and whose may not."""
    if kind is None or not timing.ours.rewards.publish_needs_consent:
        return None
    found = list(case.nominees.rewarded().select_related("student"))
    silent = nominees.without_consent(found, kind, timing.ours)
    names = [each.student.short for each in found if each.student_id in silent]
    return {"given": len(found) - len(names), "total": len(found), "missing": names}
