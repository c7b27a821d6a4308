"""The README names what the product reads and offers."""

import re
from pathlib import Path

from django.conf import settings

README = (Path(settings.BASE_DIR) / "README.md").read_text(encoding="utf-8")


def test_every_environment_variable_is_in_the_table():
    source = "".join(path.read_text(encoding="utf-8") for path in (settings.BASE_DIR / "config").glob("*.py"))
    named = set(re.findall(r"\benv\.\w+\(\s*\"([A-Z_]+)\"", source))
    assert len(named) > 20
    assert {name for name in named if f"`{name}`" not in README} == set()


def test_the_two_commands_come_first():
    assert README.index("script/server") < README.index("script/test") < 600
