"""The values that go in and come out of a comparison: frozen, comparable, ready for JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

Relation = Literal["exact", "close", "different"]
Verdict = Literal["credited", "assessment", "unknown", "refused"]


@dataclass(frozen=True)
class Reason:
    """Why: a code of docs/comparison.md and its parameters (strings, numbers or lists of strings)."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """One flat object: code first, then the parameters by name."""
        return {"code": self.code, **{name: self.params[name] for name in sorted(self.params)}}


@dataclass(frozen=True)
class TitleVerdict:
    """Two names. `same` is true for exact and close; `score` 0..1 orders candidates and decides nothing."""

    same: bool
    score: float
    relation: Relation
    why: Reason
    steps: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Claimed:
    """One earlier course as the applicant states it. Hours are academic hours; None is "not stated"."""

    title: str
    hours: int | None = None
    assessment_form: str | None = None
    result: str | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unit:
    """One course unit of our programme, with its topics and intended outcomes."""

    code: str
    title: str
    hours: int | None = None
    topics: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Use:
    """A claimed course put to use in a line: its place in the claimed list, name and all its hours."""

    index: int
    title: str
    hours: int | None


@dataclass(frozen=True)
class Shown:
    """A sentence of theirs that shows one of our items: which claimed course, and the sentence as written."""

    index: int
    sentence: str


@dataclass(frozen=True)
class Cover:
    """One topic or intended outcome of ours and what of theirs covers it; nothing when `by` is empty."""

    kind: Literal["topic", "outcome"]
    item: str
    by: tuple[Shown, ...]


@dataclass(frozen=True)
class Candidate:
    """A course unit that could be meant, for the reviewer's list."""

    unit: str
    title: str
    name: Relation
    score: float


@dataclass(frozen=True)
class LineVerdict:
    """One line of the comparison: a unit of ours, what was laid beside it, and what follows.

    `unit` is None when nothing of ours resembles the claimed course. Ratios are exact; None is "unknown".
    """

    unit: str | None
    sources: tuple[Use, ...]
    verdict: Verdict
    name: Relation
    hours_ratio: Fraction | None
    content_ratio: Fraction | None
    reasons: tuple[Reason, ...]  # what decided the verdict
    findings: tuple[Reason, ...] = ()  # every test with its outcome
    content: tuple[Cover, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape of the `compare_courses` command. Ratios are cut, never rounded up, at four digits."""
        return {
            "unit": self.unit,
            "from": [use.title for use in self.sources],
            "verdict": self.verdict,
            "name": self.name,
            "hours_ratio": _cut(self.hours_ratio),
            "content_ratio": _cut(self.content_ratio),
            "reasons": [reason.as_json() for reason in self.reasons],
        }


def _cut(ratio: Fraction | None) -> float | None:
    """74.999 % must not read as 75 %."""
    return None if ratio is None else (ratio.numerator * 10_000 // ratio.denominator) / 10_000
