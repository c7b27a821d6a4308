"""A decision is reserve → make → commit; nothing is ever rendered under a lock.

1. Reserve: lock, check, register the number with a frozen snapshot, mark the case as pending. This elects the winner.
2. Make: render the paper from the snapshot alone, outside any transaction, and store its bytes.
3. Commit: lock again; paper version, state, effects, letter, step and task together, or nothing.

`resume` finishes what a killed process left reserved. Every reserved number ends issued, or voided with a reason.
"""

from typing import Any, cast

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

import faults
import journal
from documents import making, numbering
from documents.models import Entry
from organisation import profile
from organisation.models import User
from workflows.cases import door
from workflows.cases.models import Case


def decide(
    case: door.AnyCase, action: str, actor: User, *, version: int | None = None, **data: Any
) -> door.AnyCase:
    """Decide a case: the same refusals as door.move, and the same promise that a refusal changes nothing."""
    entry = reserve(case, action, actor, version, data)
    faults.reach("number_reserved")
    return finish(type(case), entry.pk)


def is_decision(case: Case, action: str) -> bool:
    """Whether an action of this kind of case makes a numbered paper."""
    method = getattr(type(case), action, None)
    meta = getattr(method, "_django_fsm", None)
    return meta is not None and any(each.custom.get("decision") for each in meta.transitions.values())


def act(
    case: door.AnyCase, action: str, actor: User | None, *, version: int | None = None, **data: Any
) -> door.AnyCase:
    """The one entrance for pages and commands: a decision or a plain move, whichever the action is."""
    if actor is not None and is_decision(case, action):
        return decide(case, action, actor, version=version, **data)
    return door.move(case, action, actor, version=version, **data)


def reserve(case: Case, action: str, actor: User, version: int | None, data: dict[str, Any]) -> Entry:
    """Elect the winner and freeze what the paper will say."""
    ours = profile.current()
    with transaction.atomic(durable=True):
        fresh = door.lock(case)
        door.check(fresh, action, actor, version)
        flow = import_string(fresh.FLOW)
        snapshot = flow.instance.snapshot(fresh, action, actor, data)
        entry = numbering.reserve(
            f"decision.{fresh.kind}",
            ours.series[f"decision.{fresh.kind}"],
            on=timezone.localdate(timezone=ours.tz),
            case_number=fresh.number,
            kind=f"{fresh.kind}_decision",
            actor_id=actor.pk,
            action=action,
            snapshot=snapshot,
            of=fresh.number,
        )
        fresh.pending = entry.number
        fresh.save()
        journal.append("number", entry.number, {"case": fresh.number, "action": action}, actor)
    return entry


def finish(model: type[door.AnyCase], entry_id: int) -> door.AnyCase:
    """Make the paper of a reservation and commit the decision. Safe to repeat at any time, by any process."""
    made = making.make(Entry.objects.get(pk=entry_id))
    with transaction.atomic(durable=True):
        number = Entry.objects.get(pk=entry_id).case_number
        case = cast(door.AnyCase, model._default_manager.select_for_update().get(number=number))
        entry = Entry.objects.select_for_update().get(pk=entry_id)
        if entry.status != Entry.Status.RESERVED:
            return case
        case.pending = ""
        actor = User.objects.get(pk=entry.snapshot["decision"]["by"])
        paper = making.commit(entry, made)
        journal.append("version", entry.number, {"sha256": made.sha256, "version": paper.pk}, actor)
        method = getattr(case, entry.action)
        data = {"note": entry.snapshot["decision"]["note"], "number": entry.number}
        case = door.apply(case, method, entry.action, actor, data)
    faults.reach("decision_committed")
    return case


def void(model: type[Case], entry_id: int, reason: str) -> None:
    """A paper that can never be made: the number stays in the register, voided, and the case is free again."""
    with transaction.atomic(durable=True):
        entry = Entry.objects.select_for_update().get(pk=entry_id)
        case = model._default_manager.select_for_update().get(number=entry.case_number)
        if entry.status != Entry.Status.RESERVED:
            return
        numbering.void(entry, reason)
        case.pending = ""
        case.version += 1
        case.save()
        door.record(case, "void", None, case.state, reason, {"number": entry.number})
