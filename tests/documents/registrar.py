"""A clerk in a process of its own: `python -m tests.documents.registrar COUNT START_DATE` takes numbers.

The date moves on one day every fifth number, so that the year and the school year end while others register.
"""

import sys
from datetime import date, timedelta

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 — needs the apps

from documents import numbering  # noqa: E402 — needs the apps
from organisation.profile import Series  # noqa: E402 — needs the apps

SERIES = {
    "calendar": Series("{n}-вх/{yy}", start=101),
    "school": Series("{n:03}-уч", restart="school"),
    "never": Series("{n}-зч", start=7, restart="never"),
}


def main(count: int, start: date) -> None:
    """Register `count` numbers, round the three series."""
    if connection.vendor == "sqlite":
        # SQLite lets waiters in by luck; twenty that never pause can keep one out for long.
        connection.settings_dict["OPTIONS"]["timeout"] = 300
    for turn in range(count):
        name, series = list(SERIES.items())[turn % len(SERIES)]
        on = start + timedelta(days=turn // 5)
        with transaction.atomic():
            numbering.register(name, series, on=on, case_number="", kind="test", actor_id=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), date.fromisoformat(sys.argv[2]))
