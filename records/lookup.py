"""Students behind a list of names as people paste it from a letter, a spreadsheet or a messenger."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from records.contacts import agrees
from records.models import Student
from records.spelling import fold, group_key

NUMBERING = re.compile(r"^\s*(?:№\s*)?\d{1,4}\s*(?:[.)\t]|\s-)\s*")
DAY = re.compile(r"\b\d{1,2}\.\d{1,2}\.\d{4}\b")
GROUP = re.compile(r"(?<!\w)\d{1,2}[\s-]*[«\"“„'(]*[^\W\d_][»\"”“')]*(?!\w)|\S*\d\S*")


@dataclass(frozen=True)
class Found:
    """One line of a list: as written, who it may be, and namesakes who study elsewhere than it says."""

    line: str
    students: list[Student]
    elsewhere: list[Student] = field(default_factory=list)


@dataclass(frozen=True)
class Written:
    """What a line says: words of the name (folded), the group (its key), a date of birth."""

    words: tuple[str, ...]
    group: str = ""
    birth: date | None = None


def by_pasted_list(text: str) -> list[Found]:
    """Every line that is not blank, in order: one student when it is certain, several when a person must choose.

    «1. Иванов Иван, 7Б», «Иванов И. И. 7 «Б»» and «Иванов Иван Иванович 02.03.2013» are understood. Two queries
    at most, however long the list.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    read = [(line, written(line)) for line in lines]
    known = _of_surnames(surname for _, each in read for surname in _surnames(each.words))
    return [_found(line, each, known) for line, each in read]


def written(line: str) -> Written:
    """Take a line apart: numbering away, then the date of birth, then the group; the rest is the name."""
    rest = NUMBERING.sub("", line)
    day = DAY.search(rest)
    rest = DAY.sub(" ", rest)
    group = GROUP.search(rest)
    rest = GROUP.sub(" ", rest)
    words = (fold(word) for word in re.split(r"[^\w-]+", rest) if re.search(r"\w", word))
    named = tuple(word for word in words if word not in ("класс", "класса", "кл", "группа", "гр"))
    return Written(named, group_key(group.group()) if group else "", _date(day.group()) if day else None)


def _date(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()
    except ValueError:
        return None


def _surnames(words: tuple[str, ...]) -> set[str]:
    """Every word, and every pair of neighbours: surnames of two words exist."""
    return {*words, *(" ".join(pair) for pair in pairwise(words))}


def _of_surnames(surnames: Iterable[str]) -> dict[str, list[Student]]:
    """Students by folded surname."""
    known: dict[str, list[Student]] = {}
    for each in Student.objects.filter(search_last__in=set(surnames)):
        known.setdefault(each.search_last, []).append(each)
    return known


def _found(line: str, said: Written, known: dict[str, list[Student]]) -> Found:
    """Who agrees with the name; then group and birth date narrow, and who studies wins over who left."""
    named = [each for surname in sorted(_surnames(said.words)) for each in known.get(surname, ())]
    named = [each for each in named if len(said.words) > 1 and agrees(each, said.words)]
    if said.birth is not None:
        named = [each for each in named if each.birth_date == said.birth]
    there = [each for each in named if not said.group or each.search_group == said.group]
    present = [each for each in there if each.left_on is None]
    return Found(line, present or there, [each for each in named if each not in there])
