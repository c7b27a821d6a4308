"""Which printed particulars of each paper may be corrected, by the template that prints it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Kind = Literal["text", "words", "whole", "day"]

# Fields that say whom or what a paper is about: never emptied.
NEEDED = frozenset({"full_name", "full_name_dative", "name", "name_dative", "title", "preamble", "ground"})


@dataclass(frozen=True)
class Pattern:
    """A place in the data of a snapshot; "*" stands for every item of a list."""

    path: str
    label: "StrOrPromise"
    kind: Kind = "text"


ADDRESSEE = (
    Pattern("addressee.name", gettext_lazy("Addressee")),
    Pattern("addressee.name_dative", gettext_lazy("To whom, as printed")),
    Pattern("addressee.address", gettext_lazy("Address of the addressee")),
)
STUDENT = (
    Pattern("student.full_name", gettext_lazy("Student")),
    Pattern("student.birth_date", gettext_lazy("Date of birth"), "day"),
)
RECORD = (
    *ADDRESSEE,
    *STUDENT,
    Pattern("student.full_name_dative", gettext_lazy("Issued to, as printed")),
    Pattern("student.group", gettext_lazy("Class or group")),
    Pattern("student.file_number", gettext_lazy("Personal file number")),
    Pattern("purpose", gettext_lazy("To be shown to")),
)
ORDER = (
    Pattern("preamble", gettext_lazy("Preamble"), "words"),
    Pattern("points.*", gettext_lazy("Point"), "words"),
    Pattern("annex.rows.*.name", gettext_lazy("Name, as printed")),
    Pattern("annex.rows.*.group", gettext_lazy("Class or group")),
)

# No verdicts, sums or tables of records: a paper that has to say something else there is another decision.
PATTERNS: Mapping[str, Sequence[Pattern]] = {
    "credit_decision": (
        *ADDRESSEE,
        *STUDENT,
        Pattern("application.received_at", gettext_lazy("Application received"), "day"),
        Pattern("application.incoming_number", gettext_lazy("Incoming number")),
        Pattern("lines.*.claimed.title", gettext_lazy("Earlier course")),
        Pattern("lines.*.claimed.hours", gettext_lazy("Hours of the earlier course"), "whole"),
        Pattern("lines.*.claimed.form", gettext_lazy("Form of assessment there")),
        Pattern("lines.*.claimed.result", gettext_lazy("Result there")),
        Pattern("lines.*.claimed.where", gettext_lazy("Where it was studied")),
        Pattern("notes.*", gettext_lazy("Note"), "words"),
    ),
    "credit_class_order": ORDER,
    "reward_order": (*ORDER, Pattern("annex.rows.*.ground", gettext_lazy("What for"), "words")),
    "reward_certificate": (
        Pattern("name", gettext_lazy("Name, as printed")),
        Pattern("student_words", gettext_lazy("Class, as printed")),
        Pattern("ground", gettext_lazy("What for"), "words"),
    ),
    "study_certificate": RECORD,
    "progress_certificate": RECORD,
    "journal_extract": RECORD,
    "reward_list": RECORD,
    "personal_file_copy": RECORD,
    "enrolment_certificate": (
        *RECORD,
        Pattern("studied.*.programme", gettext_lazy("Programme")),
        Pattern("studied.*.hours", gettext_lazy("Hours of the programme"), "whole"),
        Pattern("studied.*.start", gettext_lazy("Studies from"), "day"),
        Pattern("studied.*.end", gettext_lazy("Studies until"), "day"),
        Pattern("studied.*.order", gettext_lazy("Order of enrolment")),
    ),
    "disclosure_answer": (
        *ADDRESSEE,
        Pattern("request.their_number", gettext_lazy("Number of their letter")),
        Pattern("request.their_date", gettext_lazy("Date of their letter"), "day"),
        Pattern("request.ground", gettext_lazy("Ground of the request")),
        Pattern("students.*.full_name", gettext_lazy("Student")),
        Pattern("students.*.birth_date", gettext_lazy("Date of birth"), "day"),
        Pattern("students.*.group", gettext_lazy("Class or group")),
    ),
    "disclosure_refusal": (
        *ADDRESSEE,
        Pattern("student.full_name", gettext_lazy("Student")),
        Pattern("notes.*", gettext_lazy("Note"), "words"),
    ),
    "disclosure_notice": (*ADDRESSEE, Pattern("reason", gettext_lazy("Reason of the extension"), "words")),
}
