"""Taking times so that another machine, or this one on a busy day, gives the same ratios."""

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

Action = Callable[[], Any]


def milliseconds(action: Action) -> float:
    """How long one call takes by the clock on the wall."""
    started = time.perf_counter()
    action()
    return (time.perf_counter() - started) * 1000


def side_by_side(ours: Action, bare: dict[str, Action], repeat: int) -> dict[str, Any]:
    """Ours and every baseline in turn, `repeat` times after one round that does not count.

    Medians in milliseconds, calls per second, and for each baseline the median of the ratios taken round by round,
    so that a load that comes and goes falls on both sides.
    """
    actions = {"ours": ours, **bare}
    rounds = list(_rounds(actions, repeat))
    figures: dict[str, Any] = {
        f"{name}_ms": round(median(each[name] for each in rounds), 3) for name in actions
    }
    figures["ours_per_second"] = round(1000 / figures["ours_ms"], 1)
    for name in bare:
        figures[f"ratio_to_{name}"] = round(median(each["ours"] / each[name] for each in rounds), 2)
    return figures


def _rounds(actions: dict[str, Action], repeat: int) -> Iterator[dict[str, float]]:
    for number in range(repeat + 1):
        taken = {name: milliseconds(action) for name, action in actions.items()}
        if number:
            yield taken
