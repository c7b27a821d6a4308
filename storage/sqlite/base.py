"""SQLite whose writing transactions wait in line.

SQLite has one write lock and no queue for it: who finds it taken sleeps up to 100 ms and tries again, and whoever
comes by at the right moment goes first. While papers are issued and forms come in, an unlucky letter then waited three
seconds. Here a transaction first waits for an exclusive flock beside the database; the kernel wakes waiters in the
order in which they came, and frees the lock of a process that dies. The lock is only a courtesy: single statements
pass it by, and SQLite's own locking still decides.
"""

import fcntl
import os

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django loads this class by its name."""

    _turn: int | None = None  # descriptor that holds the flock

    def _start_transaction_under_autocommit(self) -> None:
        self._wait_in_line()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._let_the_next()
            raise

    def commit(self) -> None:
        """Commit; if that fails Django rolls back, and the place in line is kept until then."""
        super().commit()
        self._let_the_next()

    def rollback(self) -> None:
        """Roll back."""
        try:
            super().rollback()
        finally:
            self._let_the_next()

    def close(self) -> None:
        """Close the connection, and with it whatever transaction it had."""
        try:
            super().close()
        finally:
            self._let_the_next()

    def _wait_in_line(self) -> None:
        if self._turn is not None or self.is_in_memory_db():
            return
        self._turn = os.open(f"{self.settings_dict['NAME']}-queue", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._turn, fcntl.LOCK_EX)

    def _let_the_next(self) -> None:
        if self._turn is not None:
            os.close(self._turn)
            self._turn = None
