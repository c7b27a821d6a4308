"""Several writing and sealing processes at once: one chain, no entry twice, none left out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).parents[2]
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
import django
django.setup()
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


def start(script: str, database_url: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", PREPARE + script],
        env={**os.environ, "DATABASE_URL": database_url},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_many_writers_and_sealers_make_one_chain(database_url):
    running = [start(WRITE, database_url) for _ in range(WRITERS)]
    running += [start(SEAL, database_url) for _ in range(SEALERS)]
    assert [each.wait(timeout=120) for each in running] == [0] * len(running)
    said, _ = start(COUNT, database_url).communicate(timeout=120)
    assert said.split() == [str(WRITERS * EACH), str(WRITERS * EACH), "None"]
