"""What follows from a correction or a revocation in every workflow: the status, and the letter about it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone, translation

import journal
from documents import correctable, correcting, in_force
from documents.correctable import Change
from documents.models import Correction, Version, VersionStatus
from mailroom import outbox
from organisation import profile
from organisation.models import User
from workflows.cases import amended, letters, signing
from workflows.cases.door import Invalid, Stale

Status = VersionStatus.Status
IN_FORCE = (Status.ISSUED, Status.HANDED_OVER)


def revoked(case: Any, actor: User | None, data: Mapping[str, Any]) -> Version:
    """Revoke the paper that `data` names, for its reason. Invalid by field; Stale: it has another version by now."""
    version = amended.paper_of(case, data.get("paper"))
    if version is None:
        raise Invalid({"paper": "paper_unknown"})
    if amended.is_another(version, data.get("over")):
        raise Stale("the paper has another version by now")
    reason = amended.words(data.get("reason"))
    errors = {} if str(data.get("code")) in amended.WHY_REVOKED else {"code": "code_missing"}
    if not reason or len(reason) > amended.REASON:
        errors["reason"] = "reason_empty" if not reason else "too_long"
    if errors:
        raise Invalid(errors)
    return end(version, reason, actor)


def end(version: Version, reason: str, actor: User | None) -> Version:
    """The status of one version, and the journal that vouches for it."""
    try:
        row = correcting.revoke(version, reason, actor.pk if actor else None)
    except correcting.Ended as error:
        raise Invalid({"paper": "paper_not_in_force"}) from error
    told = {"version": version.pk, "sha256": version.sha256, "reason": reason}
    journal.append("revoked", version.entry.number if version.entry else "", told, actor, rows=[row])
    return version


def was_in_force(version: Version) -> bool:
    """Whether the version ever left us as a paper in force: one that was only printed did not."""
    return version.statuses.filter(status__in=IN_FORCE).exists()


def corrections_of(versions: Sequence[Version]) -> list[Correction]:
    """Those among the versions that correct what had been in force: whoever has that is told of them."""
    found = Correction.objects.filter(version__in=versions).select_related("replaces__document", "version")
    return [each for each in found if was_in_force(each.replaces)]


def tell_corrected(case: Any, correction: Correction, *, attach: bool = True, details: bool = True) -> None:
    """The letter about a corrected version in force, threaded to the application; no address, no letter.

    details: whether the letter may name what was wrong; never before the sender is confirmed.
    """
    version = in_force.newest(correction.replaces.document)
    if version is None:
        return
    with translation.override("ru"):
        changes = correctable.told(correction.snapshot, [Change(**each) for each in correction.changes])
    ours = profile.current()
    context = {
        "title": version.document.title,
        "correction": correction,
        "version": version.number,
        "replaced_on": timezone.localtime(correction.replaces.made_at, ours.tz),
        "changes": changes if details else [],
        "attached": attach,
    }
    files = signing.enclosed([version]) if attach else ()
    letters.send(case, "corrected", context=context, attachments=files)


def tell_revoked(case: Any, version: Version, reason: str, effects: str) -> None:
    """The letter that a paper is in force no longer; what waits to leave with it does not leave.

    effects: what follows for whoever has the paper, in Russian, or "".
    """
    outbox.cancel_with(case.number, version.sha256)
    if was_in_force(version):
        context = {"title": version.document.title, "reason": reason, "effects": effects}
        letters.send(case, "revoked", context=context)
