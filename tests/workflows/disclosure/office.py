"""The office at work on record requests, for tests: opening, identifying, preparing, deciding."""

from typing import Any

from organisation.models import User
from workflows.cases import decisions, door
from workflows.disclosure import intake
from workflows.disclosure.models import RecordRequest

IDENTITY = {"identity_document": "паспорт", "identity_digits": "4471", "identity_how": "person"}
MOTHER = {
    **IDENTITY,
    "capacity": "representative",
    "applicant_name": "Власова Анна Игоревна",
    "authority": "свидетельство о рождении",
}


def user(name: str) -> User:
    """A member of staff by user name."""
    return User.objects.get(username=name)


def opened(of: Any, **data: Any) -> RecordRequest:
    """A request typed by the office, for the journal of one student unless told otherwise."""
    asked = {
        "student_found": of,
        "papers": ["journal_extract"],
        "applicant_name": "Власова Анна Игоревна",
        "applicant_email": "anna.v@pochta.example",
        **data,
    }
    return intake.open_from_form(asked, channel=data.pop("channel", "web"))


def identified(case: RecordRequest, **data: Any) -> RecordRequest:
    """The office has confirmed identity and right."""
    return door.move(case, "identify", user("sedova"), **{**MOTHER, **data})


def prepared(case: RecordRequest, **data: Any) -> RecordRequest:
    """Identified, everything chosen, handed over for approval."""
    return door.move(identified(case, **data), "submit", user("sedova"))


def disclosed(case: RecordRequest, **data: Any) -> RecordRequest:
    """All the way to the head's decision."""
    return decisions.decide(prepared(case, **data), "disclose", user("zharkov"))
