"""Lines in the registers of incoming and outgoing papers: what came in a case, and what left us, when, to whom.

A series whose numbers come from another system is written by the office (see the page of registers).
"""

from datetime import date
from typing import Any

from django.utils import timezone

from documents import numbering
from documents.models import Entry
from mailroom.models import Message, Outgoing
from organisation import profile
from organisation.models import User
from workflows.cases.models import Case

INCOMING, OUTGOING = "incoming", "outgoing"


def came(case: Case, on: date, actor: User | None, message: Message | None = None) -> str:
    """The incoming number of what opened the case, or of a further letter; "" for an external series."""
    about = ", ".join(each for each in (case.applicant_name or case.applicant_email, _student(case)) if each)
    data = {"message": message.pk} if message else {}
    return _line(INCOMING, case.number, on, actor, "receive", {**data, "about": about})


def left(case: Case, letter: Outgoing, on: date) -> str:
    """The outgoing number of a letter that a mail server has taken."""
    theirs = letter.to.lower() == case.applicant_email.lower()
    about = f"{(theirs and case.applicant_name) or letter.to}: {letter.subject}"
    return _line(OUTGOING, case.number, on, None, letter.purpose, {"letter": letter.pk, "about": about})


def handed_over(case: Case, how: str, actor: User | None) -> str:
    """The outgoing number of an answer on paper."""
    today = timezone.localdate(timezone=profile.current().tz)
    about = ", ".join(each for each in (case.applicant_name, how) if each)
    return _line(OUTGOING, case.number, today, actor, "hand_over", {"about": about})


def numbers_of_letters(case: Case) -> dict[int, str]:
    """Incoming numbers of the case's letters by the letter's primary key."""
    entries = Entry.objects.filter(case_number=case.number, kind=INCOMING)
    return {each.snapshot["message"]: each.number for each in entries if "message" in each.snapshot}


def _student(case: Case) -> str:
    return case.student.full_name if case.student else case.student_written


def _line(
    key: str, case_number: str, on: date, actor: User | None, action: str, snapshot: dict[str, Any]
) -> str:
    series = profile.current().series[key]
    if series.kind == "external":
        return ""
    entry = numbering.register(
        key,
        series,
        on=on,
        case_number=case_number,
        kind=key,
        actor_id=actor.pk if actor else None,
        action=action,
        snapshot=snapshot,
    )
    return entry.number
