"""Nominees of a case: taking them on, their faults, what looks like the same reward twice, and whose consent lacks.

Every question is answered for all nominees at once, so that two hundred cost no more queries than one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, Max

from organisation.profile import Profile, RewardKind
from records.models import Achievement, Consent, Reward, Student
from workflows.cases.door import Invalid
from workflows.rewards import rules
from workflows.rewards.models import Nominee, RewardNomination, State


@dataclass(frozen=True)
class Twin:
    """A reward that looks the same: where it stands, and its case when there is one."""

    title: str
    number: str  # of the certificate, else of the order
    on: Any  # date or None
    case_number: str


def asked(case: RewardNomination, ours: Profile) -> rules.Asked:
    """What the profile asks of this nomination."""
    kind = case.kind_in(ours)
    return rules.Asked(
        kind_known=kind is not None,
        kind_enabled=kind is not None and kind.enabled,
        wants_amount=kind is not None and kind.wants_amount,
        wants_period=kind is not None and kind.wants_period,
        ground_required=ours.rewards.ground_required,
        fields=frozenset(code for code, _ in ours.rewards.fields),
        directions=frozenset(each.code for each in ours.rewards.directions),
    )


def faults(case: RewardNomination, ours: Profile, chosen: Iterable[Nominee] | None = None) -> dict[str, str]:
    """What keeps the nomination from going on: field → code. One query, two when the nominees are not given."""
    nominees = list(case.nominees.all() if chosen is None else chosen)
    counts = dict(
        Nominee.achievements.through.objects.filter(nominee__in=nominees)
        .values_list("nominee")
        .annotate(count=Count("pk"))
    )
    draft = rules.Draft(
        case.field,
        case.direction,
        case.occasion,
        case.ground,
        case.amount,
        case.period,
        [each.claim(counts.get(each.pk, 0)) for each in nominees],
    )
    return rules.faults_of(draft, asked(case, ours))


def take_on(case: RewardNomination, wanted: Sequence[Mapping[str, Any]]) -> list[Nominee]:
    """Add students, each once: [{student, words, achievements, amount, period}]. Who is there already stays.

    Invalid for a student or an achievement that is not there.
    """
    keys = [key_of(each.get("student")) for each in wanted]
    students = Student.objects.in_bulk(keys)
    if not wanted or len(students) != len(set(keys)):
        raise Invalid({"nominees": "nominees_missing" if not wanted else "student_unknown"})
    present = set(case.nominees.values_list("student_id", flat=True))
    last = case.nominees.aggregate(last=Max("position"))["last"] or 0
    fresh: dict[int, Mapping[str, Any]] = {}
    for key, each in zip(keys, wanted, strict=True):
        if key not in present:
            fresh.setdefault(key, each)
    made = Nominee.objects.bulk_create(
        Nominee(case=case, position=last + n, student=students[key], **columns(each))
        for n, (key, each) in enumerate(fresh.items(), start=1)
    )
    for nominee, each in zip(made, fresh.values(), strict=True):
        if each.get("achievements"):
            nominee.achievements.set(achievements_of(nominee.student_id, each["achievements"]))
    return made


def columns(given: Mapping[str, Any]) -> dict[str, Any]:
    """Words, amount and period as columns. Invalid for an amount that is no number."""
    return {
        "words": str(given.get("words") or "").strip()[:500],
        "amount": money_of(given.get("amount")),
        "period": str(given.get("period") or "").strip()[:120],
    }


def money_of(given: Any) -> Decimal | None:
    """An amount as typed («1 500,50»); None when empty. Invalid when it is no number."""
    text = "".join(str(given if given is not None else "").split()).replace(",", ".")
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise Invalid({"amount": "amount_unreadable"}) from error
    if not amount.is_finite() or not 0 <= amount < 10**8:
        raise Invalid({"amount": "amount_unreadable"})
    return amount


def key_of(given: Any) -> int:
    """A primary key; 0, which nobody has, for anything else."""
    text = str(given)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def achievements_of(student: int, keys: Iterable[Any]) -> list[Achievement]:
    """Achievements of that very student. Invalid when one is another's."""
    wanted = {key_of(each) for each in keys}
    found = list(Achievement.objects.filter(student=student, pk__in=wanted))
    if len(found) != len(wanted):
        raise Invalid({"achievements": "achievement_unknown"})
    return found


def twins(case: RewardNomination, nominees: Sequence[Nominee]) -> dict[int, list[Twin]]:
    """By student: open nominations and given rewards for the same ground. Three queries, however many nominees."""
    students = [each.student_id for each in nominees]
    mine = {each.student_id: ground_of(case, each) for each in nominees}
    found: defaultdict[int, list[Twin]] = defaultdict(list)
    others = Nominee.objects.filter(student__in=students, case__reward_kind=case.reward_kind)
    others = others.exclude(case=case).exclude(case__state__in=(State.WITHDRAWN, State.DECLINED))
    others = others.exclude(decision=Nominee.Decision.DECLINED)
    for each in others.select_related("case", "certificate").prefetch_related("achievements"):
        if rules.same_ground(mine[each.student_id], ground_of(each.case, each)):
            number = each.certificate.number if each.certificate else each.case.decision_number
            twin = Twin(each.case.occasion, number, each.case.ordered_on, each.case.number)
            found[each.student_id].append(twin)
    for reward in Reward.objects.filter(student__in=students, kind=case.reward_kind, case_number=""):
        if rules.same_ground(mine[reward.student_id], ground_of_reward(reward)):
            twin = Twin(reward.title, reward.number or reward.order_number, reward.on, "")
            found[reward.student_id].append(twin)
    return dict(found)


def ground_of(case: RewardNomination, nominee: Nominee) -> rules.Ground:
    """The ground of a nominee; achievements come prefetched."""
    achievements = frozenset(each.pk for each in nominee.achievements.all())
    return rules.Ground(case.reward_kind, case.occasion, nominee.period or case.period, achievements)


def ground_of_reward(reward: Reward) -> rules.Ground:
    """The ground of a reward that came from elsewhere than a nomination here."""
    return rules.Ground(reward.kind, reward.ground, reward.period)


def without_consent(nominees: Sequence[Nominee], kind: RewardKind | None, ours: Profile) -> set[int]:
    """Students whose name may not be published (152-FZ, article 10.1). One query; none where the profile asks none."""
    if not ours.rewards.publish_needs_consent or kind is None:
        return set()
    students = {each.student_id for each in nominees}
    given = Consent.objects.filter(student__in=students, purpose="publish", withdrawn_on=None)
    return students - set(given.values_list("student_id", flat=True))
