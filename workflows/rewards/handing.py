"""Where papers go: originals into hands, a package to an outside body, and back again when all is undone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from documents import in_force, making, numbering
from documents.models import Version, VersionStatus
from organisation import profile
from organisation.models import User
from records.models import PortfolioItem, Reward
from workflows.cases import amending
from workflows.cases.door import Invalid
from workflows.rewards.models import Nominee, RewardNomination

Status = VersionStatus.Status


def day_of(given: Any, field: str) -> date:
    """A day as forms and commands give it. Invalid when it is missing, unreadable or not yet there."""
    try:
        day = given if isinstance(given, date) else date.fromisoformat(str(given or ""))
    except ValueError as error:
        raise Invalid({field: "day_missing"}) from error
    if day > timezone.localdate(timezone=profile.current().tz):
        raise Invalid({field: "day_ahead"})
    return day


def hand_over(
    case: RewardNomination, chosen: Sequence[Nominee], data: dict[str, Any], actor: User | None
) -> int:
    """The originals of these nominees are handed over (file 004, 3.4): on which day, and to whom. Returns how many.

    Invalid while a certificate is not made, or before its order.
    """
    day, to = day_of(data.get("on"), "on"), str(data.get("to") or "").strip()[:300]
    if case.ordered_on is not None and day < case.ordered_on:
        raise Invalid({"on": "before_the_order"})
    entries = [each.certificate_id for each in chosen if each.certificate_id is not None]
    versions = standing(Version.objects.filter(entry__in=entries))
    if case.with_certificate and len(versions) != len(chosen):
        raise Invalid({"nominees": "certificate_missing"})
    for each in chosen:
        each.handed_on, each.handed_to = day, to or each.handed_to
    Nominee.objects.bulk_update(chosen, ["handed_on", "handed_to"])
    rewards = [each.reward_id for each in chosen if each.reward_id is not None]
    Reward.objects.filter(pk__in=rewards).update(handed_on=day, handed_to=to)
    _mark(versions, Status.HANDED_OVER, day.isoformat(), actor)
    data["on"] = day.isoformat()
    return len(chosen)


def send(case: RewardNomination, data: Mapping[str, Any], actor: User | None) -> None:
    """The package leaves for the outside body under an outgoing number, where the profile keeps such a register."""
    case.sent_to = str(data.get("sent_to") or case.sent_to).strip()[:300]
    if not case.sent_to:
        raise Invalid({"sent_to": "sent_to_missing"})
    ours = profile.current()
    series = ours.series.get("outgoing")
    if series is None or series.kind == "external":
        return
    entry = numbering.register(
        "outgoing",
        series,
        on=timezone.localdate(timezone=ours.tz),
        case_number=case.number,
        kind="outgoing",
        actor_id=actor.pk if actor else None,
    )
    case.sent_number = entry.number


def revoke(case: RewardNomination, reason: str, actor: User | None) -> None:
    """The order is undone: its rewards leave the records, its papers stay and say that they are revoked."""
    PortfolioItem.objects.filter(reward__case_number=case.number).delete()
    Reward.objects.filter(case_number=case.number).delete()
    versions = Version.objects.filter(document__case_number=case.number, entry__isnull=False)
    for each in standing(versions):
        amending.end(each, reason, actor)


def standing(versions: QuerySet[Version]) -> list[Version]:
    """Those that are neither superseded nor revoked: one of each paper at most."""
    ended = VersionStatus.objects.filter(status__in=in_force.ENDED).values("version")
    return list(versions.exclude(pk__in=ended).select_related("entry"))


def point_to(version: Version) -> None:
    """The reward of a sheet, and its piece of the portfolio, lead to this version of it."""
    rewards = Reward.objects.filter(
        pk__in=Nominee.objects.filter(certificate=version.entry_id).values("reward")
    )
    PortfolioItem.objects.filter(reward__in=rewards).update(document_sha256=version.sha256)
    rewards.update(certificate_sha256=version.sha256)


def point_away(version: Version) -> None:
    """The sheet is revoked: reward and portfolio lead to no sheet; its number stays in the register."""
    rewards = Reward.objects.filter(certificate_sha256=version.sha256)
    for each in rewards:
        PortfolioItem.objects.filter(reward=each).update(title=each.title, document_sha256="")
    rewards.update(number="", certificate_sha256="")


def _mark(versions: Sequence[Version], status: str, reason: str, actor: User | None) -> None:
    keys = [each.pk for each in versions]
    making.set_statuses(keys, status, actor_id=actor.pk if actor else None, reason=reason)
