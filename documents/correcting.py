"""From a correction to the next version of a paper, under the same number: reserve, make, commit.

Like the issue of a paper (documents.making), but no number is spent: the register line stays as it was registered, and
the row of the correction holds what the new version says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from documents import making, numbering
from documents.about import about
from documents.correctable import Change
from documents.correction import Correction
from documents.in_force import stands
from documents.making import Made
from documents.models import Version, VersionStatus

LEASE = timedelta(minutes=2)
SHORT = 16  # characters of a hash that a paper prints
Status = VersionStatus.Status


class Ended(Exception):
    """The version is superseded or revoked, is being corrected already, or the correction has ended."""


def marked(
    snapshot: Mapping[str, Any], version: Version, reason: str, by: Mapping[str, str], at: datetime
) -> dict[str, Any]:
    """The corrected snapshot as a paper of its own: it says which version it is, which one it replaces, and why.

    by: a person as papers name them. at: aware, in the school's zone.
    """
    rest = {key: value for key, value in snapshot.items() if key != "decision"}
    mark = {
        "version": version.number + 1,
        "on": at.date().isoformat(),
        "by": dict(by),
        "replaces": {
            "version": version.number,
            "made_on": version.made_at.astimezone(at.tzinfo).date().isoformat(),
            "sha256": version.sha256[:SHORT],
        },
        "reason": reason,
    }
    return {
        **rest,
        "made_at": at.isoformat(timespec="seconds"),
        "data": {**snapshot["data"], "correction": mark},
    }


def reserve(
    version: Version,
    snapshot: Mapping[str, Any],
    changes: Sequence[Change],
    *,
    code: str,
    reason: str,
    actor_id: int | None,
    lease: timedelta = LEASE,
) -> Correction:
    """Write the correction inside the caller's transaction. Of two that correct the same version one wins. Ended."""
    if not connection.in_atomic_block:
        raise RuntimeError("a correction is reserved inside a transaction")
    if not stands(version):
        raise Ended(f"version {version.number} does not stand any more")
    try:
        with transaction.atomic():
            return Correction.objects.create(
                replaces=version,
                number=version.number + 1,
                case_number=version.document.case_number,
                code=code,
                reason=reason,
                changes=[asdict(each) for each in changes],
                snapshot=dict(snapshot),
                about=about(snapshot),
                actor_id=actor_id,
                locked_until=timezone.now() + lease,
            )
    except IntegrityError as error:
        raise Ended(f"version {version.number} is being corrected") from error


def make(correction: Correction) -> Made:
    """Draw, seal and store the new version; outside of any transaction, may be repeated. NeverPrintable."""
    return making.press(correction.snapshot)


def commit(correction: Correction, made: Made) -> Version:
    """Record the new version and supersede the old one, inside the caller's transaction. Ended: another was first."""
    old = correction.replaces
    waiting = Correction.objects.select_for_update().filter(
        pk=correction.pk, status=Correction.Status.RESERVED
    )
    if not waiting.exists() or not stands(old):
        raise Ended(f"correction {correction.pk}")
    document = old.document
    version = making.record(
        document, old.entry, made, correction.snapshot, number=correction.number, actor_id=correction.actor_id
    )
    making.set_status(old, Status.SUPERSEDED, actor_id=correction.actor_id, reason=correction.reason)
    making.begin(version, correction.snapshot, correction.actor_id)
    _end(correction, Correction.Status.MADE, version=version)
    return version


def void(correction: Correction, problem: str) -> bool:
    """Give up what can never be made: the old version stands on. False when it had ended."""
    return _end(correction, Correction.Status.VOIDED, problem=problem[:400])


def claim(correction: Correction, now: datetime) -> bool:
    """Take over a correction whose maker is gone; False when somebody else has it."""
    due = Correction.objects.due(now).filter(pk=correction.pk)
    return bool(due.update(locked_until=now + LEASE))


def put_off(correction: Correction, problem: str, now: datetime) -> None:
    """Making failed: why, and the lease until it is tried again."""
    waiting = Correction.objects.filter(pk=correction.pk, status=Correction.Status.RESERVED)
    waiting.update(problem=problem[:400], locked_until=numbering.next_try(correction.at, now))


def revoke(version: Version, reason: str, actor_id: int | None) -> VersionStatus:
    """The version is in force no longer; its bytes and its number stay. Inside the caller's transaction. Ended."""
    if not stands(version):
        raise Ended(f"version {version.number} does not stand any more")
    return making.set_status(version, Status.REVOKED, actor_id=actor_id, reason=reason)


def _end(correction: Correction, status: str, **values: Any) -> bool:
    waiting = Correction.objects.filter(pk=correction.pk, status=Correction.Status.RESERVED)
    return bool(waiting.update(**{"problem": "", **values}, status=status, locked_until=None))
