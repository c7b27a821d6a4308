"""What reading returns: values that know where they were read, by which rule, and whether they may be
trusted."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from workflows.credit.reading.letter import Letter

KINDS = (
    "credit_application",
    "disclosure_request",
    "reward_nomination",
    "reply",
    "auto_reply",
    "bounce",
    "bulk",
    "other",
)
ROLES = ("student", "representative", "staff", "unknown")
OWN_HOURS = "hours in the clause of a name"  # whatever they are called there, they are of that course alone
NAME_OF_CLAUSE = "name that its values follow"
FIELDS = ("title", "hours", "assessment_form", "result")


@dataclass(frozen=True)
class Source:
    """Where a value stands: characters [start, end) of a text, or of one cell of a table.

    `part` is text, html, subject, from, table (of the HTML part) or attachment; `attachment` is the attachment's
    index; `table`, `row`, `column` count from 0.
    """

    part: str
    start: int
    end: int
    attachment: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None

    def locate(self, letter: Letter) -> str:
        """The characters this source points at, as they stand in the letter."""
        return _text_of(self, letter)[self.start : self.end]


def _text_of(source: Source, letter: Letter) -> str:
    plain = {
        "text": letter.text,
        "html": letter.html_text,
        "subject": letter.subject,
        "from": letter.from_name,
    }
    if source.part in plain:
        return plain[source.part]
    tables, text = letter.tables, ""
    if source.part == "attachment":
        attachment = next(one for one in letter.attachments if one.index == source.attachment)
        tables, text = attachment.tables, attachment.text or ""
    if source.table is None or source.row is None or source.column is None:
        return text
    return tables[source.table][source.row][source.column]


@dataclass(frozen=True)
class Value:
    """One value read from a letter. `value` is None when absent or doubtful; `as_written` keeps the words read."""

    value: str | int | None = None
    as_written: str = ""
    source: Source | None = None
    rule: str = ""
    trusted: bool = False

    @property
    def text(self) -> str | None:
        """The value as text, or None."""
        return None if self.value is None else str(self.value)

    def place_in(self, part: str) -> tuple[int, int] | None:
        """Where the words stand in the running text of a part; None when they stand elsewhere or in a table."""
        if self.source is None or self.source.part != part or self.source.table is not None:
            return None
        return self.source.start, self.source.end


@dataclass(frozen=True)
class Student:
    """A person the letter asks for; the birth date is ISO 8601 text."""

    name: Value
    birth_date: Value = field(default_factory=Value)


@dataclass(frozen=True)
class Course:
    """One claimed course line. `doubts` are English code words; any doubt means that a person must look."""

    title: Value = field(default_factory=Value)
    hours: Value = field(default_factory=Value)
    assessment_form: Value = field(default_factory=Value)
    result: Value = field(default_factory=Value)
    doubts: tuple[str, ...] = ()
    student: str | None = None  # set when the letter asks for several students

    @property
    def needs_human(self) -> bool:
        """Whether a person must look at this line before any of it is used."""
        return bool(self.doubts)

    def with_values(self, changes: dict[str, Value], doubts: Iterable[str]) -> "Course":
        """The same line with some of its four values replaced and these doubts, each once."""
        return Course(
            changes.get("title", self.title),
            changes.get("hours", self.hours),
            changes.get("assessment_form", self.assessment_form),
            changes.get("result", self.result),
            tuple(dict.fromkeys(doubts)),
            self.student,
        )

    def as_json(self) -> dict[str, Any]:
        """The line in the shape of the receive_mail contract, doubtful values null."""
        return {
            "title": self.title.value,
            "hours": self.hours.value,
            "assessment_form": self.assessment_form.value,
            "result": self.result.value,
            "needs_human": self.needs_human,
        }


@dataclass(frozen=True)
class Reading:
    """Everything read from one letter."""

    kind: str
    applicant: Value = field(default_factory=Value)
    applicant_role: str = "unknown"
    student: Value = field(default_factory=Value)
    student_birth_date: Value = field(default_factory=Value)
    students: tuple[Student, ...] = ()  # filled when there are several; then `student` is empty
    courses: tuple[Course, ...] = ()
    missing: tuple[str, ...] = ()  # of course_title, hours, assessment_form, result
    needs_human: tuple[str, ...] = ()  # reasons, English code words
    case_reference: Value = field(default_factory=Value)  # the case number a reply names
    forwarded: bool = False
    handed_in_by: Value = field(default_factory=Value)  # who forwarded it, when that is not the applicant
    applicant_email: str = ""  # the original sender's address of a forwarded letter, else the sender's
