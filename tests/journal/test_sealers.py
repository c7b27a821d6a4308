"""Several writing and sealing processes at once: one chain, no entry twice, none left out."""

import os
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from tests.crash import warm
from tests.crash.place import MANAGE

WRITERS, EACH, SEALERS = 3, 25, 3

WRITE = f"""
for number in range({EACH}):
    with transaction.atomic():
        journal.append("step", f"{{number}}-зч", {{"n": number}})
"""
SEAL = """
for _ in range(10):
    link_new(limit=7)
"""
COUNT = """
while link_new():
    pass
year = Link.objects.first().year
print(Entry.objects.count(), Link.objects.count(), first_bad(year))
"""
PREPARE = """
from django.db import transaction
import journal
from journal.models import Entry, Link
from journal.seal import link_new
from journal.verify import first_bad
"""


@pytest.fixture
def database_url(transactional_db, tmp_path: Path) -> str:
    """The test's own database, as other processes reach it: a database in memory is copied into a file."""
    if connection.vendor == "sqlite":
        copy = tmp_path / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        return f"sqlite:///{copy}"
    told = connection.settings_dict
    return f"postgres://{told['USER']}:{told['PASSWORD']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"


def start(script: str, database_url: str) -> warm.Process:
    command = [*MANAGE, "shell", "--no-imports", "--command", PREPARE + script]
    return warm.start(command, {**os.environ, "DATABASE_URL": database_url}, stdout=subprocess.PIPE)


def test_many_writers_and_sealers_make_one_chain(database_url):
    running = [start(WRITE, database_url) for _ in range(WRITERS)]
    running += [start(SEAL, database_url) for _ in range(SEALERS)]
    assert [each.wait(timeout=120) for each in running] == [0] * len(running)
    counting = start(COUNT, database_url)
    assert counting.wait(timeout=120) == 0
    assert counting.stdout.read().split() == [b"%d" % (WRITERS * EACH), b"%d" % (WRITERS * EACH), b"None"]
