"""Everything the office sees of a case, as plain data: the `show_case` command and outside tests read this."""

from collections.abc import Iterable
from typing import Any

from documents.models import Document
from mailroom.models import Outgoing
from organisation.models import User
from organisation.roles import Role
from storage import blobs
from workflows import catalogue
from workflows.cases import door
from workflows.cases.models import Case


def case(number: str) -> dict[str, Any]:
    """The case as JSON-able data. Case.DoesNotExist for an unknown number."""
    found = catalogue.concrete(Case.objects.get(number=number))
    return {
        "number": found.number,
        "kind": found.kind,
        "state": found.state,
        "received_at": found.received_at.isoformat(),
        "due": found.due_on.isoformat() if found.due_on else None,
        "pending": found.pending or None,
        "sender_confirmed": found.sender_confirmed,
        "student": str(found.student) if found.student else None,
        "actions": list(actions(found)),
        "papers": list(papers(found.number)),
        "letters": [letter(each) for each in Outgoing.objects.filter(case_number=number).order_by("pk")],
        "steps": [step(each) for each in found.steps.select_related("actor")],
        **catalogue.description(found.kind).shown(found),
    }


def actions(found: Case) -> Iterable[dict[str, Any]]:
    """What the state permits now, and which roles may do it."""
    holders = {role: User.objects.filter(groups__name=role, is_active=True).first() for role in Role}
    for name, method in door.legal(found).items():
        roles = [role.value for role, user in holders.items() if user and door.permitted(method, user)]
        yield {"action": name, "roles": roles, "system": door.permitted(method, None)}


def papers(number: str) -> Iterable[dict[str, Any]]:
    """Every version of every paper and file of the case, with the place of its bytes."""
    for document in Document.objects.filter(case_number=number).prefetch_related("versions__statuses"):
        for version in document.versions.all():
            # A file that came from outside was never issued by us: it has no status.
            last = max(version.statuses.all(), key=lambda each: each.pk, default=None)
            yield {
                "kind": document.kind,
                "number": version.entry.number if version.entry else None,
                "title": document.title,
                "version": version.number,
                "status": last.status if last else None,
                "since": last.at.isoformat() if last else None,
                "reason": last.reason or None if last else None,
                "sha256": version.sha256,
                "path": blobs.where(version.sha256),
            }


def letter(each: Outgoing) -> dict[str, Any]:
    """A letter of ours and how its sending is proven."""
    return {
        "purpose": each.purpose,
        "to": each.to,
        "status": each.status,
        "proof": each.proof or None,
        "message_id": each.message_id,
    }


def step(each: Any) -> dict[str, Any]:
    """One step: who did what, from where to where."""
    return {
        "at": each.at.isoformat(),
        "actor": each.actor.username if each.actor else None,
        "action": each.action,
        "from": each.from_state or None,
        "to": each.to_state,
        "note": each.note or None,
    }
