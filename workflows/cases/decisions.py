"""A decision is reserve → make → commit; nothing is ever rendered under a lock.

1. Reserve: lock, check, register the number with a frozen snapshot, mark the case as pending. This elects the winner.
2. Make: render the paper from the snapshot alone, outside any transaction, and store its bytes.
3. Commit: lock again; paper version, state, effects, letter, step and task together, or nothing.

The flow says which papers a decision makes (`planned`), usually one. Several get their numbers together, are made one
after the other and committed together; the first of them gives its number to the case.
`finish` ends what a killed process left reserved. Every reserved number ends issued, or voided with a reason.
"""

from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

import faults
import journal
from documents import making, numbering
from documents.models import Entry
from organisation import profile
from organisation.models import User
from organisation.profile import Profile
from workflows.cases import amended, corrections, door
from workflows.cases.models import Case
from workflows.cases.papers import Planned


def decide(
    case: door.AnyCase, action: str, actor: User | None, /, *, version: int | None = None, **data: Any
) -> door.AnyCase:
    """Decide a case: the same refusals as door.move, and the same promise that a refusal changes nothing."""
    with profile.held():
        fresh, entries = _reserve(case, action, actor, version, data)
        faults.reach("number_reserved")
        return _finish(fresh, entries, actor)


def is_decision(case: Case, action: str) -> bool:
    """Whether an action of this kind of case makes a numbered paper."""
    method = getattr(type(case), action, None)
    meta = getattr(method, "_django_fsm", None)
    return meta is not None and any(each.custom.get("decision") for each in meta.transitions.values())


def act(
    case: door.AnyCase, action: str, actor: User | None, /, *, version: int | None = None, **data: Any
) -> door.AnyCase:
    """The one entrance for pages and commands: a decision, a correction or a plain move, whichever the action is."""
    if action == amended.CORRECT:
        return corrections.correct(case, actor, version=version, **data)
    if is_decision(case, action):
        return decide(case, action, actor, version=version, **data)
    moved = door.move(case, action, actor, version=version, **data)
    if action == amended.REVOKE:
        faults.reach("decision_committed")
    return moved


def reserve(case: Case, action: str, actor: User | None, version: int | None, data: dict[str, Any]) -> Entry:
    """Elect the winner and freeze what the papers will say. Returns the register entry of the first paper."""
    with profile.held():
        _, entries = _reserve(case, action, actor, version, data)
        return entries[0]


def _reserve(
    case: door.AnyCase, action: str, actor: User | None, version: int | None, data: dict[str, Any]
) -> tuple[door.AnyCase, list[Entry]]:
    ours = profile.current()
    with transaction.atomic(durable=True):
        fresh = door.lock(case)
        door.check(fresh, action, actor, version)
        planned = import_string(fresh.FLOW).instance.planned(fresh, action, actor, data)
        entries = [_number(fresh, each, action, actor, data, ours) for each in planned]
        fresh.pending = entries[0].number
        fresh.save(update_fields=["pending"])
        for entry in entries:
            told = {"case": fresh.number, "action": action}
            journal.append("number", entry.number, told, actor, rows=numbering.rows([entry]))
    return fresh, entries


def _number(
    case: Case, planned: Planned, action: str, actor: User | None, data: dict[str, Any], ours: Profile
) -> Entry:
    """The entry of one paper. Its snapshot keeps, unprinted, what the commit needs to know of the decision."""
    kept = {key: value for key, value in data.items() if key != "note"}
    by = actor.pk if actor else None
    decision = {"action": action, "note": str(data.get("note", "") or ""), "by": by, "data": kept}
    series = ours.series.get(planned.series)
    if series is None:
        raise door.Invalid({"number": "series_missing"})
    about: dict[str, Any] = {
        "on": timezone.localdate(timezone=ours.tz),
        "case_number": case.number,
        "kind": planned.kind,
        "actor_id": by,
        "action": action,
        "snapshot": {**planned.snapshot, "decision": decision},
    }
    if series.kind == "own":
        return numbering.reserve(planned.series, series, of=case.number, **about)
    if not planned.external_number.strip():
        raise door.Invalid({"external_number": "external_number_missing"})
    try:
        return numbering.register_external(planned.series, planned.external_number, series, **about)
    except numbering.DuplicateNumber as error:
        raise door.Invalid({"external_number": "external_number_taken"}) from error


def together(entry: Entry) -> list[Entry]:
    """What is still reserved for the same decision, the first paper first. A pending case starts no other one."""
    return list(_together(entry).order_by("pk"))


def _together(entry: Entry) -> QuerySet[Entry]:
    same = Entry.objects.filter(case_number=entry.case_number, action=entry.action)
    return same.filter(status=Entry.Status.RESERVED)


def finish(model: type[door.AnyCase], entry_id: int) -> door.AnyCase:
    """Make the papers of a reservation and commit the decision. Safe to repeat at any time, by any process."""
    with profile.held():
        first = Entry.objects.get(pk=entry_id)
        actor = User.objects.filter(pk=first.snapshot["decision"]["by"]).first()
        case = cast(door.AnyCase, model._default_manager.get(number=first.case_number))
        return _finish(case, together(first) or [first], actor)


def _finish(known: door.AnyCase, reserved: list[Entry], actor: User | None) -> door.AnyCase:
    lead = reserved[0]
    if lead.status != Entry.Status.RESERVED:
        return known
    made = [(each, making.make(each)) for each in reserved]
    try:
        case = _commit(known, made, actor)
    except numbering.NotReserved:  # another process was first: it has committed or voided all of them
        return cast(door.AnyCase, type(known)._default_manager.get(pk=known.pk))
    faults.reach("decision_committed")
    return case


def _commit(known: door.AnyCase, made: list[tuple[Entry, making.Made]], actor: User | None) -> door.AnyCase:
    with transaction.atomic(durable=True):
        case = door.lock_again(known)
        for entry, paper in made:
            version = making.commit(entry, paper)
            told = {"sha256": paper.sha256, "version": version.pk}
            journal.append("version", entry.number, told, actor, rows=[version])
            case.just_made = [*case.just_made, version]
        lead, _ = made[0]
        decision = lead.snapshot["decision"]
        data = {**decision["data"], "note": decision["note"], "number": lead.number}
        case = door.apply(case, getattr(case, lead.action), lead.action, actor, data)
        case.just_made = []
        return case


def void(model: type[Case], entry_id: int, reason: str) -> None:
    """Papers that can never be made: their numbers stay in the register, voided, and the case is free again."""
    with transaction.atomic(durable=True):
        entry = Entry.objects.get(pk=entry_id)
        case = model._default_manager.select_for_update().get(number=entry.case_number)
        entries = together(entry)
        if not entries:
            return
        for each in entries:
            numbering.void(each, reason)
        case.pending = ""
        case.version += 1
        case.save()
        door.record(case, "void", None, case.state, reason, {"number": entries[0].number})
