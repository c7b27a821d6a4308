"""Earlier courses that together are one unit of ours: its parts by number, or the subjects it joins."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence

from workflows.credit.comparison.names import compare_titles
from workflows.credit.comparison.titles import Reading, prepare
from workflows.credit.comparison.verdicts import Claimed
from workflows.credit.comparison.vocabulary import default

_NUMBERED = frozenset(("part", "semester", "term", "year", "course", "grade", "number"))
_JOINT = re.compile(r"\s+и\s+|\s*[,;.]\s+")
_MOST = 3  # courses joined for one unit
_POOL = 10  # courses considered for one unit

type_part = tuple[str, ...]


def part_of(claimed: str, unit: str) -> type_part | None:
    """Which part of our unit an earlier course names: its numbers, its place among joined subjects, or None.

    ("same",) means the whole name, as when one subject was taken twice at different schools.
    """
    if compare_titles(claimed, unit).same:
        return ("same",)
    for one in prepare(claimed).readings:
        for ours in prepare(unit).readings:
            numbers = _numbers(one, ours)
            if numbers:
                return ("numbered", *numbers)
    for place, subject in enumerate(_subjects(unit)):
        if compare_titles(claimed, subject).same:
            return ("subject", str(place))
    return None


def combinations(
    claimed: Sequence[tuple[int, Claimed]], unit: str, enough: Callable[[frozenset[int]], bool]
) -> Iterator[frozenset[int]]:
    """The smallest sets of two or three courses (by their places) that name the unit's parts and are enough.

    A set is left out when fewer of its courses already are enough: nothing is used without need.
    """
    parts = [(place, each, part_of(each.title, unit)) for place, each in claimed]
    pool = [(place, each, part) for place, each, part in parts if part is not None][:_POOL]
    found = [
        frozenset((place,)) for place, _, part in pool if part == ("same",) and enough(frozenset((place,)))
    ]
    for size in range(2, _MOST + 1):
        for chosen in itertools.combinations(pool, size):
            places = frozenset(place for place, _, _ in chosen)
            joined = _fit([part for _, _, part in chosen], unit) and _distinct(
                [each for _, each, _ in chosen]
            )
            if joined and not any(smaller <= places for smaller in found) and enough(places):
                found.append(places)
                yield places


def _numbers(one: Reading, ours: Reading) -> tuple[str, ...]:
    """Part numbers of an earlier course whose words are the unit's own."""
    vocabulary = default()
    if vocabulary.essence(one.words) != vocabulary.essence(ours.words):
        return ()
    extra, lacking = one.marks - ours.marks, ours.marks - one.marks
    spans = {kind for kind, value in lacking if "-" in value}
    if {kind for kind, _ in extra} - _NUMBERED or {kind for kind, _ in lacking} - spans:
        return ()
    return tuple(sorted(f"{kind} {value}" for kind, value in extra))


def _subjects(unit: str) -> list[str]:
    """`Русский язык и литература` joins two subjects; a title without a joint has none."""
    subjects = [subject for subject in _JOINT.split(unit) if subject.strip()]
    return subjects if len(subjects) > 1 else []


def _fit(parts: Sequence[type_part], unit: str) -> bool:
    """Numbered parts differ; joined subjects are all there; one name may be met several times."""
    kinds = {part[0] for part in parts}
    if kinds == {"subject"}:
        return len(parts) == len(set(parts)) == len(_subjects(unit))
    if kinds == {"numbered"}:
        return len(parts) == len(set(parts))
    return kinds == {"same"}


def _distinct(claimed: Sequence[Claimed]) -> bool:
    """The same course claimed twice is one course: no hour counts twice."""
    return len({(each.title, each.topics) for each in claimed}) == len(claimed)
