"""A consistent copy of the database while others write, and the way back into an empty one.

SQLite: VACUUM INTO, one read transaction beside which writers go on. PostgreSQL: pg_dump under a snapshot exported
by a REPEATABLE READ transaction, in which the rows are counted as well. A copy goes back only into its own kind.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from archive.errors import DatabaseUnfit, PlaceNotEmpty

SQLITE, POSTGRES = "sqlite", "postgresql"
DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True)
class Copy:
    """A copy in the clear, to be encrypted and thrown away; rows by table at that moment."""

    path: Path
    database: str
    tables: Mapping[str, int]


def copy(folder: Path, alias: str = "default") -> Copy:
    """Copy the database into a file of the folder. DatabaseUnfit when the tools of PostgreSQL fail."""
    connection = connections[alias]
    path = folder / "database"
    if connection.vendor == SQLITE:
        return _copy_sqlite(str(connection.settings_dict["NAME"]), path)
    return _copy_postgres(connection, path)


def load(path: Path, database: str, connection: BaseDatabaseWrapper) -> None:
    """Put a copy into the empty database behind the connection."""
    if connection.vendor != database:
        raise DatabaseUnfit(f"the backup is of {database}, this place runs on {connection.vendor}")
    if database == SQLITE:
        _load_sqlite(path, Path(connection.settings_dict["NAME"]))
        return
    _run(
        "pg_restore",
        connection,
        ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(path)],
        name_first=True,
    )


def must_be_empty(connection: BaseDatabaseWrapper) -> None:
    """PlaceNotEmpty when the database has a table. An SQLite file that is not there yet is not created."""
    if connection.vendor == SQLITE and not Path(connection.settings_dict["NAME"]).exists():
        return
    if connection.introspection.table_names():
        raise PlaceNotEmpty("the database already has tables")


def counts(connection: BaseDatabaseWrapper) -> dict[str, int]:
    """Rows by table."""
    with connection.cursor() as cursor:
        names = sorted(connection.introspection.table_names(cursor))
        found = {}
        for name in names:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 (quoted)
            found[name] = int(cursor.fetchone()[0])
    return found


def _copy_sqlite(name: str, path: Path) -> Copy:
    source = sqlite3.connect(name, isolation_level=None, timeout=60)
    try:
        source.execute("VACUUM INTO ?", (str(path),))
    finally:
        source.close()
    taken = sqlite3.connect(path)
    try:
        names = taken.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
        tables = {
            table: int(taken.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])  # noqa: S608 (own names)
            for (table,) in sorted(names.fetchall())
        }
    finally:
        taken.close()
    return Copy(path, SQLITE, tables)


def _copy_postgres(connection: BaseDatabaseWrapper, path: Path) -> Copy:
    """The transaction that exported the snapshot stays open until the dump is done."""
    own = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        tables = counts(own)
        options = ["--format=custom", "--no-owner", "--no-privileges"]
        _run("pg_dump", own, [*options, f"--snapshot={snapshot}", f"--file={path}"])
        own.rollback()
    finally:
        own.close()
    return Copy(path, POSTGRES, tables)


def _load_sqlite(path: Path, target: Path) -> None:
    """Beside the target first: a database that is there is a whole one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    coming = target.with_name(f".{target.name}.coming")
    shutil.copyfile(path, coming)
    with coming.open("rb") as file:
        os.fsync(file.fileno())
    coming.rename(target)


def _run(
    tool: str, connection: BaseDatabaseWrapper, options: Sequence[str], *, name_first: bool = False
) -> None:
    """Call a tool of PostgreSQL for the database behind the connection; the password goes by the environment."""
    conf: dict[str, Any] = connection.settings_dict
    args, secret = connection.client.settings_to_cmd_args_env(conf, [])
    access, name = list(args[1:-1]), args[-1]
    where = [f"--dbname={name}", *options] if name_first else [*options, name]
    command = [_tool(tool), *access, *where]
    environment = {**os.environ, **(secret or {})}
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603  # no shell
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise DatabaseUnfit(f"{tool} failed: {lines[0] if lines else done.returncode}")


def _tool(name: str) -> str:
    """The newest that is installed: a dump asks for tools not older than the server."""
    versions = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if found is None:
        raise DatabaseUnfit(f"{name} is not installed: it comes with the client of PostgreSQL")
    return found
