"""A whole installation in a folder of its own, driven from outside by commands, so that it can be killed."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from tests.crash import warm

ROOT = settings.BASE_DIR
MANAGE = (sys.executable, str(ROOT / "manage.py"))
KILLED = -signal.SIGKILL
# A file and a database without rows in which script/test has run the migrations; empty: each place runs them itself.
MIGRATED_SQLITE = os.environ.get("MIGRATED_SQLITE", "")
MIGRATED_POSTGRES = os.environ.get("MIGRATED_POSTGRES", "")


@dataclass
class Place:
    """One isolated installation: its data folder and database."""

    folder: Path
    database_url: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def variables(self, crash_at: str = "") -> dict[str, str]:
        found = {**os.environ, **self.environment, "ZACHETKA_DATA": str(self.folder), "DEBUG": "1"}
        found.pop("DATABASE_URL", None)
        if self.database_url:
            found["DATABASE_URL"] = self.database_url
        if crash_at:
            found["ZACHETKA_CRASH_AT"] = crash_at
        return found

    def start(self, *command: str, crash_at: str = "", **options: Any) -> warm.Process:
        return warm.start([*MANAGE, *command], self.variables(crash_at), **options)

    def run(self, *command: str, crash_at: str = "") -> subprocess.CompletedProcess[bytes]:
        return warm.run([*MANAGE, *command], self.variables(crash_at), timeout=300)

    def answer(self, *command: str) -> Any:
        """The JSON of a command that must succeed (or say that a human is needed)."""
        done = self.run(*command)
        assert done.returncode in (0, 1), done.stderr.decode()[-2000:]
        lines = done.stdout.decode().splitlines()
        return json.loads(lines[-1])

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Look into the database from outside."""
        if self.database_url:
            with psycopg.connect(self.database_url, autocommit=True) as connection:
                return connection.execute(sql).fetchall()
        with sqlite3.connect(self.folder / "zachetka.sqlite3", timeout=180) as connection:
            return connection.execute(sql).fetchall()

    def expire_leases(self) -> None:
        """Let the time of every dead worker run out."""
        for table in ("documents_entry", "documents_correction", "mailroom_message", "mailroom_outgoing"):
            sql = f"UPDATE {table} SET locked_until = '2020-01-01 00:00:00' WHERE locked_until IS NOT NULL"
            if self.database_url:
                with psycopg.connect(self.database_url, autocommit=True) as connection:
                    connection.execute(sql)
            else:
                with sqlite3.connect(self.folder / "zachetka.sqlite3", timeout=180) as connection:
                    connection.execute(sql)


def prepare(place: Place) -> Place:
    """A fresh installation with the demo school but none of its letters, ready to be copied."""
    if MIGRATED_SQLITE and not place.database_url:
        place.folder.mkdir(parents=True)
        shutil.copy(MIGRATED_SQLITE, place.folder / "zachetka.sqlite3")
    done = place.run("init", "--demo", "--no-letters")
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return place


def copy(model: Place, folder: Path) -> Place:
    """An identical installation elsewhere."""
    shutil.copytree(model.folder, folder)
    if not model.database_url:
        return Place(folder)
    name = f"crash_{uuid.uuid4().hex[:12]}"
    server, _, template = model.database_url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return Place(folder, f"{server}/{name}")


def fresh_database(url: str) -> str:
    """A new database on the server of `url` (PostgreSQL only); empty stays empty."""
    if not url:
        return ""
    server, _, _ = url.rpartition("/")
    name = f"crash_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        template = f'TEMPLATE "{MIGRATED_POSTGRES}"' if MIGRATED_POSTGRES else ""
        connection.execute(f'CREATE DATABASE "{name}" {template}')
    return f"{server}/{name}"
