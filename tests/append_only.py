"""Emptying the database after a test that commits, although triggers refuse to delete what must stand."""

from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import connection

COMMITTING = {"transactional_db", "live_server"}


def commits(request: pytest.FixtureRequest) -> bool:
    """Does the test work on a database that is flushed, and not rolled back, when it ends?"""
    marker = request.node.get_closest_marker("django_db")
    return bool(
        COMMITTING.intersection(request.fixturenames) or (marker and marker.kwargs.get("transaction"))
    )


def empty_the_database() -> None:
    """Flush with the triggers lifted; they are back when this returns."""
    with without_triggers():
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


@contextmanager
def without_triggers():
    """Inside, rows can be changed behind the product's back, as somebody with the database could."""
    lift, lay = _sqlite() if connection.vendor == "sqlite" else _postgres()
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        _run(["SET CONSTRAINTS ALL IMMEDIATE"])
    _run(lift)
    try:
        yield
    finally:
        _run(lay)


def _sqlite() -> tuple[list[str], list[str]]:
    triggers = _ask("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]


def _postgres() -> tuple[list[str], list[str]]:
    tables = [
        row[0]
        for row in _ask("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
    ]
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables],
    )


def _ask(query: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
