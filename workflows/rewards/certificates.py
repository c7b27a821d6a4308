"""Certificates of an order: all numbers in one transaction, the sheets one by one in the background.

The rows are the truth: a nominee points to the register entry of the certificate, which is reserved until it ends
issued or voided. A killed process leaves a lease that runs out; then the next beat takes the entry again.
"""

from django.db import transaction
from django.utils import timezone

import journal
from documents import making, numbering
from documents.models import Entry
from organisation import profile
from organisation.models import User
from records.models import PortfolioItem
from workflows.cases import door
from workflows.cases.door import Invalid
from workflows.rewards import papers
from workflows.rewards.models import Nominee, RewardNomination, State

SERIES = "certificate.reward"
ACTION = "certify"  # not "order": the entries of the order are one packet
GIVEN_UP = "certificate_failed"  # code in Case.needs_human


def reserve(case: RewardNomination, nominees: list[Nominee], actor: User | None) -> list[Entry]:
    """A number for each, all or none, in the caller's transaction. Nominees come with student and achievements."""
    ours = profile.current()
    kind, series = case.kind_in(ours), ours.series.get(SERIES)
    if kind is None or series is None:
        raise Invalid({"reward_kind": "kind_missing" if kind is None else "series_missing"})
    order = Entry.objects.filter(number=case.decision_number, case_number=case.number).latest("pk")
    entries = numbering.reserve_many(
        SERIES,
        series,
        [papers.certificate_snapshot(case, kind, each, order) for each in nominees],
        on=timezone.localdate(timezone=ours.tz),
        case_number=case.number,
        kind=papers.CERTIFICATE,
        actor_id=actor.pk if actor else None,
        action=ACTION,
    )
    for nominee, entry in zip(nominees, entries, strict=True):
        nominee.certificate = entry
    Nominee.objects.bulk_update(nominees, ["certificate"])
    numbers = [entry.number for entry in entries]
    told = {"case": case.number, "action": ACTION, "numbers": numbers}
    journal.append("number", case.number, told, actor, rows=numbering.rows(entries))
    return entries


def finish(entry: Entry) -> bool:
    """Make one sheet and put it where it belongs; False when another process has it or was first.

    NeverPrintable: it will never be made. Safe to repeat at any moment.
    """
    claimed = numbering.claim(entry.pk, timezone.now())
    return claimed is not None and finish_claimed(claimed)


def finish_claimed(claimed: Entry) -> bool:
    """The same for a sheet that this process has claimed; False when another was first."""
    made = making.make(claimed)
    with transaction.atomic(durable=True):
        case = RewardNomination.objects.select_for_update().get(number=claimed.case_number)
        fresh = Entry.objects.select_for_update().get(pk=claimed.pk)
        if fresh.status != Entry.Status.RESERVED:
            return False
        commit(case, fresh, made)
        certify_when_whole(case)
    return True


def commit(case: RewardNomination, entry: Entry, made: making.Made) -> None:
    """Paper, reward, portfolio and journal of one student stand together or not at all."""
    nominee = Nominee.objects.select_related("student", "reward").get(certificate=entry)
    paper = making.commit(entry, made)
    told = {"sha256": made.sha256, "version": paper.pk}
    journal.append("version", entry.number, told, entry.actor, rows=[paper])
    reward = nominee.reward
    if reward is None:
        return
    reward.number, reward.certificate_sha256 = entry.number, made.sha256
    reward.save()
    item = {"title": f"{reward.title} № {entry.number}", "document_sha256": made.sha256}
    PortfolioItem.objects.filter(reward=reward).update(**item)


def certify_when_whole(case: RewardNomination) -> None:
    """The last sheet moves the case; those given up wait for a person first."""
    if case.state == State.ORDERED and not case.pending and not missing(case):
        door.move(case, "certify", None)


def missing(case: RewardNomination) -> bool:
    """Whether an approved nominee has no certificate yet."""
    waiting = case.nominees.rewarded().exclude(certificate__status=Entry.Status.ISSUED)
    return bool(waiting.exists())


def give_up(entry: Entry, reason: str) -> None:
    """The number stays in the register, voided with its reason; the office is told and may have it made anew."""
    with transaction.atomic(durable=True):
        case = RewardNomination.objects.select_for_update().get(number=entry.case_number)
        fresh = Entry.objects.select_for_update().get(pk=entry.pk)
        if fresh.status != Entry.Status.RESERVED:
            return
        numbering.void(fresh, reason)
        case.needs_human = sorted({*case.needs_human, GIVEN_UP})
        case.office_attention = True
        case.version += 1
        case.save()
        door.record(case, "void", None, case.state, reason, {"number": fresh.number})


def void_all(case: RewardNomination, reason: str) -> None:
    """The nomination is withdrawn: what is still reserved will not be made. In the caller's transaction."""
    for entry in Entry.objects.filter(case_number=case.number, action=ACTION, status=Entry.Status.RESERVED):
        numbering.void(entry, reason)
