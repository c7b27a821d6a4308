"""Every English string of the product has its Russian words: nothing untranslated, nothing left doubtful."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CATALOGUE = Path("locale") / "ru" / "LC_MESSAGES" / "django.po"
SOURCES = (
    "config",
    "workflows",
    "archive",
    "documents",
    "mailroom",
    "records",
    "organisation",
    "deadlines",
    "journal",
    "storage",
    "sandbox",
    "faults",
    "templates",
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def unquoted(lines: list[str]) -> str:
    """The text of a po value that may go over several lines."""
    return "".join(line[line.index('"') + 1 : line.rindex('"')] for line in lines if '"' in line)


def entries(text: str) -> list[tuple[str, str, list[str]]]:
    """(flags, source, translations) of every live entry of a po file, without its header."""
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#~")]
        flags = " ".join(line for line in lines if line.startswith("#,"))
        values: list[tuple[str, list[str]]] = []
        for line in lines:
            if line.startswith(("msgid", "msgstr")):
                values.append((line.split()[0], [line]))
            elif line.startswith('"') and values:
                values[-1][1].append(line)
        source = "".join(unquoted(part) for name, part in values if name == "msgid")
        if source:
            found.append(
                (flags, source, [unquoted(part) for name, part in values if name.startswith("msgstr")])
            )
    return found


def test_every_string_has_its_russian_words(tmp_path):
    for name in SOURCES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.woff2"))
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    shutil.copy(ROOT / CATALOGUE, tmp_path / CATALOGUE)
    command = [sys.executable, "-m", "django", "makemessages", "-l", "ru", "--no-location", "--no-wrap"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    found = entries((tmp_path / CATALOGUE).read_text(encoding="utf-8"))
    assert len(found) > 100
    missing = [source for flags, source, words in found if "fuzzy" in flags or not all(words)]
    assert missing == []


def test_translations_keep_the_placeholders():
    for _, source, words in entries((ROOT / CATALOGUE).read_text(encoding="utf-8")):
        if len(words) == 1:
            assert set(PLACEHOLDER.findall(words[0])) == set(PLACEHOLDER.findall(source)), source


def translated_in_f_strings(source: str) -> list[int]:
    """Lines on which gettext is called inside an f-string: the extractor does not look there."""
    called = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
    return [
        call.lineno
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in called
    ]


def test_no_string_hides_in_an_f_string():
    assert translated_in_f_strings("f\"{_('Closed.')} {day}\"") == [1]
    packages = (ROOT / name for name in SOURCES if name != "templates")
    files = [file for package in packages for file in package.rglob("*.py")]
    assert {file.name: found for file in files if (found := translated_in_f_strings(file.read_text()))} == {}
