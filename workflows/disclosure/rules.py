"""Who may have what a student's record says, and when. Pure; every answer names its clause.

Clauses: "000 6.2" is section 6.2 of regulation file 000; "152-FZ 14" is an article of the law on personal data.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from records.ages import ALONE, full_years, of_age


class Capacity(StrEnum):
    """In which capacity somebody asks."""

    STUDENT = "student"
    REPRESENTATIVE = "representative"
    ATTORNEY = "attorney"
    CUSTOMER = "customer"
    COURT = "court"
    PROSECUTOR = "prosecutor"
    GUARDIANSHIP = "guardianship"
    SCHOOL = "school"
    OTHER = "other"


# They ask by law, by a numbered letter, and may name many students.
AUTHORITIES = frozenset(
    {Capacity.COURT, Capacity.PROSECUTOR, Capacity.GUARDIANSHIP, Capacity.SCHOOL, Capacity.OTHER}
)

# Grounds on which a request may be refused, each with its clause. Unpaid fees are none.
GROUNDS: Mapping[str, str] = {
    "no_such_student": "152-FZ 14",
    "under_14": "000 6.4",
    "parent_of_adult": "002 5.3",
    "parents_not_admitted": "004 4.5",
    "period_not_begun": "002 5.3",
    "period_ended": "002 5.3",
    "no_authority": "000 6.2",
    "no_permission": "003 1.4",
    "no_legal_ground": "002 5.2",
    "other_persons_data": "152-FZ 14",
    "repeated": "152-FZ 14",
    "nothing_on_record": "000 6.4",
    "not_in_writing": "004 4.6",
}


@dataclass(frozen=True)
class Asking:
    """What is known of a request when its right is judged, as of a day.

    born: None while the student is not in our records. authority_from, authority_to: the period of a representative's
    document; authority: what was seen of it. ground: the law or contract that the request rests on. permitted: a
    standing consent to disclose to the paying customer.
    """

    capacity: str
    on: date
    born: date | None = None
    emancipated_on: date | None = None
    authority: str = ""
    authority_from: date | None = None
    authority_to: date | None = None
    ground: str = ""
    request_number: str = ""
    permitted: bool = False

    @property
    def of_age(self) -> bool:
        """Whether the student answers alone on that day."""
        return self.born is not None and of_age(self.born, self.emancipated_on, self.on)


@dataclass(frozen=True)
class Policy:
    """The switches of the profile that the right depends on."""

    parents_see_minors: bool = True
    customers_see: bool = False


@dataclass(frozen=True)
class Answer:
    """Whether the right is there; `code` is "entitled" or one of GROUNDS, `clause` its source."""

    entitled: bool
    code: str
    clause: str


def right(asking: Asking, policy: Policy) -> Answer:
    """Whether this person may have this student's record on this day."""
    if asking.born is None:
        return _no("no_such_student")
    return _OF_CAPACITY.get(asking.capacity, _by_law)(asking, policy)


def may_refuse(code: str) -> bool:
    """Whether a refusal may rest on this; what is not in the list (unpaid fees, say) is no ground."""
    return code in GROUNDS


def asked_again(disclosed_on: Iterable[date], on: date, days: int) -> date | None:
    """The last disclosure of the same within `days` before the new request (152-FZ 14); None when there is none."""
    recent = [each for each in disclosed_on if on - timedelta(days=days) < each <= on]
    return max(recent, default=None)


def may_extend(extended: bool, due: date | None, on: date) -> bool:
    """Once, and only while the first term runs: the notice has to leave within it (152-FZ 20)."""
    return not extended and due is not None and on <= due


def _yes(clause: str) -> Answer:
    return Answer(True, "entitled", clause)


def _no(code: str) -> Answer:
    return Answer(False, code, GROUNDS[code])


def _student(asking: Asking, policy: Policy) -> Answer:
    """From 14 the student asks; before that a representative does."""
    young = asking.born is not None and full_years(asking.born, asking.on) < ALONE
    return _no("under_14") if young and not asking.of_age else _yes("004 4.2")


def _representative(asking: Asking, policy: Policy) -> Answer:
    """A parent's or guardian's access ends by itself on the day of majority, and with the document's period."""
    if asking.of_age:
        return _no("parent_of_adult")
    if not policy.parents_see_minors:
        return _no("parents_not_admitted")
    if not asking.authority.strip():
        return _no("no_authority")
    if asking.authority_from is not None and asking.on < asking.authority_from:
        return _no("period_not_begun")
    if asking.authority_to is not None and asking.authority_to < asking.on:
        return _no("period_ended")
    return _yes("000 6.4")


def _attorney(asking: Asking, policy: Policy) -> Answer:
    """Anybody with a power of attorney or the written consent of whoever may ask."""
    if not asking.authority.strip():
        return _no("no_authority")
    if asking.authority_to is not None and asking.authority_to < asking.on:
        return _no("period_ended")
    return _yes("002 5.2")


def _customer(asking: Asking, policy: Policy) -> Answer:
    """Who pays for the training: only where the profile admits them, and with a permission on record."""
    if policy.customers_see and asking.permitted and asking.ground.strip():
        return _yes("003 1.4")
    return _no("no_permission")


def _by_law(asking: Asking, policy: Policy) -> Answer:
    """An authority: the law it names, and the number of its letter."""
    if asking.ground.strip() and asking.request_number.strip():
        return _yes("002 5.2")
    return _no("no_legal_ground")


_OF_CAPACITY: Mapping[str, Callable[[Asking, Policy], Answer]] = {
    Capacity.STUDENT: _student,
    Capacity.REPRESENTATIVE: _representative,
    Capacity.ATTORNEY: _attorney,
    Capacity.CUSTOMER: _customer,
}
