"""What the components of templates/components/ show: frozen values that views fill and templates print.

Words are already in the reader's language; URLs are ready to print; datetimes are aware.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from django.utils import timezone

from deadlines.workdays import Term

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class WorkRow:
    """One row of a list of work: the term, who and what, why it is yours, and the verb."""

    title: "StrOrPromise"
    url: str
    about: "StrOrPromise"
    number: str = ""  # named in the verb's accessible label
    why: "StrOrPromise" = ""
    term: Term | None = None
    standing: "StrOrPromise" = ""  # instead of the date while no term runs: "we remind on …"
    verb: "StrOrPromise" = ""
    verb_url: str = ""


@dataclass(frozen=True)
class PathStep:
    """One station of a case; `here` carries the holder's name in its title."""

    title: "StrOrPromise"
    stage: Literal["done", "here", "ahead"]


@dataclass(frozen=True)
class Happening:
    """One sentence of the timeline, newest first. `mark`: "now": the newest; "stopped": the clock stopped."""

    at: datetime
    words: "StrOrPromise"
    lead: "StrOrPromise" = ""  # printed bold before the words
    clock: "StrOrPromise" = ""  # "the clock stopped", printed bold after them
    mark: Literal["", "now", "stopped"] = ""
    url: str = ""
    link: "StrOrPromise" = ""

    @property
    def day(self) -> date:
        """The local day under which the sentence stands."""
        return timezone.localtime(self.at).date()


@dataclass(frozen=True)
class LetterRow:
    """A letter in or out, and what proves that it was sent. A bounced one is never "sent"."""

    at: datetime
    direction: Literal["in", "out"]
    title: "StrOrPromise"
    proof: Literal["received", "queued", "retrying", "accepted", "bounced", "failed", "held", "handed"]
    detail: "StrOrPromise" = ""  # the server's answer, the size of the original, who signed for it
    url: str = ""


@dataclass(frozen=True)
class Source:
    """Where a machine-read value comes from: its letter, its words in the original, the place to look."""

    letter: str
    words: "StrOrPromise"
    url: str


@dataclass(frozen=True)
class CourseShown:
    """A course as one side of a comparison: title, then hours, form and mark in one line."""

    title: str
    about: "StrOrPromise" = ""
    place: "StrOrPromise" = ""
    source: Source | None = None
    further: Sequence[Source] = ()  # of values that stand elsewhere than the title


@dataclass(frozen=True)
class CheckShown:
    """One of the three tests of a line. `percent` (may exceed 100) draws the bar; None has no scale."""

    name: "StrOrPromise"
    passed: bool | None  # None: cannot be judged without a person
    words: "StrOrPromise"
    detail: "StrOrPromise" = ""
    percent: int | None = None
    source: Source | None = None


@dataclass(frozen=True)
class TopicShown:
    """One of our topics and where it was found at the applicant's, or nowhere."""

    ours: str
    found: "StrOrPromise"
    present: bool
    source: Source | None = None


@dataclass(frozen=True)
class PrecedentShown:
    """An earlier decision on the same pair. With changes it cannot be taken any more."""

    verdict: str
    words: "StrOrPromise"
    number: str
    url: str = ""  # empty: the earlier case is not open to this person
    changes: "Sequence[StrOrPromise]" = ()
    taken: bool = False  # the line says the same already


@dataclass(frozen=True)
class LineShown:
    """A line of the comparison. `key`: its anchor; `note` stands beside the verdict, `warnings` above it."""

    key: str
    position: int
    claimed: Sequence[CourseShown]
    ours: CourseShown | None
    checks: Sequence[CheckShown]
    threshold: int
    topics: Sequence[TopicShown] = ()
    note: "StrOrPromise" = ""
    note_url: str = ""
    precedent: PrecedentShown | None = None
    marks: str = ""  # letters of all its sources: they light up in the original while the line has the focus
    warnings: "Sequence[StrOrPromise]" = ()

    @property
    def topics_found(self) -> int:
        """How many of our topics were found."""
        return sum(topic.present for topic in self.topics)

    @property
    def topics_missing(self) -> int:
        """How many were not."""
        return len(self.topics) - self.topics_found


@dataclass(frozen=True)
class AnsweredLine:
    """What became of one course, as the family reads it."""

    title: str
    verdict: Literal["credited", "refused", "assessment"]
    words: "StrOrPromise"
    detail: "StrOrPromise" = ""
