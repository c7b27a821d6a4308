"""Rules of reward nominations as values: what a nomination lacks, and what looks like the same reward twice.

Source: regulation files 004, section 3, and 000, 3.3. Pure: no Django, no database.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

MOST_NOMINEES = 500  # an annex of more rows cannot be drawn in one piece


@dataclass(frozen=True)
class Asked:
    """What the profile asks of a nomination of this kind."""

    kind_known: bool
    kind_enabled: bool
    wants_amount: bool
    wants_period: bool
    ground_required: bool
    fields: frozenset[str] = frozenset()  # codes; empty: the profile names none
    directions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Claim:
    """One nominee as the rules take it: grounds and what is asked for them."""

    position: int
    achievements: int = 0
    words: str = ""
    amount: Decimal | None = None
    period: str = ""


@dataclass(frozen=True)
class Draft:
    """A nomination as the rules take it. Its own words, amount and period stand for every nominee without them."""

    field: str
    direction: str
    occasion: str
    ground: str
    amount: Decimal | None
    period: str
    nominees: Sequence[Claim] = ()


def faults_of(draft: Draft, asked: Asked) -> dict[str, str]:
    """What keeps a nomination from being submitted: field → code; fields of nominees end in their position."""
    errors = faults_of_kind(asked)
    if asked.fields and draft.field not in asked.fields:
        errors["field"] = "field_missing"
    if asked.directions and draft.direction not in asked.directions:
        errors["direction"] = "direction_missing"
    if not draft.nominees:
        errors["nominees"] = "nominees_missing"
    if len(draft.nominees) > MOST_NOMINEES:
        errors["nominees"] = "nominees_too_many"
    for each in draft.nominees:
        errors |= faults_of_claim(each, draft, asked)
    return errors


def faults_of_kind(asked: Asked) -> dict[str, str]:
    """A kind must be chosen, known and switched on."""
    if not asked.kind_known:
        return {"reward_kind": "kind_missing"}
    return {} if asked.kind_enabled else {"reward_kind": "kind_switched_off"}


def faults_of_claim(claim: Claim, draft: Draft, asked: Asked) -> dict[str, str]:
    """A ground (3.1: a recorded achievement or a written reason), an amount and a period where the kind has them."""
    errors = {}
    if asked.ground_required and not (claim.achievements or claim.words.strip() or draft.ground.strip()):
        errors[f"ground_{claim.position}"] = "ground_missing"
    amount = claim.amount if claim.amount is not None else draft.amount
    if asked.wants_amount and (amount is None or amount <= 0):
        errors[f"amount_{claim.position}"] = "amount_missing"
    if asked.wants_period and not (claim.period.strip() or draft.period.strip()):
        errors[f"period_{claim.position}"] = "period_missing"
    return errors


@dataclass(frozen=True)
class Ground:
    """What a reward is, or was, given for."""

    kind: str
    occasion: str = ""
    period: str = ""
    achievements: frozenset[int] = field(default_factory=frozenset)


def same_ground(one: Ground, other: Ground) -> bool:
    """Whether a second reward would be for the same thing: the same kind and a shared achievement or occasion.

    A period alone is enough where neither names an occasion.
    """
    if one.kind != other.kind:
        return False
    if one.achievements & other.achievements:
        return True
    occasions = {spelt(one.occasion), spelt(other.occasion)}
    if occasions != {""}:
        return len(occasions) == 1
    return bool(one.period) and spelt(one.period) == spelt(other.period)


def spelt(text: str) -> str:
    """The spelling under which two occasions are one: no case, no quotation marks, ё as е, single blanks."""
    return " ".join(re.sub(r"[«»\"“”„'.,]", " ", text.casefold().replace("ё", "е")).split())


def rulings(positions: Sequence[int], declined: Mapping[int, str]) -> dict[str, str]:
    """What is wrong with an approval that declines some nominees: each needs a reason, and one must remain."""
    errors = {f"reason_{n}": "reason_missing" for n, reason in declined.items() if not reason.strip()}
    unknown = set(declined) - set(positions)
    if unknown:
        errors["declined"] = "nominee_unknown"
    elif len(declined) == len(positions):
        errors["declined"] = "nobody_left"
    return errors
