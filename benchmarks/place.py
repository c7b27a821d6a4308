"""A throw-away installation for measurements: its own folder, SQLite or the database of DATABASE_URL, a demo school."""

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def open_place() -> None:
    """Prepare Django on an empty place. Must come before anything of the product is imported."""
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["ZACHETKA_DATA"] = tempfile.mkdtemp(prefix="zachetka-bench-")
    import django  # noqa: PLC0415  # settings must be in place first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("init", demo=True, no_letters=True, stdout=open(os.devnull, "w"), stderr=open(os.devnull, "w"))  # noqa: SIM115, PTH123


def machine() -> dict[str, Any]:
    """What the figures were taken on, without names."""
    return {"python": platform.python_version(), "cores": os.cpu_count(), "system": platform.system()}


def seconds(work: Callable[[], Any], repeat: int) -> float:
    """Median seconds of one call, after one call that does not count."""
    work()
    taken = []
    for _ in range(repeat):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)


@contextmanager
def timed(into: dict[str, float], name: str) -> Iterator[None]:
    """Seconds of the block under a name."""
    started = time.perf_counter()
    yield
    into[name] = time.perf_counter() - started
