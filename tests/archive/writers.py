"""Four writers that go on storing papers, each with a journal entry, while a backup is made."""

import threading
from contextlib import contextmanager

from django.db import connection, transaction

import journal
from documents import incoming


@contextmanager
def at_work(count: int = 4, before: int = 5):
    """Inside, the writers work; it begins when each has stored `before` papers, and nothing they meet is hidden."""
    stopped, met = threading.Event(), []
    begun = threading.Barrier(count + 1)
    threads = [
        threading.Thread(target=_write, args=(name, before, begun, stopped, met)) for name in range(count)
    ]
    for each in threads:
        each.start()
    try:
        begun.wait(timeout=120)
        yield
    finally:
        stopped.set()
        for each in threads:
            each.join()
    assert met == []


def _write(name, before, begun, stopped, met) -> None:
    try:
        stored = 0
        while stored < before or not stopped.is_set():
            with transaction.atomic():
                incoming.store(
                    f"writer {name}, paper {stored}".encode(), "a.txt", "text/plain", "", origin="uploaded"
                )
                journal.append("stored", f"{name}/{stored}", {"n": stored})
            stored += 1
            if stored == before:
                begun.wait(timeout=120)
    except Exception as error:  # a thread's error would be lost
        met.append(error)
        begun.abort()
    finally:
        connection.close()
