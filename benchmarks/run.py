"""All figures as one JSON object on standard output:

    .venv/bin/python -m benchmarks.run [--quick] [--times 3] [mail cases papers pages rush]

SQLite always; PostgreSQL as well when DATABASE_URL names a server on which databases may be created. Everything
happens in throw-away places. With --times, each place is measured so often and the medians are printed.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("mail", "cases", "papers", "pages", "rush")


@contextmanager
def place(database_url: str) -> Iterator[dict[str, str]]:
    """Environment of an empty place with the demo school and the tables of the baselines; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="zachetka-bench-") as folder, database(database_url) as url:
        settings = {"ZACHETKA_DATA": folder, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        environment = {**os.environ, **settings, "DATABASE_URL": url}
        if not url:
            del environment["DATABASE_URL"]
        django(environment, "init", "--demo", "--no-letters")
        django(environment, "migrate", "--run-syncdb", "--verbosity=0")
        yield environment


@contextmanager
def database(server_url: str) -> Iterator[str]:
    """A fresh database on the server; empty for SQLite."""
    if not server_url:
        yield ""
        return
    server, _, _ = server_url.rpartition("/")
    name = f"bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def django(environment: dict[str, str], *command: str) -> str:
    """Standard output of a management command that must succeed."""
    run = [sys.executable, "-m", "django", *command]
    return subprocess.run(
        run, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def measured(database_url: str, size: str, parts: list[str]) -> dict[str, Any]:
    """One pass over one database, in a place of its own."""
    with place(database_url) as environment:
        answer: dict[str, Any] = json.loads(django(environment, "measure", "--size", size, *parts))
    return answer


def medians(passes: list[Any]) -> Any:
    """The same object with every number replaced by its median over the passes."""
    first = passes[0]
    if isinstance(first, dict):
        return {key: medians([each[key] for each in passes]) for key in first}
    if isinstance(first, int | float) and not isinstance(first, bool):
        return round(median(passes), 3)
    return first if all(each == first for each in passes) else passes


def machine() -> dict[str, Any]:
    """What the figures were taken on, without names."""
    load = round(os.getloadavg()[0], 1)
    return {"python": platform.python_version(), "cores": os.cpu_count(), "load_before": load}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small sizes: does it run at all?")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("parts", nargs="*", default=list(PARTS))
    asked = parser.parse_args()
    size = "quick" if asked.quick else "full"
    figures: dict[str, Any] = {"machine": machine(), "times": asked.times}
    for url in dict.fromkeys(("", os.environ.get("DATABASE_URL", ""))):
        passes = [measured(url, size, asked.parts) for _ in range(asked.times)]
        figures["postgresql" if url else "sqlite"] = medians(passes)
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
