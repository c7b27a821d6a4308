"""A correction is reserve → make → commit, as a decision is; it spends no number.

1. Reserve: lock, check, write the correction with its frozen snapshot, mark the case as pending: one wins.
2. Make: draw, seal and store the new version, outside any transaction.
3. Commit: new version, the old one superseded, effects, letter and step together, or nothing.

`finish` ends what a killed process left; a correction that can never be made is given up, and the old version stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

import faults
import journal
from documents import correctable, correcting, in_force
from documents.correctable import Change
from documents.models import Correction, Version
from organisation import profile
from organisation.models import User
from workflows.cases import amended, door, papers


@dataclass(frozen=True)
class Planned:
    """A correction before it is reserved: what it corrects, what changes, the snapshot of the new version."""

    version: Version
    changes: list[Change]
    snapshot: dict[str, Any]
    code: str
    reason: str


def planned(case: Any, actor: User | None, data: Mapping[str, Any]) -> Planned:
    """Check what was typed and freeze what the new version will say. door.Invalid, by path of the field.

    data: paper (key or number), fields {path: text}, code, note (the reason in words); over: key of the version that
    the page showed.
    """
    version = amended.paper_of(case, data.get("paper"))
    if version is None:
        raise door.Invalid({"paper": "paper_unknown"})
    if amended.is_another(version, data.get("over")):
        raise door.Stale("the paper has another version by now")
    if not amended.is_correctable(version):
        raise door.Invalid({"paper": "paper_not_in_force"})
    given = data.get("fields")
    code, reason = str(data.get("code") or ""), amended.words(data.get("note"))
    errors = {} if code in amended.WHY_CORRECTED else {"code": "code_missing"}
    if not reason or len(reason) > amended.REASON:
        errors["note"] = "reason_empty" if not reason else "too_long"
    before = in_force.snapshot_of(version)
    try:
        after, changes = correctable.corrected(before, given if isinstance(given, Mapping) else {})
    except correctable.NotCorrectable as error:
        raise door.Invalid({**error.errors, **errors}) from error
    if errors:
        raise door.Invalid(errors)
    flow = import_string(case.FLOW).instance
    flow.settle_correction(before, after, changes)
    at = timezone.localtime(timezone=profile.current().tz)
    by = papers.person(actor, at.isoformat(timespec="seconds"))
    return Planned(version, changes, correcting.marked(after, version, reason, by, at), code, reason)


def correct(
    case: door.AnyCase, actor: User | None, /, *, version: int | None = None, **data: Any
) -> door.AnyCase:
    """Correct a paper: the same refusals as door.move, and the same promise that a refusal changes nothing."""
    correction = reserve(case, actor, version, data)
    faults.reach("number_reserved")
    return finish(type(case), correction)


def reserve(case: Any, actor: User | None, version: int | None, data: Mapping[str, Any]) -> Correction:
    """Elect the winner and freeze what the new version will say."""
    with transaction.atomic(durable=True):
        fresh = door.lock(case)
        door.check(fresh, amended.CORRECT, actor, version)
        plan = planned(fresh, actor, data)
        number = plan.version.entry.number if plan.version.entry else ""
        try:
            correction = correcting.reserve(
                plan.version,
                plan.snapshot,
                plan.changes,
                code=plan.code,
                reason=plan.reason,
                actor_id=actor.pk if actor else None,
            )
        except correcting.Ended as error:
            raise door.Stale(str(error)) from error
        fresh.pending = number[:80]
        fresh.save()
        told = {"case": fresh.number, "version": correction.number, "code": plan.code}
        journal.append("correction", number, told, actor, rows=[correction])
    return correction


def finish(model: type[door.AnyCase], correction: Correction) -> door.AnyCase:
    """Make the new version and commit the correction. Safe to repeat at any time, by any process."""
    made = correcting.make(correction)
    with transaction.atomic(durable=True):
        case = door.locked(model).get(number=correction.case_number)
        fresh = Correction.objects.select_related("replaces__document", "replaces__entry", "actor").get(
            pk=correction.pk
        )
        if fresh.status != Correction.Status.RESERVED:
            return case
        case.pending = ""
        paper = correcting.commit(fresh, made)
        entry = paper.entry.number if paper.entry else ""
        told = {"sha256": made.sha256, "version": paper.pk, "replaces": fresh.replaces.sha256}
        journal.append("version", entry, told, fresh.actor, rows=[paper])
        data = {
            "paper": paper.document_id,
            "version": paper.pk,
            "number": entry,
            "code": fresh.code,
            "note": fresh.reason,
        }
        method = getattr(case, amended.CORRECT)
        case = door.apply(case, method, amended.CORRECT, fresh.actor, data)
    faults.reach("decision_committed")
    return case


def void(model: type[door.AnyCase], correction: Correction, problem: str) -> None:
    """A version that can never be made: the correction is given up, and the case is free again."""
    with transaction.atomic(durable=True):
        case = model._default_manager.select_for_update().get(number=correction.case_number)
        if not correcting.void(correction, problem):
            return
        case.pending = ""
        case.version += 1
        case.save()
        door.record(case, "void", None, case.state, problem, {"number": f"v{correction.number}"})
