"""Which earlier course goes to which unit: the best arrangement of all lines together, not first come.

An earlier course goes to one line only, so no hour counts twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_EFFORT = 4_000  # arrangements looked at in one knot; the greedy one is the first of them

type_value = tuple[int, ...]
type_node = tuple[str, int]


@dataclass(frozen=True)
class Option:
    """Some claimed courses for one unit (positions) and what that is worth, most important first."""

    unit: int
    claimed: frozenset[int]
    value: type_value

    @property
    def order(self) -> tuple[type_value, int, tuple[int, ...]]:
        """Best first; ties go by position, so that the outcome is always the same."""
        return tuple(-part for part in self.value), self.unit, tuple(sorted(self.claimed))


def arrange(options: Iterable[Option]) -> list[Option]:
    """One option at most per unit and claimed course, of the greatest total value, part by part."""
    return [chosen for knot in _knots(list(options)) for chosen in _best(knot)]


def _knots(options: list[Option]) -> list[list[Option]]:
    """Options that share no unit and no claimed course, even through others, are arranged on their own."""
    parent: dict[type_node, type_node] = {}

    def root(node: type_node) -> type_node:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for option in options:
        for index in option.claimed:
            parent[root(("claimed", index))] = root(("unit", option.unit))
    groups: dict[type_node, list[Option]] = defaultdict(list)
    for option in options:
        groups[root(("unit", option.unit))].append(option)
    return [sorted(group, key=lambda option: option.order) for group in groups.values()]


def _best(options: list[Option]) -> list[Option]:
    by_unit: dict[int, list[Option]] = defaultdict(list)
    for option in options:
        by_unit[option.unit].append(option)
    return _Search(sorted(by_unit.values(), key=lambda group: (len(group), group[0].order))).run()


class _Search:
    """Branch and bound over the units of a knot, with a fixed effort so that its time has a bound."""

    def __init__(self, groups: Sequence[list[Option]]) -> None:
        self._groups = groups
        self._left = _EFFORT
        self._best = _greedy(groups)
        self._best_value = _total(self._best)
        hopes = [max(option.value for option in group) for group in groups]
        self._hope = [_sum(hopes[place:]) for place in range(len(groups) + 1)]

    def run(self) -> list[Option]:
        self._descend(0, [], frozenset(), ())
        return self._best

    def _descend(self, place: int, chosen: list[Option], used: frozenset[int], value: type_value) -> None:
        if value > self._best_value:
            self._best, self._best_value = chosen, value
        if (
            place == len(self._groups)
            or self._left <= 0
            or _sum([value, self._hope[place]]) <= self._best_value
        ):
            return
        self._left -= 1
        for option in self._groups[place]:
            if not option.claimed & used:
                self._descend(
                    place + 1, [*chosen, option], used | option.claimed, _sum([value, option.value])
                )
        self._descend(place + 1, chosen, used, value)


def _greedy(groups: Sequence[list[Option]]) -> list[Option]:
    used: set[int] = set()
    units: set[int] = set()
    chosen = []
    for option in sorted((option for group in groups for option in group), key=lambda option: option.order):
        if option.unit not in units and not option.claimed & used:
            chosen.append(option)
            units.add(option.unit)
            used |= option.claimed
    return chosen


def _total(options: Sequence[Option]) -> type_value:
    return _sum([option.value for option in options])


def _sum(values: Sequence[type_value]) -> type_value:
    """Sums part by part; an empty sum is the empty tuple, less than every value."""
    return tuple(map(sum, zip(*filter(None, values), strict=True)))
