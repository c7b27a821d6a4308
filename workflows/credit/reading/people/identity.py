"""A person read from a letter, and when two names may be one person's."""

import re
from dataclasses import dataclass, replace

from workflows.credit.reading.people.names import NameFound
from workflows.credit.reading.people.nominatives import nominative
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.text.vocabulary import words
from workflows.credit.reading.values import Value


@dataclass(frozen=True)
class Person:
    """A name read somewhere, in the nominative where that is certain."""

    name: str
    certain: bool
    found: NameFound
    page: Page
    cases: frozenset[str] = frozenset()
    gender: str | None = None

    @property
    def value(self) -> Value:
        """The name in the nominative where that is certain, otherwise as written; with its source."""
        source = self.page.source(self.found.start, self.found.end)
        name, rule = (self.name, "name") if self.certain else (self.found.written, "name as written")
        return Value(name, self.page.text[self.found.start : self.found.end], source, rule, True)

    def given(self) -> str | None:
        """The folded given name in the nominative, or None."""
        return self._part("Name")

    def surname(self) -> str | None:
        """The folded surname in the nominative, or None."""
        return self._part("Surn")

    def _part(self, role: str) -> str | None:
        index = next((number for number, (_, kind) in enumerate(self.found.parts) if kind == role), None)
        said = re.findall(r"[^\s.]+\.?", self.name)  # «А.Д. Вебер» is three
        return fold(said[index]) if index is not None and len(said) > index else None


def person(
    page: Page, found: NameFound, cases: frozenset[str] = frozenset(), gender: str | None = None
) -> Person:
    """A found name as a person."""
    name, certain = nominative(found, cases, gender)
    return Person(name, certain, found, page, cases, gender)


def settled(one: Person, others: list[Person]) -> Person:
    """The same person with the nominative that the names of the others tell: «Роде Нине», signed by another Роде."""
    known = frozenset(form for other in others if other.certain for form in _surnames(other.surname() or ""))
    name, certain = nominative(one.found, one.cases, one.gender, known) if known else (one.name, one.certain)
    return replace(one, name=name, certain=certain)


def _surnames(said: str) -> tuple[str, ...]:
    """A surname of a man or a woman as it is of both."""
    for man, woman in (("ов", "ова"), ("ев", "ева"), ("ин", "ина"), ("ын", "ына"), ("кий", "кая")):
        for ending in (man, woman):
            if said.endswith(ending):
                return (said[: -len(ending)] + man, said[: -len(ending)] + woman)
    return (said,) if said else ()


def compatible(one: Person, other: Person) -> bool:
    """Whether two names may be one person's: nothing they both say differs."""
    if _words(one) == _words(other) and _words(one):
        return True  # «Черных Влада» here and there, of whatever case each was taken for
    given, surname = (one.given(), other.given()), (one.surname(), other.surname())
    if all(given) and not _same_given(str(given[0]), str(given[1])):
        return False
    if all(surname) and surname[0] != surname[1]:
        return False
    initials = _initials(one) or _initials(other)
    if initials and not (_initials(one) and _initials(other)):
        full = other if _initials(one) else one
        if full.given() and not str(full.given()).startswith(initials[0]):
            return False
    return bool((all(given) or all(surname)) and (all(given) or initials or not any(given)))


def _words(one: Person) -> frozenset[str]:
    """The given name and surname as written, where there are both."""
    said = {kind: fold(word) for word, kind in one.found.parts if kind in {"Name", "Surn"}}
    return frozenset(said.values()) if len(said) == 2 else frozenset()


def _initials(one: Person) -> str:
    return (
        "".join(fold(word)[0] for word, kind in one.found.parts if kind == "Init") if not one.given() else ""
    )


def _same_given(one: str, other: str) -> bool:
    return one == other or bool(_full(one) & _full(other))


def _full(given: str) -> frozenset[str]:
    """The full names a given name may stand for: «Женя» is Евгений or Евгения."""
    return FULL.get(given, frozenset()) | {given}


def fullest(people: list[Person]) -> Person:
    """The most complete of several readings of one person's name; the earlier one when equal."""
    return max(people, key=lambda one: (one.found.completeness, one.certain))


FULL: dict[str, frozenset[str]] = {}
for _entry in words("people", "short_names"):
    for _short in _entry.split()[1:]:
        FULL[_short] = FULL.get(_short, frozenset()) | {_entry.split()[0]}
