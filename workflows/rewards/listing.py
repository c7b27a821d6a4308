"""Nominations as rows of lists: what for, how many, why you, and the verb. A bounded number of queries for any list."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.models import Entry
from organisation.models import User
from organisation.profile import Profile
from organisation.roles import Role
from workflows.cases import listing
from workflows.cases.labels import doubt
from workflows.cases.shown import WorkRow
from workflows.cases.templatetags import wording
from workflows.cases.timing import Timing
from workflows.rewards import labels
from workflows.rewards.models import EDITABLE, RewardNomination, State


def counted() -> QuerySet[RewardNomination]:
    """Nominations with their numbers of nominees, of those rewarded, and of certificates made."""
    made = Q(nominees__certificate__status=Entry.Status.ISSUED)
    found: QuerySet[RewardNomination] = RewardNomination.objects.annotate(
        named=Count("nominees"),
        chosen=Count("nominees", filter=Q(nominees__decision="approved")),
        made=Count("nominees", filter=made),
    )
    return found


def rows(keys: Sequence[int], user: User, timing: Timing) -> dict[int, WorkRow]:
    """The row of each case by primary key, in two queries."""
    cases = counted().filter(pk__in=keys).select_related("reviewer", "next_person")
    return {case.pk: row(case, user, timing) for case in cases.prefetch_related("pauses")}


def row(case: RewardNomination, user: User, timing: Timing) -> WorkRow:
    """One nomination as a row."""
    return WorkRow(
        title=title(case, timing.ours),
        url=url_of(case, user),
        about=about(case),
        number=case.number,
        why=why(case, user),
        term=timing.term(case),
        standing=_("begun %(day)s") % {"day": wording.day(localtime(case.received_at, timing.ours.tz))},
        verb=verb(case, user),
    )


def title(case: RewardNomination, ours: Profile) -> str:
    """«Осенний марафон: почётная грамота, 25 учеников»."""
    kind = case.kind_in(ours)
    words = f"{kind.title[:1].lower()}{kind.title[1:]}" if kind else _("kind not chosen")
    count = getattr(case, "chosen", 0) or getattr(case, "named", 0)
    many = ngettext("%(count)d student", "%(count)d students", count) % {"count": count}
    return ": ".join(part for part in (case.occasion, f"{words}, {many}") if part)


def url_of(case: RewardNomination, user: User) -> str:
    """The page on which this person does the next thing."""
    if case.state == State.CONSIDERATION and user.has_role(Role.HEAD):
        return reverse("reward_decision", args=[case.number])
    return reverse("reward_case", args=[case.number])


def about(case: RewardNomination) -> str:
    """«Reward 41-пн: certificates 136 of 200»."""
    return _("Reward %(number)s: %(what)s") % {"number": case.number, "what": stage(case)}


def stage(case: RewardNomination) -> str:
    """What is particular about the nomination now."""
    if case.pending:
        return _("the order is being made")
    if case.needs_human:
        return ", ".join(str(doubt(code, labels.DOUBTS)) for code in case.needs_human[:2])
    if case.state == State.ORDERED and case.with_certificate and getattr(case, "made", 0):
        return _("certificates %(made)d of %(total)d") % {
            "made": getattr(case, "made", 0),
            "total": getattr(case, "chosen", 0),
        }
    return str(State(case.state).label)


def why(case: RewardNomination, user: User) -> str:
    """Why it is on this person's list."""
    if case.office_attention and user.has_role(Role.OFFICE):
        return office_reason(case)
    if case.reviewer_id == user.pk and case.next_person_id == user.pk:
        return _("You nominate")
    if case.state in (State.SUBMITTED, State.CONSIDERATION, State.APPROVED) and case.reviewer is not None:
        return _("Nominated by %(who)s") % {"who": case.reviewer.display_name}
    return listing.holder(case)


def office_reason(case: RewardNomination) -> str:
    """What only the office can settle."""
    if case.reviewer_id is None:
        return _("Somebody has to take the letter on")
    if case.state == State.ORDERED and not case.needs_human:
        return _("The order has to be signed")
    return _("A person has to look")


def verb(case: RewardNomination, user: User) -> str:
    """What this person does next, in one word."""
    if case.reviewer_id == user.pk:
        if case.state in EDITABLE:
            return _("Rework") if case.state == State.RETURNED else _("Write on")
        if case.state == State.CERTIFIED or (case.state == State.ORDERED and not case.with_certificate):
            return _("Hand over")
    if user.has_role(Role.HEAD) and case.state == State.CONSIDERATION:
        return _("Decide")
    if user.has_role(Role.HEAD) and case.state == State.APPROVED:
        return _("Sign")
    if user.has_role(Role.OFFICE) and case.state == State.SUBMITTED:
        return _("Check")
    return _("Settle") if user.has_role(Role.OFFICE) and case.office_attention else _("Look")


def matching(words: str) -> QuerySet[RewardNomination]:
    """Nominations whose occasion holds the words; SQLite folds no Cyrillic, hence both spellings."""
    lowered, raised = words.lower(), words[:1].upper() + words[1:].lower()
    spelt = Q(occasion__contains=lowered) | Q(occasion__contains=raised) | Q(occasion__icontains=words)
    found: QuerySet[RewardNomination] = RewardNomination.objects.filter(spelt)
    return found
