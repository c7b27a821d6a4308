"""What the snapshots of all papers share: our particulars, who decided, to whom, about whom, and the frame itself.

A paper is rendered from its snapshot alone, so everything is frozen here. Papers are Russian texts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from documents.models import Document
from documents.names import decline, short_name
from organisation import profile
from organisation.models import User
from organisation.profile import Profile
from workflows.cases.models import Case

LETTERHEAD = (
    "name",
    "legal_name",
    "registration",
    "city",
    "address",
    "phone",
    "phone_hours",
    "email",
    "approved_by",
)


# Papers of one student's case that name other students too: in no personal file, and never copied out.
OF_MANY = ("credit_class_order",)


@dataclass(frozen=True)
class Planned:
    """One paper of a decision before it has its number.

    series: key of the profile's series, and of the register. kind: of the document. external_number: typed by a
    person where the numbers of the series come from another system.
    """

    series: str
    kind: str
    snapshot: Mapping[str, Any]
    external_number: str = ""


def frame(
    case: Case,
    template: str,
    title: str,
    data: Mapping[str, Any],
    *,
    edition: int = 1,
    filename: str = "",
    keywords: Sequence[str] = (),
    signing: str = "",
    actor: User | None = None,
) -> dict[str, Any]:
    """A whole snapshot (see fixtures/papers/README.md), made now: `data` of the paper in what every paper has.

    signing: key of the profile's signing modes; without one the system's decision is enough.
    """
    ours = profile.current()
    made_at = timezone.localtime(timezone=ours.tz).isoformat(timespec="seconds")
    checked = {} if template in ours.no_check else {"check_at": f"{settings.PUBLIC_URL}/v/"}
    return {
        **checked,
        "template": template,
        "edition": edition,
        "title": title,
        "filename": filename or title,
        "keywords": [*keywords, case.number],
        "made_at": made_at,
        "data": {
            "organisation": organisation(ours),
            "case_number": case.number,
            "legal_bases": list(ours.legal_bases),
            "decided_by": person(actor, made_at),
            "signing": ours.signing.get(signing, "system"),
            **data,
        },
    }


def organisation(ours: Profile) -> dict[str, str]:
    """The head of the paper, in the edition in force today."""
    return {name: getattr(ours, name) for name in LETTERHEAD}


def person(actor: User | None, at: str) -> dict[str, str]:
    """A member of staff as papers name them."""
    if actor is None:
        return {"name": "", "short_name": "", "position": "", "at": at}
    full = " ".join(part for part in (actor.last_name, actor.first_name, actor.patronymic) if part)
    return {"name": full, "short_name": actor.initials, "position": actor.position, "at": at}


def addressee(case: Case) -> dict[str, str]:
    """To whom the answer goes."""
    name = case.applicant_name
    return {
        "name": name,
        "name_dative": decline(name, "dative") if name else "",
        "email": case.applicant_email,
        "address": case.postal_address,
    }


def student(case: Case) -> dict[str, Any]:
    """Whom the case is about; without a linked student only what was written."""
    if case.student is None:
        name = case.student_written
        return {"full_name": name, "full_name_dative": name, "short_name": name, "birth_date": None}
    name = case.student.full_name
    return {
        "full_name": name,
        "full_name_dative": decline(name, "dative"),
        "short_name": short_name(name),
        "birth_date": case.student.birth_date.isoformat(),
    }


def day_of(moment: datetime, ours: Profile) -> str:
    """The local ISO date of a moment."""
    return timezone.localtime(moment, ours.tz).date().isoformat()


def receipt_snapshot(case: Case, taken_by: User, subject: str) -> dict[str, Any]:
    """The receipt for an application on paper, with the incoming label to be glued onto it. Not registered.

    subject: what was handed in, as the receipt names it («Заявление о зачёте результатов обучения»).
    """
    ours = profile.current()
    taken_at = timezone.localtime(case.received_at, ours.tz)
    files = Document.objects.filter(case_number=case.number, kind="file").count()
    items = [{"title": subject, "sheets": None, "original": True}]
    if files:
        items.append({"title": f"Приложения: {files}", "sheets": None, "original": False})
    return {
        "template": "incoming_receipt",
        "edition": 1,
        "title": "Расписка в приёме заявления",
        "filename": "Расписка",
        "keywords": [case.number],
        "made_at": taken_at.isoformat(timespec="seconds"),
        "number": case.incoming_number or case.number,
        "date": taken_at.date().isoformat(),
        "data": {
            "organisation": {**organisation(ours), "short_name": ours.short_name},
            "case_number": case.number,
            "subject": subject,
            "applicant": {"name": case.applicant_name, "role_words": ""},
            "student": student(case),
            "items": items,
            "due": case.due_on.isoformat() if case.due_on else None,
            "answer_words": "",
            "originals_at": case.original_place,
            "taken_by": person(taken_by, taken_at.isoformat(timespec="seconds")),
            "taken_at": taken_at.isoformat(timespec="seconds"),
        },
    }
