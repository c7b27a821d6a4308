"""Record disclosure as the design draws it, small enough to be read. Nothing of the product is imported here."""

from dataclasses import dataclass

RECEIVED, IDENTIFICATION = "received", "identification"
PREPARATION, APPROVAL = "preparation", "approval"
DISCLOSED, REFUSED, CLOSED, WITHDRAWN = "disclosed", "refused", "closed", "withdrawn"
BEFORE = (RECEIVED, IDENTIFICATION, PREPARATION, APPROVAL)
DECIDED = (DISCLOSED, REFUSED)
OPEN = (*BEFORE, *DECIDED)

PEOPLE: dict[str, frozenset[str]] = {
    "sedova": frozenset({"office"}),
    "zharkov": frozenset({"head"}),
    "gorin": frozenset({"archivist"}),
    "lapina": frozenset({"reviewer"}),
    "both": frozenset({"office", "head"}),
    "": frozenset(),
}


@dataclass(frozen=True)
class Rule:
    """An action: from where, to where (None: it stays), by which role; the system where `system`."""

    sources: tuple[str, ...]
    target: str | None
    role: str
    system: bool = False
    apart: bool = False  # not by whoever prepared


RULES = {
    "take_up": Rule((RECEIVED,), IDENTIFICATION, "office", system=True),
    "identify": Rule((IDENTIFICATION,), PREPARATION, "office"),
    "turn_away": Rule((IDENTIFICATION,), REFUSED, "office"),
    "decline": Rule((IDENTIFICATION,), REFUSED, "office"),
    "submit": Rule((PREPARATION,), APPROVAL, "office"),
    "send_back": Rule((APPROVAL,), PREPARATION, "head"),
    "disclose": Rule((APPROVAL,), DISCLOSED, "head", apart=True),
    "refuse": Rule((APPROVAL,), REFUSED, "head", apart=True),
    "extend": Rule(BEFORE, None, "office"),
    "hand_over": Rule(DECIDED, CLOSED, "office"),
    "withdraw": Rule(OPEN, WITHDRAWN, "office"),
}
DECISIONS = ("turn_away", "decline", "disclose", "refuse")


@dataclass
class ModelRequest:
    """What the model remembers of a request. `adult`: the mother who asks has no right any more."""

    adult: bool = False
    state: str = RECEIVED
    prepared_by: str = ""
    extended: bool = False
    ledger: int = 0


def refusal(model: ModelRequest, action: str, person: str, apart: bool) -> str:
    """The code with which the product has to refuse; "" when it has to do it."""
    rule = RULES[action]
    if model.state not in rule.sources:
        return "not_now"
    if not (rule.role in PEOPLE[person] or (person == "" and rule.system)):
        return "not_allowed"
    if rule.apart and apart and model.prepared_by == person:
        return "not_allowed"
    if action == "extend" and model.extended:
        return "not_now"
    if action in ("identify", "submit", "disclose") and model.adult:
        return "invalid"
    return ""


def moved(model: ModelRequest, action: str, person: str) -> None:
    """The same in the model."""
    model.state = RULES[action].target or model.state
    model.extended = model.extended or action == "extend"
    if action == "submit":
        model.prepared_by = person
    if action in DECISIONS:
        model.ledger += 1
