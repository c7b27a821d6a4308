"""Many clerks in processes of their own: no gap, no duplicate, also when a year ends."""

import os
import sqlite3
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from django.db import connection

from documents.models import Entry
from tests.crash import warm
from tests.crash.place import MANAGE


@pytest.fixture
def shared_database(transactional_db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A database that several processes can open, and a reader of its entries: (key, period, n, number)."""
    monkeypatch.setenv("ZACHETKA_DATA", str(tmp_path))
    if connection.vendor == "postgresql":
        parts = connection.settings_dict
        address = f"{parts['HOST']}:{parts['PORT']}" if parts["HOST"] else ""
        login = f"{parts['USER']}:{parts['PASSWORD']}@" if parts["PASSWORD"] else f"{parts['USER']}@"
        monkeypatch.setenv("DATABASE_URL", f"postgres://{login}{address}/{parts['NAME']}")
    else:
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'shared.sqlite3'}")
        for app in ("documents", "journal"):
            migrated = warm.run([*MANAGE, "migrate", app, "-v0"], dict(os.environ), timeout=180)
            assert migrated.returncode == 0, migrated.stderr.decode()[-2000:]
    return lambda: read(tmp_path / "shared.sqlite3")


def read(path: Path) -> list[tuple[str, str, int, str]]:
    if connection.vendor == "postgresql":
        return list(Entry.objects.values_list("register__key", "register__period", "n", "number"))
    lines = "SELECT r.key, r.period, e.n, e.number FROM documents_entry e"
    with sqlite3.connect(path) as database:
        return database.execute(f"{lines} JOIN documents_register r ON r.id = e.register_id").fetchall()


def register_together(processes: int, each: int, start: str) -> None:
    command = [sys.executable, "-m", "tests.documents.registrar", str(each), start]
    clerks = [warm.start(command, dict(os.environ), stderr=subprocess.PIPE) for _ in range(processes)]
    ends = [(clerk.stderr.read().decode(), clerk.wait()) for clerk in clerks]
    assert [code for _, code in ends] == [0] * processes, ends[0][0]


def check(entries: list[tuple[str, str, int, str]], expected: int) -> None:
    assert len(entries) == expected
    series = defaultdict(list)
    for key, period, n, number in entries:
        series[key, period].append((n, number))
    first = {"calendar": 101, "school": 1, "never": 7}
    for (key, _period), lines in series.items():
        assert sorted(n for n, _ in lines) == list(range(first[key], first[key] + len(lines)))
        assert len({number for _, number in lines}) == len(lines)
    assert {key for key, _ in series} == set(first)


def test_four_clerks_over_new_year(shared_database):
    register_together(4, 30, "2026-12-29")
    check(shared_database(), 120)


@pytest.mark.slow
def test_twenty_clerks_register_together_without_a_gap(shared_database):
    each = 500 if connection.vendor == "postgresql" else 100  # SQLite lets one writer in at a time anyway
    register_together(20, each, "2026-08-22")
    entries = shared_database()
    check(entries, 20 * each)
    assert {(key, period) for key, period, _, _ in entries} == {
        ("calendar", "2026"),
        ("school", "2025/26"),
        ("school", "2026/27"),
        ("never", ""),
    }
