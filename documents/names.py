"""Russian names in the cases that papers need. A doubtful name stays as written: a wrong ending offends.

Rules come from pytrovich (a port of petrovich); pymorphy3's dictionary tells given names from surnames.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pymorphy3 import MorphAnalyzer
from pytrovich.detector import PetrovichGenderDetector
from pytrovich.enums import Case, Gender, NamePart
from pytrovich.maker import PetrovichDeclinationMaker

CaseName = Literal["genitive", "dative", "accusative", "instrumental", "prepositional"]
GenderName = Literal["male", "female"]

CYRILLIC = re.compile(r"[А-ЯЁа-яё-]+")
PATRONYMIC = re.compile(r"(ович|евич|ильич|лукич|фомич|кузьмич|[оеё]вна|инична|ична)$", re.IGNORECASE)
PATRONYMIC_PARTICLES = {"оглы", "кызы", "углы", "гызы", "улы"}
SURNAME_OF = {
    "female": re.compile(r"([оеё]ва|ина|ына|ская|цкая|ая)$", re.IGNORECASE),
    "male": re.compile(r"([оеё]в|ин|ын|ский|цкий|ой|ый)$", re.IGNORECASE),
}


@dataclass(frozen=True)
class Name:
    """The parts of a name as written; the order of writing is kept for printing."""

    parts: tuple[tuple[NamePart, str], ...]

    def get(self, part: NamePart) -> str:
        """The first word of that part, or ""."""
        return next((word for each, word in self.parts if each == part), "")


def decline(full_name: str, case: CaseName, gender: GenderName | None = None, *, override: str = "") -> str:
    """The name in a case: decline("Иванова Анна Петровна", "dative") gives "Ивановой Анне Петровне".

    `override` (typed by the office) wins. Latin letters, initials, names of untold gender stay as they are.
    """
    if override.strip():
        return override.strip()
    words = full_name.split()
    if not words or not all(CYRILLIC.fullmatch(word) for word in words if not _is_initials(word)):
        return full_name
    name = parse(words)
    sex = _gender(name, gender)
    if sex is None:
        return full_name
    return " ".join(_bend(part, word, sex, Case[case.upper()]) for part, word in name.parts)


def gender(full_name: str) -> GenderName | None:
    """Whose name it is, as far as patronymic, given name or surname tell; None when they do not."""
    words = full_name.split()
    sex = _gender(parse(words), None) if words else None
    return None if sex is None else "female" if sex == Gender.FEMALE else "male"


def short_name(full_name: str) -> str:
    """ "Тарасов Кирилл Денисович" as "Тарасов К. Д."; a single word stays."""
    name = parse(full_name.split())
    surname = " ".join(word for part, word in name.parts if part == NamePart.LASTNAME)
    if not surname:
        return full_name
    rest = [word for part, word in name.parts if part != NamePart.LASTNAME]
    letters = [
        word if _is_initials(word) else f"{word[0]}." for word in rest if word not in PATRONYMIC_PARTICLES
    ]
    return " ".join([surname, *letters])


def parse(words: list[str]) -> Name:
    """Tell surname, given name and patronymic apart; surname first unless the words say otherwise."""
    patronymic = next((n for n, word in enumerate(words) if n and PATRONYMIC.search(word)), None)
    given = _given_first(words, patronymic)
    parts = []
    for n, word in enumerate(words):
        if n == patronymic or word.lower() in PATRONYMIC_PARTICLES:
            parts.append((NamePart.MIDDLENAME, word))
        elif n == given or _is_initials(word):
            parts.append((NamePart.FIRSTNAME, word))
        elif given == 1 and n > given and patronymic is None:
            parts.append((NamePart.MIDDLENAME, word))  # "Гусейнов Эльдар Рашид оглы"
        else:
            parts.append((NamePart.LASTNAME, word))
    return Name(tuple(parts))


def _given_first(words: list[str], patronymic: int | None) -> int | None:
    """Index of the given name."""
    if patronymic is not None:
        return patronymic - 1
    if not words or any(_is_initials(word) for word in words):
        return None
    if len(words) < 3 and _looks_given(words[0], words[1:]):
        return 0
    return 1 if len(words) > 1 else None


def _looks_given(word: str, rest: list[str]) -> bool:
    """A given name of the dictionary; beside another one, an indeclinable is the surname («Гарсия Хуан»)."""
    if not _known_as(word, "Name") or _known_as(word, "Surn"):
        return False
    return not _known_as(word, "Fixd") or not any(_known_as(each, "Name") for each in rest)


def _gender(name: Name, given: GenderName | None) -> Gender | None:
    """Told by the caller, else by patronymic, given name, surname ending; None when it cannot be told."""
    if given is not None:
        return Gender[given.upper()]
    patronymic, first, last = (
        name.get(part) for part in (NamePart.MIDDLENAME, NamePart.FIRSTNAME, NamePart.LASTNAME)
    )
    particle = {
        word.lower() for part, word in name.parts if part == NamePart.MIDDLENAME
    } & PATRONYMIC_PARTICLES
    if particle:
        return Gender.FEMALE if particle & {"кызы", "гызы"} else Gender.MALE
    by_first = _detect(first)
    if PATRONYMIC.search(patronymic):
        return Gender.FEMALE if patronymic.lower().endswith("на") else Gender.MALE
    if by_first is not None:
        return by_first
    return next((Gender[sex.upper()] for sex, ending in SURNAME_OF.items() if ending.search(last)), None)


def _detect(first: str) -> Gender | None:
    if not first or _is_initials(first):
        return None
    found = _detector().detect(firstname=first)  # type: ignore[no-untyped-call]  # pytrovich is typed in part
    return found if found in (Gender.MALE, Gender.FEMALE) else None


def _bend(part: NamePart, word: str, sex: Gender, case: Case) -> str:
    if _is_initials(word) or word.lower() in PATRONYMIC_PARTICLES:
        return word
    bent: str = _maker().make(part, sex, case, word)
    return bent


def _is_initials(word: str) -> bool:
    return re.fullmatch(r"([А-ЯЁ]\.)+", word) is not None


def _known_as(word: str, grammeme: str) -> bool:
    """Whether the dictionary knows the word as a given name ("Name"), a surname ("Surn"), an indeclinable."""
    return any(grammeme in each.tag and "nomn" in each.tag for each in _morph().parse(word))


@cache
def _morph() -> MorphAnalyzer:
    return MorphAnalyzer()


@cache
def _maker() -> PetrovichDeclinationMaker:
    return PetrovichDeclinationMaker()


@cache
def _detector() -> PetrovichGenderDetector:
    return PetrovichGenderDetector()
