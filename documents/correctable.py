"""Which printed particulars of a paper may be corrected, and the corrected snapshot. Pure.

The snapshot is the one truth of what a paper says. A correction names the fields it changes and leaves all others as
they were frozen, whatever the records say by now. Verdicts, sums and tables of records are none of these fields: a
paper that has to say something else there is another decision.
"""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.names import CaseName, decline, short_name
from documents.visible import one_line

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Kind = Literal["text", "words", "whole", "day"]
LONGEST: Mapping[str, int] = {"text": 300, "words": 1000}
LARGEST = 9999  # academic hours
MOST = 400  # fields of one paper
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)  # another year is a slip of the finger
DAY = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})|(?P<d2>\d{1,2})\.(?P<m2>\d{1,2})\.(?P<y2>\d{4})", re.ASCII
)

# Fields that say whom or what a paper is about: never emptied.
NEEDED = frozenset({"full_name", "full_name_dative", "name", "name_dative", "title", "preamble", "ground"})


@dataclass(frozen=True)
class Pattern:
    """A place in the data of a snapshot; "*" stands for every item of a list."""

    path: str
    label: "StrOrPromise"
    kind: Kind = "text"


@dataclass(frozen=True)
class Field:
    """One particular of a paper as it is printed: `value` is typed text, "" for what is not stated."""

    path: str
    label: str
    kind: Kind
    value: str


@dataclass(frozen=True)
class Change:
    """One corrected particular."""

    path: str
    was: str
    now: str


@dataclass(frozen=True)
class Told:
    """One corrected particular in words, days as the house prints them."""

    label: str
    was: str
    now: str


class NotCorrectable(Exception):
    """What was typed cannot stand on the paper: `errors` is a code by path."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{path}: {code}" for path, code in errors.items()))
        self.errors = dict(errors)


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

# What follows from a name unless it is corrected itself.
DERIVED: Mapping[str, CaseName] = {
    "full_name_dative": "dative",
    "full_name_accusative": "accusative",
    "name_dative": "dative",
}


def fields(snapshot: Mapping[str, Any]) -> list[Field]:
    """The particulars that this paper states and that may be corrected, line by line; at most MOST."""
    patterns = PATTERNS.get(snapshot["template"], ())
    roots = [each.path.partition(".*")[0] for each in patterns]
    found = []
    for rank, pattern in enumerate(patterns):
        for path, numbers, value in _places(snapshot["data"], pattern.path.split(".")):
            label = str(pattern.label)
            if numbers:
                label = _("%(label)s, line %(line)s") % {"label": label, "line": numbers[0] + 1}
            place = (roots.index(roots[rank]), numbers, rank)
            found.append((place, Field(path, label, pattern.kind, "" if value is None else str(value))))
    return [field for _place, field in sorted(found, key=lambda each: each[0])][:MOST]


def told(snapshot: Mapping[str, Any], changes: Sequence[Change]) -> list[Told]:
    """What was corrected, for people."""
    known = {each.path: each for each in fields(snapshot)}
    found = []
    for each in changes:
        field = known.get(each.path) or Field(each.path, each.path, "text", "")
        found.append(Told(field.label, printed(field.kind, each.was), printed(field.kind, each.now)))
    return found


def printed(kind: Kind, value: str) -> str:
    """A day as 03.02.2013, anything else as it is."""
    on = _read(value) if kind == "day" else None
    return f"{on:%d.%m.%Y}" if on else value


def corrected(
    snapshot: Mapping[str, Any], typed: Mapping[str, object]
) -> tuple[dict[str, Any], list[Change]]:
    """The snapshot with what was typed, and what has changed by it; forms of a corrected name follow it.

    typed: text by path; a path that is missing stays as it is. NotCorrectable: nothing changed, an unknown path, a
    value that is none.
    """
    known = {each.path: each for each in fields(snapshot)}
    errors = {path: "not_on_this_paper" for path in typed if path not in known}
    changes, values = [], {}
    for path, given in typed.items():
        if path not in known:
            continue
        if isinstance(given, bool) or not isinstance(given, str | int | float | None):
            errors[path] = "not_text"
            continue
        text = _tidy(str("" if given is None else given), known[path].kind)
        if text == _tidy(known[path].value, known[path].kind):
            continue
        code, values[path] = _value(text, known[path].kind, path.rpartition(".")[2], snapshot["date"])
        if code:
            errors[path] = code
        changes.append(Change(path, known[path].value, text))
    if not errors and not changes:
        errors[""] = "nothing_changed"
    if errors:
        raise NotCorrectable(errors)
    made: dict[str, Any] = copy.deepcopy(dict(snapshot))
    for path, value in values.items():
        _put(made["data"], path.split("."), value)
    for path in values:
        _follow(made["data"], path, values)
    return made, changes


def _places(data: Any, steps: Sequence[str]) -> Iterator[tuple[str, tuple[int, ...], Any]]:
    """(path, numbers of items on the way, value) of every place that the steps lead to and that is there."""
    if not steps:
        if data is None or isinstance(data, str | int):
            yield "", (), data
        return
    step, rest = steps[0], steps[1:]
    branches: list[tuple[str, tuple[int, ...], Any]]
    if step == "*":
        items = data if isinstance(data, list) else []
        branches = [(str(n), (n,), item) for n, item in enumerate(items)]
    else:
        branches = [(step, (), data[step])] if isinstance(data, dict) and step in data else []
    for name, own, item in branches:
        for path, numbers, value in _places(item, rest):
            yield (f"{name}.{path}" if path else name), (*own, *numbers), value


def _tidy(text: str, kind: Kind) -> str:
    if kind == "words":
        return "\n".join(one_line(line) for line in text.strip().splitlines())
    on = _read(one_line(text)) if kind == "day" else None
    return on.isoformat() if on else one_line(text)


def _read(text: str) -> date | None:
    """2013-02-03, as a browser's field sends it, or 03.02.2013; no other spelling of ISO 8601."""
    found = DAY.fullmatch(text)
    if not found:
        return None
    year, month, day = (int(found[each] or found[f"{each}2"]) for each in "ymd")
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value(text: str, kind: Kind, name: str, dated: str) -> tuple[str, Any]:
    """(code of what is wrong or "", the value as the snapshot keeps it). `dated`: the day of the paper."""
    if not text and (name in NEEDED or name.isdecimal()):
        return "empty", ""
    if kind == "whole":
        if not text:
            return "", None
        sound = text.isascii() and text.isdecimal() and 0 < int(text[:6]) <= LARGEST and len(text) <= 6
        return ("", int(text)) if sound else ("not_a_number", None)
    if kind == "day":
        on = _read(text)
        if on is None:
            return ("not_a_date", None) if text else ("", None)
        if not EARLIEST <= on <= LATEST or (name == "birth_date" and text > dated):
            return "unlikely_day", None
        return "", text
    return ("too_long", "") if len(text) > LONGEST[kind] else ("", text)


def _put(data: Any, steps: Sequence[str], value: Any) -> None:
    *way, last = steps
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data[step]
    if isinstance(data, list):
        data[int(last)] = value
    else:
        data[last] = value


def _follow(data: dict[str, Any], path: str, values: Mapping[str, Any]) -> None:
    """The forms of a name that was corrected, but for those that were typed too."""
    head, _dot, name = path.rpartition(".")
    if name not in ("full_name", "name") or not head:
        return
    owner: Any = data
    for step in head.split("."):
        owner = owner[int(step)] if isinstance(owner, list) else owner[step]
    for form, case in DERIVED.items():
        if form in owner and form.startswith(name) and f"{head}.{form}" not in values:
            owner[form] = decline(owner[name], case)
    if "short_name" in owner:
        owner["short_name"] = short_name(owner[name])
