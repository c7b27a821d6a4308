"""Letters of a case: rendered from templates/letters/, queued in the outbox within the caller's transaction.

Until the sender is a contact on file or is confirmed, a letter carries the number and the date and nothing else.
"""

from collections.abc import Sequence
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone, translation

from mailroom import outbox
from mailroom.models import Outgoing
from organisation import profile
from workflows.cases import tracking
from workflows.cases.models import Case, Channel, Link


def send(
    case: Case,
    purpose: str,
    *,
    context: dict[str, Any] | None = None,
    attachments: Sequence[dict[str, str]] = (),
    held: bool = False,
    form_link: bool = False,
) -> Outgoing | None:
    """Queue the letter `purpose` (templates/letters/<kind>/<purpose>.txt, or any/; the first line is its subject).

    Returns None when there is no address to write to: a paper application is answered on paper.
    """
    if not case.applicant_email:
        return None
    ours = profile.current()
    values = {
        "case": case,
        "organisation": ours,
        "received": timezone.localtime(case.received_at, ours.tz),
        "open_details": case.sender_confirmed,
        "tracking_url": tracking.new_url(case, Link.Purpose.TRACK),
        "form_url": tracking.new_url(case, Link.Purpose.FORM) if form_link else "",
        **(context or {}),
    }
    # Letters are Russian texts, whatever language the clerk reads pages in.
    with translation.override("ru"):
        names = [f"letters/{case.kind}/{purpose}.txt", f"letters/any/{purpose}.txt"]
        written = render_to_string(names, values)
    subject, _, text = written.strip().partition("\n")
    return outbox.queue(
        case_number=case.number,
        purpose=purpose,
        to=case.applicant_email,
        subject=subject.strip(),
        text=text.strip() + "\n",
        attachments=attachments,
        reply_to_message=case.message if case.channel == Channel.EMAIL else None,
        held=held,
    )
