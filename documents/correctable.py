"""The particulars of one paper that may be corrected, as it states them, and the corrected snapshot. Pure.

The snapshot is the one truth of what a paper says. A correction names the fields it changes and leaves all others as
they were frozen, whatever the records say by now.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents.names import CaseName, decline, short_name
from documents.particulars import PATTERNS, Kind
from documents.typed import read_day, read_value, tidy

MOST = 400  # fields of one paper

# What follows from a name unless it is corrected itself.
DERIVED: Mapping[str, CaseName] = {
    "full_name_dative": "dative",
    "full_name_accusative": "accusative",
    "name_dative": "dative",
}


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
    on = read_day(value) if kind == "day" else None
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
        text = tidy(str("" if given is None else given), known[path].kind)
        if text == tidy(known[path].value, known[path].kind):
            continue
        code, values[path] = read_value(text, known[path].kind, path.rpartition(".")[2], snapshot["date"])
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
