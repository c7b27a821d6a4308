"""A whole application against our course units: the best arrangement of all lines, each with its reasons."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from workflows.credit.comparison.assignment import Option, arrange
from workflows.credit.comparison.catalogue import catalogue
from workflows.credit.comparison.names import compare_titles
from workflows.credit.comparison.parts import combinations, part_of
from workflows.credit.comparison.trial import Rules, Trial, hold, share
from workflows.credit.comparison.verdicts import (
    Candidate,
    Claimed,
    LineVerdict,
    Reason,
    Relation,
    TitleVerdict,
    Unit,
    Use,
    Verdict,
)

_SHOWN = 5  # candidates named in a line
_RESEMBLES = 0.25  # title score under which no unit is laid beside a course


def compare_courses(
    claimed: Sequence[Claimed],
    units: Sequence[Unit],
    threshold: int | float | str | Fraction,
    *,
    assessment_allowed: bool = False,
) -> list[LineVerdict]:
    """Compare everything claimed with all units of a programme.

    Lines come in the order of the units, courses without a unit of their own last. Every claimed course is
    in exactly one line, so its hours count once. The order of `claimed` changes only positions in `Use`.
    """
    return _Comparison(claimed, units, Rules(share(threshold), assessment_allowed)).lines()


class _Comparison:
    def __init__(self, claimed: Sequence[Claimed], units: Sequence[Unit], rules: Rules) -> None:
        self._sources = sorted(enumerate(claimed), key=lambda source: (_key(source[1]), source[0]))
        self._units = units
        self._rules = rules
        near = catalogue(tuple(unit.title for unit in units)).near([each.title for _, each in self._sources])
        self._near = near
        self._names: dict[tuple[int, int], TitleVerdict] = {
            (place, unit): compare_titles(self._sources[place][1].title, units[unit].title)
            for place, found in enumerate(near)
            for unit in found
        }
        self._trials: dict[tuple[int, frozenset[int]], tuple[Relation, Trial]] = {}

    def lines(self) -> list[LineVerdict]:
        chosen = arrange(self._options())
        lines = [(option.unit, self._line(option.unit, option.claimed)) for option in chosen]
        placed = {place for option in chosen for place in option.claimed}
        taken = {option.unit for option in chosen}
        for place in range(len(self._sources)):
            if place not in placed:
                lines.append((len(self._units), self._alone(place, taken)))
        lines.sort(key=lambda pair: pair[0])
        return [line for _, line in lines]

    def _options(self) -> list[Option]:
        near: dict[int, list[int]] = defaultdict(list)
        for place, unit in self._names:
            near[unit].append(place)
        options = []
        for unit in sorted(near):
            singles = [frozenset((place,)) for place in near[unit] if self._names[place, unit].same]
            joined = self._joined(unit, near[unit], singles)
            options += [self._option(unit, places) for places in [*singles, *joined]]
        return options

    def _joined(
        self, unit: int, near: Sequence[int], singles: Sequence[frozenset[int]]
    ) -> list[frozenset[int]]:
        """Sets of courses that are enough together; sets with something unknown only for want of others."""
        candidates = [(place, self._sources[place][1]) for place in near]
        title = self._units[unit].title
        stages: tuple[tuple[Verdict, ...], ...] = (("credited",), ("credited", "unknown"))
        for good in stages:
            found = list(combinations(candidates, title, partial(self._is, unit, good)))
            if found or any(self._is(unit, ("credited",), places) for places in singles):
                return found
        return []

    def _is(self, unit: int, verdicts: tuple[Verdict, ...], places: frozenset[int]) -> bool:
        return self._trial(unit, places)[1].verdict in verdicts

    def _option(self, unit: int, places: frozenset[int]) -> Option:
        name, trial = self._trial(unit, places)
        verdicts = [int(trial.verdict == each) for each in ("credited", "unknown", "assessment")]
        surplus = sum(self._sources[place][1].hours or 0 for place in places) - (self._units[unit].hours or 0)
        value = (*verdicts, 1, int(name == "exact"), -len(places), -abs(surplus))
        return Option(unit, places, value)

    def _trial(self, unit: int, places: frozenset[int]) -> tuple[Relation, Trial]:
        """The three tests, once per pairing. Parts joined to a whole are at best close to it in name."""
        key = (unit, places)
        if key not in self._trials:
            sources = [(self._sources[place][0], self._sources[place][1]) for place in sorted(places)]
            name: Relation = "close"
            if len(places) == 1:
                (place,) = places
                name = self._names[place, unit].relation
            self._trials[key] = name, hold(self._units[unit], sources, name, self._rules)
        return self._trials[key]

    def _line(self, unit: int, places: frozenset[int]) -> LineVerdict:
        name, trial = self._trial(unit, places)
        return LineVerdict(
            unit=self._units[unit].code,
            sources=self._uses(places),
            verdict=trial.verdict,
            name=name,
            hours_ratio=trial.hours_ratio,
            content_ratio=trial.content_ratio,
            reasons=trial.decisive,
            findings=trial.findings,
            content=trial.content,
            candidates=self._candidates(places),
        )

    def _alone(self, place: int, taken: set[int]) -> LineVerdict:
        """A course without a line of its own: beside the unit that is nearest, with the reason why not."""
        places = frozenset((place,))
        ranked = self._ranked(places)
        unit = ranked[0] if ranked else None
        if unit is None or self._names[place, unit].score < _RESEMBLES:
            reason = Reason("no_unit")
            candidates = self._candidates(places)
            return LineVerdict(
                None, self._uses(places), "refused", "different", None, None, (reason,), candidates=candidates
            )
        name, trial = self._trial(unit, places)
        reason = self._why_not(place, unit, name)
        line = self._line(unit, places)
        return replace(
            line, verdict="refused", reasons=(reason, *(r for r in trial.decisive if name != "different"))
        )

    def _why_not(self, place: int, unit: int, name: Relation) -> Reason:
        if name != "different":
            return Reason("unit_taken")
        if part_of(self._sources[place][1].title, self._units[unit].title):
            return Reason("part_only")
        why = self._names[place, unit].why
        return Reason("name_different", {"why": why.code, **why.params})

    def _ranked(self, places: frozenset[int]) -> list[int]:
        """Units that any of the courses may mean, likest first."""
        best: dict[int, tuple[bool, float]] = {}
        for place in places:
            for unit in self._near[place]:
                name = self._names[place, unit]
                best[unit] = max(best.get(unit, (False, 0.0)), (name.same, name.score))
        return sorted(best, key=lambda unit: (not best[unit][0], -best[unit][1], unit))

    def _candidates(self, places: frozenset[int]) -> tuple[Candidate, ...]:
        found = []
        for unit in self._ranked(places)[:_SHOWN]:
            name = max(
                (self._names[p, unit] for p in places if (p, unit) in self._names),
                key=lambda n: (n.same, n.score),
            )
            found.append(
                Candidate(self._units[unit].code, self._units[unit].title, name.relation, name.score)
            )
        return tuple(found)

    def _uses(self, places: frozenset[int]) -> tuple[Use, ...]:
        sources = [self._sources[place] for place in sorted(places)]
        return tuple(Use(index, each.title, each.hours) for index, each in sources)


def _key(claimed: Claimed) -> tuple[str, int, str, str, tuple[str, ...]]:
    """An order of claimed courses that does not depend on how they were listed."""
    return (
        claimed.title,
        -1 if claimed.hours is None else claimed.hours,
        claimed.assessment_form or "",
        claimed.result or "",
        claimed.topics,
    )
