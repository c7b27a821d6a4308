"""Pages of the staff over growing crowds of cases: time and number of queries, which must not grow."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.crowd import Crowd
from benchmarks.timing import taken
from organisation.models import User

# Name of the measure: who looks, and at what.
PAGES = {
    "desk_reviewer": ("lapina", "/"),
    "desk_head": ("zharkov", "/"),
    "desk_office": ("sedova", "/"),
    "desk_all": ("sedova", "/?list=all"),
    "desk_group": ("sedova", "/?list=all&group=later&page=3"),
    "board": ("sedova", "/deadlines/"),
    "cases": ("sedova", "/cases/"),
    "cases_open": ("sedova", "/cases/?state=open"),
    "search_number": ("sedova", "/cases/?q=777"),
    "search_surname": ("sedova", "/cases/?q=Толпин77"),
    "search_title": ("sedova", "/cases/?q=Курс 77"),
}


def measure(sizes: Sequence[int], repeat: int, only: str = "") -> dict[str, Any]:
    """{page: {"1000": {"ms", "cpu_ms", "queries", …}, …, "growth": the largest size against the smallest}}."""
    crowd = Crowd()
    figures: dict[str, Any] = {name: {} for name in PAGES if only in name}
    for size in sizes:
        crowd.grow(size)
        for name in figures:
            figures[name][str(size)] = look(*PAGES[name], repeat)
    for each in figures.values():
        first, last = each[str(sizes[0])], each[str(sizes[-1])]
        each["growth"] = round(last["ms"] / first["ms"], 2)
        each["cpu_growth"] = round(last["cpu_ms"] / first["cpu_ms"], 2)
        each["queries_constant"] = len({each[str(size)]["queries"] for size in sizes}) == 1
    return figures


def look(username: str, address: str, repeat: int) -> dict[str, Any]:
    """Median milliseconds and the number of queries of one page."""
    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
        queries = len(captured)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")
    times = [taken(lambda: client.get(address)) for _ in range(repeat)]
    return {
        "ms": round(median(each.wall for each in times), 1),
        "cpu_ms": round(median(each.cpu for each in times), 1),
        "queries": queries,
        "kilobytes": len(answer.content) // 1024,
    }
