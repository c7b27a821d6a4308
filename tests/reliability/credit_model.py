"""Credit transfer as the design draws it, small enough to be read: which action, from where, by whom, to where.

Nothing of the product is imported here. The state machine of test_credit_machine.py holds the product against it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

RECEIVED, INCOMPLETE, LAPSED = "received", "incomplete", "lapsed"
COMPARISON, DECISION = "comparison", "decision"
APPROVED, PARTLY, REFUSED = "approved", "partly_approved", "refused"
CLOSED, WITHDRAWN = "closed", "withdrawn"
BEFORE = (RECEIVED, INCOMPLETE, LAPSED, COMPARISON, DECISION)
DECIDED = (APPROVED, PARTLY, REFUSED)
OPEN = (*BEFORE, *DECIDED)
EARLY = (RECEIVED, INCOMPLETE, COMPARISON)

SYSTEM = ""
PEOPLE: dict[str, frozenset[str]] = {
    "lapina": frozenset({"reviewer"}),
    "zharkov": frozenset({"head"}),
    "sedova": frozenset({"office"}),
    "boyko": frozenset({"deputy"}),
    "gorin": frozenset({"archivist"}),
    "titova": frozenset({"administrator"}),
    "both": frozenset({"reviewer", "head"}),
    SYSTEM: frozenset(),
}

TASKS = {
    RECEIVED: ("register", "office"),
    INCOMPLETE: ("await_answer", ""),
    LAPSED: ("lapsed", ""),
    COMPARISON: ("compare_courses", "reviewer"),
    DECISION: ("head_decides", "head"),
    **dict.fromkeys(DECIDED, ("dispatch", "")),
}


@dataclass
class Line:
    """A claimed course: whole when all four mandatory things are there."""

    whole: bool = True
    verdict: str = ""


@dataclass
class ModelCase:
    """What the model remembers of a case. `version` counts the moves and is the number of steps."""

    lines: list[Line]
    known: bool = True  # the student is linked
    confirmed: bool = True  # the sender is a contact or was confirmed
    state: str = RECEIVED
    version: int = 1
    letters: int = 0
    complete: bool = False
    waiting: bool = False  # the clock stands
    compared_by: str = ""
    pending: str = ""  # number of the decision that is being made
    reserved: tuple[str, str] = ("", "")  # which decision that is, and whose
    unsigned: bool = False  # printed, and not signed yet
    answer: str = ""  # "", queued, sent: the letter with the decision
    returned: int = 0  # letters that came back and were not sent anew
    untold: int = 0  # reports of returned letters that wait until the decision is made
    family: bool = True  # the address stands in the child's file
    by_hand: bool = False  # what the profile said when the number was reserved

    @property
    def lacking(self) -> bool:
        """Whether something mandatory is missing."""
        return not self.lines or not all(line.whole for line in self.lines)

    @property
    def clock_runs(self) -> bool:
        """An open case that was whole once and does not wait for its applicant is due on some day."""
        return self.complete and not self.waiting

    @property
    def outcome(self) -> str:
        """The decision that the verdicts amount to."""
        verdicts = {line.verdict for line in self.lines}
        if verdicts == {"credited"}:
            return "approve"
        return "approve_partly" if "credited" in verdicts else "refuse"

    @property
    def compared(self) -> bool:
        """Every line is ruled, and what is credited was claimed in full."""
        return bool(self.lines) and all(
            line.verdict and (line.whole or line.verdict == "refused") for line in self.lines
        )


@dataclass
class World:
    """What the profile says at the moment."""

    apart: bool = True  # separation of duties
    by_hand: bool = False  # decisions are signed by hand
    cases: list[ModelCase] = field(default_factory=list)


@dataclass(frozen=True)
class Rule:
    """From which states, to which (None: it stays), by which roles; `system`: letters and the clock may, too."""

    sources: tuple[str, ...]
    target: str | None
    roles: frozenset[str]
    system: bool = False
    letters: int = 0


def rule(sources: Any, target: str | None, roles: str, *, system: bool = False, letters: int = 0) -> Rule:
    """A rule; one source may be written without a tuple."""
    given = (sources,) if isinstance(sources, str) else tuple(sources)
    return Rule(given, target, frozenset(roles.split()), system, letters)


DECISIONS = {"approve": APPROVED, "approve_partly": PARTLY, "refuse": REFUSED}
RULES: dict[str, Rule] = {
    "accept": rule(RECEIVED, COMPARISON, "office", system=True, letters=1),
    "ask": rule(RECEIVED, INCOMPLETE, "office", system=True, letters=1),
    "request_missing": rule(COMPARISON, INCOMPLETE, "reviewer office", letters=1),
    "complete": rule(INCOMPLETE, COMPARISON, "office reviewer", system=True, letters=1),
    "lapse": rule(INCOMPLETE, LAPSED, "office", system=True, letters=1),
    "reopen": rule(LAPSED, COMPARISON, "office reviewer", system=True, letters=1),
    "submit": rule(COMPARISON, DECISION, "reviewer"),
    "send_back": rule(DECISION, COMPARISON, "head"),
    **{action: rule(DECISION, target, "head", letters=1) for action, target in DECISIONS.items()},
    "close": rule(DECIDED, CLOSED, "", system=True),
    "withdraw": rule(OPEN, WITHDRAWN, "office", letters=1),
    "link_student": rule(BEFORE, None, "office", system=True),
    "confirm_sender": rule(OPEN, None, "office"),
    "edit_lines": rule(EARLY, None, "office reviewer", system=True),
    "add_evidence": rule(EARLY, None, "office reviewer"),
    "go_without_evidence": rule(COMPARISON, None, "reviewer"),
    "compare": rule(COMPARISON, None, "reviewer"),
    "assign": rule((COMPARISON, DECISION), None, "office reviewer"),
    "add_letter": rule((*OPEN, CLOSED), None, "office reviewer", system=True),
    "remind": rule(INCOMPLETE, None, "office", system=True, letters=1),
    "split": rule(EARLY, None, "office"),
    "join": rule(EARLY, WITHDRAWN, "office", letters=1),
    "sign": rule(DECIDED, None, "office head", letters=1),
    "hand_over": rule(DECIDED, CLOSED, "office"),
    "letter_returned": rule((*OPEN, CLOSED), None, "", system=True),
    "readdress": rule((*OPEN, CLOSED), None, "office"),
}


def may(world: World, case: ModelCase, action: str, person: str) -> bool:
    """Role, and separation of duties: nobody decides what they compared, unless the profile lets them."""
    each = RULES[action]
    if person == SYSTEM:
        return each.system
    if action in DECISIONS and world.apart and case.compared_by == person:
        return False
    return bool(each.roles & PEOPLE[person])


def possible(case: ModelCase, action: str) -> bool:
    """The state permits it; a preliminary comparison is never decided."""
    return case.state in RULES[action].sources and (case.known or action not in {"submit", *DECISIONS})


def refusal(world: World, case: ModelCase, action: str, person: str, good: bool, stale: bool) -> str:
    """The code with which the door refuses, or "" when the case must move. `good`: the data sent is whole."""
    if stale:
        return "stale"
    if case.pending:
        return "busy"
    if not possible(case, action):
        return "not_now"
    if not may(world, case, action, person):
        return "not_allowed"
    special = SPECIAL.get(action)
    return special(case, person, good) if special else ""


def needs_data(case: ModelCase, person: str, good: bool) -> str:
    """A field that must be there is missing."""
    return "" if good else "invalid"


def whole_or_by_a_person(case: ModelCase, person: str, good: bool) -> str:
    """A machine never takes an incomplete application for complete."""
    return "not_now" if case.lacking and person == SYSTEM else ""


def whole_comparison(case: ModelCase, person: str, good: bool) -> str:
    """Only a whole comparison for a confirmed sender goes to the head."""
    return "" if case.compared and case.confirmed else "invalid"


def known_child(case: ModelCase, person: str, good: bool) -> str:
    """Without a student there is no programme whose unit could be credited."""
    return "" if good and case.known else "invalid"


def second_line(case: ModelCase, person: str, good: bool) -> str:
    """There must be something to split off."""
    return "" if good and len(case.lines) > 1 else "invalid"


def printed(case: ModelCase, person: str, good: bool) -> str:
    """Only a paper that waits for its signature can be signed."""
    if not case.unsigned:
        return "not_now"
    return "" if good else "invalid"


def signed(case: ModelCase, person: str, good: bool) -> str:
    """How it was handed over, and not before it is signed."""
    if not good:
        return "invalid"
    return "not_now" if case.unsigned else ""


def decision(action: str) -> Callable[[ModelCase, str, bool], str]:
    """The verdicts must amount to it; refusing more than was compared needs grounds."""

    def check(case: ModelCase, person: str, good: bool) -> str:
        if action == "refuse":
            return "" if good or case.outcome == "refuse" else "invalid"
        return "" if case.outcome == action else "invalid"

    return check


SPECIAL: dict[str, Callable[[ModelCase, str, bool], str]] = {
    **dict.fromkeys(
        (
            *("request_missing", "link_student", "confirm_sender", "assign", "join", "readdress"),
            *("edit_lines", "add_evidence", "go_without_evidence"),
        ),
        needs_data,
    ),
    **{action: decision(action) for action in DECISIONS},
    "complete": whole_or_by_a_person,
    "reopen": whole_or_by_a_person,
    "submit": whole_comparison,
    "compare": known_child,
    "split": second_line,
    "sign": printed,
    "hand_over": signed,
}


def moved(case: ModelCase, action: str, person: str) -> None:
    """What every move does to the model; lines and links are changed by the machine, which knows the data."""
    each = RULES[action]
    case.version += 1
    case.pending = ""
    case.letters += each.letters
    case.state = each.target or case.state
    if action in ("accept", "complete", "reopen"):
        case.complete, case.waiting = True, False
    if action in ("ask", "request_missing"):
        case.waiting = True
    if action == "submit":
        case.compared_by = person
    if action in DECISIONS:
        case.unsigned = case.by_hand
        case.letters -= int(case.by_hand)
        case.answer = "" if case.by_hand else "queued"
    if action == "sign":
        case.unsigned, case.answer = False, "queued"
    if action == "withdraw" and case.answer == "queued":
        case.answer = ""
    if action == "readdress":
        case.letters, case.returned = case.letters + case.returned, 0
