"""move(): the only door through which a case changes. Pages, commands, letters and the clock all come here.

A transition method of the concrete case says from where to where, who may, and checks its data; the effects of the
action (letters, results, plans) stand in the flow class as `on_<action>`. Everything happens in one transaction:
state, effects, due date, next task, step and journal entry stand together or not at all.
"""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django_fsm import can_proceed, has_transition_perm

import journal
from organisation import profile
from organisation.models import User
from workflows.cases import clock, turns
from workflows.cases.models import Case, Step

AnyCase = TypeVar("AnyCase", bound=Case)


class MoveRefused(Exception):
    """Why a case did not move. `code` for programs; the words are for people and name no secret."""

    code = "refused"


class NotAllowed(MoveRefused):
    """This person may not do that (role, or separation of duties)."""

    code = "not_allowed"


class NotNow(MoveRefused):
    """The state of the case does not permit the action."""

    code = "not_now"


class Stale(MoveRefused):
    """Somebody else moved the case after the page was opened."""

    code = "stale"


class Busy(MoveRefused):
    """A decision on the case is being made this very moment."""

    code = "busy"


class Invalid(MoveRefused):
    """The data of the action is wrong: `errors` says what to mend, by field."""

    code = "invalid"

    def __init__(self, errors: Mapping[str, Any]) -> None:
        super().__init__("; ".join(f"{key}: {value}" for key, value in errors.items()))
        self.errors = dict(errors)


def lock(case: AnyCase) -> AnyCase:
    """A fresh copy of the case with its row (child and parent) locked until the transaction ends."""
    return locked(type(case)).get(pk=case.pk)


def locked(model: type[AnyCase], *, beside: bool = True) -> QuerySet[AnyCase]:
    """Cases whose rows (child and parent, nothing else) are locked until the transaction ends as they are read.

    With what their moves read of other tables, unless that is known already.
    """
    parents = [link.name for link in model._meta.parents.values() if link is not None]
    rows = model._default_manager.select_for_update(of=("self", *parents))
    return cast("QuerySet[AnyCase]", rows.select_related(*model.BESIDE) if beside and model.BESIDE else rows)


def lock_again(known: AnyCase) -> AnyCase:
    """The case that was locked before, locked once more: `known`, with what was read beside it, while its row stands.

    Lines, documents and their like change by moves alone, and a move changes the row: then it is a fresh copy.
    """
    fresh = locked(type(known), beside=False).get(pk=known.pk)
    names = [field.attname for field in known._meta.concrete_fields]
    stands = all(getattr(known, name) == getattr(fresh, name) for name in names)
    return known if stands else fresh


def check(case: Case, action: str, actor: User | None, version: int | None) -> Any:
    """The bound transition, if the case may take it now; otherwise the MoveRefused that says why not."""
    method = getattr(case, action, None)
    if method is None or not hasattr(method, "_django_fsm"):
        raise NotNow(f"unknown action {action}")
    if version is not None and version != case.version:
        raise Stale(f"the case was moved to {case.state}")
    if case.pending:
        raise Busy(f"decision {case.pending} is being made")
    if not can_proceed(method):
        raise NotNow(f"{action} is not possible in state {case.state}")
    if not permitted(method, actor):
        raise NotAllowed(f"{action} is not for you")
    return method


def move(
    case: AnyCase, action: str, actor: User | None, /, *, version: int | None = None, **data: Any
) -> AnyCase:
    """Do `action` on the case as `actor` (None = the system) and return a fresh case.

    version: what the page showed; a differing one raises Stale. data: fields of the action, checked by it.
    Raises a MoveRefused; then nothing at all has changed.
    """
    with profile.held(), transaction.atomic():
        fresh = lock(case)
        method = check(fresh, action, actor, version)
        return apply(fresh, method, action, actor, data)


def apply(case: AnyCase, method: Any, action: str, actor: User | None, data: dict[str, Any]) -> AnyCase:
    """The part of a move after the checks, inside the caller's transaction and lock."""
    before = case.state
    method(actor, data)
    flow = import_string(case.FLOW)
    case.version += 1
    case.pending = ""
    note = str(data.pop("note", "") or "")
    effect = getattr(flow.instance, f"on_{action}", None)
    if effect is not None:
        effect(case, actor, data)
    if case.state in case.CLOSED:
        case.closed_at = timezone.now()
    elif case.closed_at is not None:
        case.closed_at = None
    clock.refresh(case)
    turns.advance(case, flow, actor)
    case.save()
    record(case, action, actor, before, note, data)
    return case


def record(
    case: Case,
    action: str,
    actor: User | None,
    before: str,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> Step:
    """Write the step and its journal entry. Data holds codes and numbers of rows, never file contents."""
    step = Step.objects.create(
        case_id=case.pk,
        at=timezone.now(),
        actor=actor,
        action=action,
        from_state=before,
        to_state=case.state,
        note=note,
        data=data or {},
    )
    payload = {
        "step": step.pk,
        "action": action,
        "from": before,
        "to": case.state,
        "note": note,
        "data": step.data,
        "at": step.at.isoformat(),
    }
    journal.append("step", case.number, payload, actor, rows=[step])
    return step


def permitted(method: Any, actor: User | None) -> bool:
    """Whether this person, or the system (None), may take a transition; our permissions accept None."""
    return bool(has_transition_perm(method, cast(User, actor)))


def legal(case: Any) -> dict[str, Any]:
    """Every action the state permits now, with its transition method; who may is asked of each."""
    if case.pending:
        return {}
    found = {}
    for each in case.get_available_state_transitions():
        found[each.name] = getattr(case, each.name)
    return found


def allowed(case: Case, user: User | None) -> list[str]:
    """Names of the actions this person may do now, in the order in which the model declares them."""
    return [name for name, method in legal(case).items() if permitted(method, user)]
