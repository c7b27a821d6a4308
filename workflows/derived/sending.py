"""A derived paper by e-mail: one letter of the outbox, and the row of the ledger that says who got it."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from documents.models import Version, VersionStatus
from documents.verification import known
from mailroom import outbox
from mailroom.models import Outgoing
from organisation import profile
from organisation.models import User
from workflows.cases import signing
from workflows.cases.models import Case
from workflows.derived.models import Derived
from workflows.disclosure import ledger

PURPOSE = "derived"  # of the letter
CHANNEL = "email"
LARGEST = 15 * 1024**2  # bytes: in base64 a third more, and most servers take 25 MB
SAME = timedelta(minutes=5)  # a second click, or two people at once
TEMPLATE = "letters/any/derived.txt"
ON_ITS_WAY = (Outgoing.Status.QUEUED, Outgoing.Status.CLAIMED)
Status = VersionStatus.Status
IN_FORCE_AS_A_FILE = (Status.ISSUED, Status.SIGNED)


class Already(Exception):
    """The same paper is on its way to the same address."""


def may_send(row: Derived, version: Version) -> bool:
    """What is in force as a file: a sheet that is signed by hand is none, and a whole case goes in no letter.

    A copy or an extract is worth no more than its master. Nothing is asked of the database for rows fetched ahead
    with `entry__versions__statuses` and `source__statuses`.
    """
    if row.kind == Derived.Kind.CASE_FILE or version.size > LARGEST:
        return False
    if last_status(version) not in IN_FORCE_AS_A_FILE:
        return False
    if row.source is None or row.kind == Derived.Kind.DUPLICATE:
        return True
    master = last_status(row.source)
    return master is None or known.STANDINGS[master] not in known.ENDED


def last_status(version: Version) -> str | None:
    """The last status that says what a paper is worth; a file that came from outside has none."""
    worth = [each.status for each in version.statuses.all() if each.status != Status.DESTROYED]
    return worth[-1] if worth else None


def send(case: Case, version: Version, to: str, who: str, ground: str, by: User) -> Outgoing:
    """Queue the letter and write the ledger, in one transaction. Already; outbox.BadAddress; blobs.BlobMissing."""
    ours, title = profile.current(), version.document.title
    with translation.override("ru"):
        written = render_to_string(TEMPLATE, {"case": case, "title": title, "organisation": ours})
    subject, _, text = written.strip().partition("\n")
    files = signing.enclosed([version])
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)  # of two clicks one waits and finds the letter
        if _lately(case.number, version, to):
            raise Already
        letter = outbox.queue(
            case_number=case.number,
            purpose=PURPOSE,
            to=to,
            subject=subject.strip(),
            text=text.strip() + "\n",
            attachments=files,
            automatic=False,
        )
        ledger.write(
            ledger.Left(
                case=case,
                student=version.entry.about if version.entry else "",
                who=who,
                ground=ground,
                scope=f"{title}, на адрес {to}",
                channel=CHANNEL,
                officer=by,
                versions=[version],
            )
        )
    return letter


def letters_of(number: str) -> dict[str, list[Outgoing]]:
    """The letters of a case that carry derived papers, oldest first, by the hash of the paper. Two queries."""
    found: dict[str, list[Outgoing]] = {}
    for letter in (
        Outgoing.objects.filter(case_number=number, purpose=PURPOSE).order_by("pk").prefetch_related("events")
    ):
        found.setdefault(_paper(letter.attachments), []).append(letter)
    return found


def _lately(number: str, version: Version, to: str) -> bool:
    earlier = letters_of(number).get(version.sha256, ())
    since = timezone.now() - SAME
    return any(
        each.to.lower() == to.lower()
        and (each.status in ON_ITS_WAY or (each.status == Outgoing.Status.SENT and each.queued_at > since))
        for each in earlier
    )


def _paper(attachments: Sequence[dict[str, str]]) -> str:
    return attachments[0]["sha256"] if attachments else ""  # signatures follow their paper
