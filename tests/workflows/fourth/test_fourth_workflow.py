"""A fourth kind of case is a folder and one line: its story runs with that line, and the product knows no more."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from tests.crash.place import MIGRATED_SQLITE

HERE = Path(__file__).parent
PRODUCT = (
    "config",
    "workflows",
    "archive",
    "documents",
    "mailroom",
    "records",
    "organisation",
    "templates",
    "fixtures",
)


def test_the_story_of_a_leave_is_told_with_one_line_more_in_the_catalogue(tmp_path):
    place = {"ZACHETKA_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.workflows.fourth.settings"}
    if MIGRATED_SQLITE:
        shutil.copy(MIGRATED_SQLITE, tmp_path / "tests.sqlite3")
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "--reuse-db",
            str(HERE / "story_of_a_leave.py"),
        ],
        cwd=settings.BASE_DIR,
        env={**{key: value for key, value in os.environ.items() if key != "DATABASE_URL"}, **place},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout[-3000:]
    assert "3 passed" in told.stdout


def test_nothing_of_the_product_knows_it():
    knows = [
        path
        for folder in PRODUCT
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in (".py", ".html", ".txt", ".json")
        and ("workflows.fourth" in (words := path.read_text()) or "LeaveRequest" in words)
    ]
    assert knows == []
    changed = [line for line in (HERE / "settings.py").read_text().splitlines() if "catalogue." in line]
    assert [line.split("(")[0] for line in changed] == [
        "LINE = catalogue.Workflow",
        "catalogue.CATALOGUE = ",
        "catalogue.WORKFLOW_APPS.append",
    ]


def test_the_recipe_names_every_file_that_was_written():
    recipe = (settings.BASE_DIR / "docs" / "new-workflow.md").read_text()
    written = {path.name for path in HERE.glob("*.py")} - {
        "settings.py",
        "story_of_a_leave.py",
        Path(__file__).name,
    }
    assert {name for name in written if f"`{name}`" not in recipe} == set()
