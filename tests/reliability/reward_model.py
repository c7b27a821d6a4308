"""Reward nominations as the design draws them: which action, from where, by whom, to where. Nothing of the product."""

from dataclasses import dataclass, field

DRAFT, SUBMITTED, CONSIDERATION, RETURNED = "draft", "submitted", "consideration", "returned"
APPROVED, DECLINED, ORDERED, CERTIFIED = "approved", "declined", "ordered", "certified"
PRESENTED, CLOSED, WITHDRAWN = "presented", "closed", "withdrawn"
EDITABLE = (DRAFT, RETURNED)
BEFORE_ORDER = (DRAFT, SUBMITTED, CONSIDERATION, RETURNED, APPROVED, DECLINED)
REWARDED = (ORDERED, CERTIFIED, PRESENTED)
OPEN = (*BEFORE_ORDER, *REWARDED)

SYSTEM, OWNER = "", "owner"
PEOPLE: dict[str, frozenset[str]] = {
    "luneva": frozenset({"teacher"}),
    "boyko": frozenset({"deputy"}),
    "zharkov": frozenset({"head"}),
    "sedova": frozenset({"office"}),
    "gorin": frozenset({"archivist"}),
    "both": frozenset({"deputy", "head"}),
    SYSTEM: frozenset(),
}
TASKS = {
    DRAFT: "prepare",
    RETURNED: "rework",
    SUBMITTED: "check_nomination",
    CONSIDERATION: "head_decides",
    APPROVED: "sign_order",
    DECLINED: "file_away",
    ORDERED: "make_certificates",
    CERTIFIED: "hand_out",
    PRESENTED: "finish",
}


@dataclass
class ModelCase:
    """What the model remembers. `version` counts the moves and is the number of steps."""

    owner: str
    sheets: bool  # the kind comes with certificates
    nominees: int = 2
    state: str = DRAFT
    version: int = 3  # opened, written, students named
    unsigned: bool = False
    ordered: bool = False
    made: int = 0
    handed: int = 0
    nominated_by: str = ""

    @property
    def rewards(self) -> int:
        """Records that must stand."""
        return self.nominees if self.ordered and self.state != WITHDRAWN else 0


@dataclass
class World:
    """What the profile says at the moment."""

    apart: bool = True
    by_hand: bool = False
    cases: list[ModelCase] = field(default_factory=list)


@dataclass(frozen=True)
class Rule:
    """From which states, to which (None: it stays), by which roles; "owner" is the nominator."""

    sources: tuple[str, ...]
    target: str | None
    who: frozenset[str]
    system: bool = False


def rule(sources: tuple[str, ...], target: str | None, who: str, *, system: bool = False) -> Rule:
    return Rule(sources, target, frozenset(who.split()), system)


RULES: dict[str, Rule] = {
    "edit": rule(EDITABLE, None, OWNER),
    "nominate": rule(EDITABLE, None, OWNER),
    "drop": rule(EDITABLE, None, OWNER),
    "amend": rule((*EDITABLE, SUBMITTED, APPROVED), None, "owner office"),
    "assign": rule(BEFORE_ORDER, None, "office deputy"),
    "submit": rule(EDITABLE, SUBMITTED, OWNER),
    "accept": rule((SUBMITTED,), CONSIDERATION, "office"),
    "approve": rule((CONSIDERATION,), APPROVED, "head"),
    "decline": rule((CONSIDERATION,), DECLINED, "head"),
    "send_back": rule((CONSIDERATION,), RETURNED, "head"),
    "order": rule((APPROVED,), ORDERED, "head"),
    "sign": rule(REWARDED, None, "office head"),
    "certify": rule((ORDERED,), CERTIFIED, "", system=True),
    "reissue": rule((ORDERED,), None, "owner office"),
    "hand_over": rule((ORDERED, CERTIFIED), None, "owner office"),
    "present": rule((ORDERED, CERTIFIED), PRESENTED, "owner office"),
    "record_answer": rule((PRESENTED, CLOSED), None, "office deputy"),
    "close": rule((PRESENTED, DECLINED), CLOSED, "owner office"),
    "withdraw": rule(OPEN, WITHDRAWN, "office"),
    "add_letter": rule((*OPEN, CLOSED), None, "office deputy", system=True),
    "letter_returned": rule((*OPEN, CLOSED), None, "", system=True),
}


def may(world: World, case: ModelCase, action: str, person: str) -> bool:
    """Role or ownership, and separation of duties: nobody decides what they nominated."""
    each = RULES[action]
    if person == SYSTEM:
        return each.system
    if action in ("approve", "decline") and world.apart and case.nominated_by == person:
        return False
    who = set(each.who)
    if action == "order" and world.by_hand:
        who.add("office")
    if action == "withdraw" and case.state in BEFORE_ORDER:
        who.add(OWNER)
    owns = OWNER in who and case.owner == person and bool(PEOPLE[person] & {"teacher", "deputy"})
    return owns or bool(who & PEOPLE[person])


def possible(case: ModelCase, action: str) -> bool:
    """The state permits it; certificates are certified, and without them an order is presented at once."""
    if action == "certify" and not case.sheets:
        return False
    if action == "present" and case.state == ORDERED and case.sheets:
        return False
    return case.state in RULES[action].sources


def refusal(world: World, case: ModelCase, action: str, person: str, good: bool, stale: bool) -> str:
    """The code with which the door refuses, or "" when the case must move. `good`: the data sent is whole."""
    if stale:
        return "stale"
    if not possible(case, action):
        return "not_now"
    if not may(world, case, action, person):
        return "not_allowed"
    return by_data(case, action, good)


def by_data(case: ModelCase, action: str, good: bool) -> str:
    """What the data, or what is still missing, forbids."""
    left = case.nominees - case.handed
    if action in ("hand_over", "present") and case.unsigned:
        return "not_now"
    if action == "hand_over":
        return "" if good and left and (case.made == case.nominees or not case.sheets) else "invalid"
    if action == "present":
        return "" if good or not left else "invalid"
    if action == "sign":
        return "not_now" if not case.unsigned else "" if good else "invalid"
    if action == "certify":
        return "" if case.made == case.nominees else "not_now"
    if action == "reissue":
        return "not_now" if good else "invalid"
    if action in ("drop", "amend"):
        return "" if good and case.nominees else "invalid"
    if action == "submit":
        return "" if case.nominees else "invalid"
    if action == "approve":
        return "" if good else "invalid"
    if action == "withdraw" and case.ordered:
        return "" if good else "invalid"
    return (
        "" if good or action not in ("edit", "nominate", "decline", "record_answer", "assign") else "invalid"
    )


def moved(world: World, case: ModelCase, action: str, person: str) -> None:
    """What every move does to the model."""
    case.version += 1
    case.state = RULES[action].target or case.state
    if action == "submit":
        case.nominated_by = person
    if action == "drop":
        case.nominees -= 1
    if action == "nominate":
        case.nominees += 1
    if action == "assign":
        case.owner = "boyko"
    if action == "order":
        case.ordered, case.unsigned = True, world.by_hand
    if action == "sign":
        case.unsigned = False
    if action == "hand_over":
        case.handed += 1
    if action == "present":
        case.handed = case.nominees
