"""Taking times so that another machine, or this one on a busy day, gives the same ratios."""

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any, NamedTuple

Action = Callable[[], Any]


class Taken(NamedTuple):
    """Milliseconds of one call: by the clock on the wall, and of this process's own processor time."""

    wall: float
    cpu: float


def taken(action: Action) -> Taken:
    """Time one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    action()
    return Taken((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000)


def side_by_side(ours: Action, bare: dict[str, Action], repeat: int) -> dict[str, Any]:
    """Ours and every baseline in turn, `repeat` times after one round that does not count.

    Medians in milliseconds, calls per second, and for each baseline the median of the ratios taken round by round,
    so that a load that comes and goes falls on both sides. Processor time leaves out the disk, the database server
    and the children; it is what stays the same on a busy machine.
    """
    actions = {"ours": ours, **bare}
    rounds = list(_rounds(actions, repeat))
    figures: dict[str, Any] = {}
    for name in actions:
        figures[f"{name}_ms"] = round(median(each[name].wall for each in rounds), 3)
        figures[f"{name}_cpu_ms"] = round(median(each[name].cpu for each in rounds), 3)
    figures["ours_per_second"] = round(1000 / figures["ours_ms"], 1)
    for name in bare:
        figures[f"ratio_to_{name}"] = round(median(each["ours"].wall / each[name].wall for each in rounds), 2)
        figures[f"cpu_ratio_to_{name}"] = round(
            median(each["ours"].cpu / each[name].cpu for each in rounds), 2
        )
    return figures


def _rounds(actions: dict[str, Action], repeat: int) -> Iterator[dict[str, Taken]]:
    for number in range(repeat + 1):
        round_ = {name: taken(action) for name, action in actions.items()}
        if number:
            yield round_
