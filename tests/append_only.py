"""Emptying the database after a test that commits, although triggers refuse to delete what must stand."""

from contextlib import contextmanager

from django.db import connection

# Written by `migrate` and the same for every test.
STANDING = {"django_migrations", "django_content_type", "auth_permission"}


def empty_the_database(*_: object) -> None:
    """Delete every row with the triggers lifted; they are back when this returns.

    Only tables that hold something, and not by `flush`: most of a hundred tables are empty after a test, and
    `flush` writes content types and permissions anew each time.
    """
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    filled = sorted(name for name in set(tables) - STANDING if _holds_rows(name))
    if filled:
        with without_triggers(), connection.constraint_checks_disabled():
            _run(_emptying(filled))


def _emptying(tables: list[str]) -> list[str]:
    quoted = [connection.ops.quote_name(name) for name in tables]
    if connection.vendor == "postgresql":
        return [f"TRUNCATE {', '.join(quoted)} CASCADE"]
    return [f"DELETE FROM {name}" for name in quoted]


def _holds_rows(table: str) -> bool:
    return bool(_ask(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1"))


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
