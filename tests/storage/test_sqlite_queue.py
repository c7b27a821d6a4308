"""Writers on SQLite wait in line: who came first goes first, and a failed or closed transaction frees the place."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError
from django.db.transaction import Atomic
from django.db.utils import ConnectionHandler

PATIENCE = 120.0


@pytest.fixture
def handler(tmp_path: Path, django_db_blocker) -> Iterator[ConnectionHandler]:
    """Connections to a database of its own; every thread gets another."""
    values = {
        "ENGINE": "storage.sqlite",
        "NAME": str(tmp_path / "line.sqlite3"),
        "OPTIONS": settings.SQLITE_OPTIONS,
    }
    handler = ConnectionHandler({"default": values})
    with django_db_blocker.unblock():
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE arrived (who TEXT)")
        yield handler


@pytest.fixture
def atomic(handler, monkeypatch):
    """A transaction on this thread's connection."""
    monkeypatch.setattr("django.db.transaction.get_connection", lambda using=None: handler["default"])
    return lambda: Atomic(None, True, False)


def waiting(path: Path) -> int:
    """How many wait for the place at the head of the line, as the kernel tells."""
    inode = str(path.with_name(f"{path.name}-queue").stat().st_ino)
    lines = Path("/proc/locks").read_text().splitlines()
    return sum(" -> " in line and f":{inode} " in line for line in lines)


def until_waiting(path: Path, count: int) -> None:
    deadline, pause = time.monotonic() + PATIENCE, threading.Event()
    while waiting(path) < count:
        assert time.monotonic() < deadline, "nobody joined the line"
        pause.wait(0.01)


def test_writers_go_in_the_order_in_which_they_came(handler, atomic, tmp_path):
    def write(who: str) -> None:
        with atomic(), handler["default"].cursor() as cursor:
            cursor.execute("INSERT INTO arrived VALUES (%s)", [who])
        handler["default"].close()

    names = ["first", "second", "third", "fourth"]
    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    with atomic():
        for count, thread in enumerate(threads, start=1):
            thread.start()
            until_waiting(tmp_path / "line.sqlite3", count)
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "a writer still waits in line"
    with handler["default"].cursor() as cursor:
        assert [row[0] for row in cursor.execute("SELECT who FROM arrived ORDER BY rowid")] == names


def test_a_failed_transaction_leaves_the_line(handler, atomic):
    with pytest.raises(OperationalError), atomic(), handler["default"].cursor() as cursor:
        cursor.execute("INSERT INTO nowhere VALUES (1)")
    assert handler["default"]._turn is None
    with atomic():
        assert handler["default"]._turn is not None
    assert handler["default"]._turn is None


def test_a_transaction_that_cannot_begin_leaves_the_line(handler, atomic, monkeypatch):
    connection = handler["default"]
    monkeypatch.setattr(connection, "transaction_mode", "NONSENSE")
    with pytest.raises(OperationalError), atomic():
        pass
    assert connection._turn is None


def test_a_closed_connection_leaves_the_line(handler, atomic):
    connection = handler["default"]
    connection._start_transaction_under_autocommit()
    assert connection._turn is not None
    connection.close()
    assert connection._turn is None
