"""The table of clauses (fixtures/regulations/coverage.csv) as values, and the page made of it: docs/regulations.md."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "fixtures" / "regulations" / "coverage.csv"
PAGE = ROOT / "docs" / "regulations.md"
WEIGHTS = ("3", "2", "1")
FILES = {
    "000": "Istochnik, general school",
    "001": "sole trader, supplementary education online",
    "002": "sole trader, online school",
    "003": "Astra-Group, professional training",
    "004": "KPGT, technical college",
}


@dataclass(frozen=True)
class Row:
    """One clause: where it lives and which tests show it, or why it is not served."""

    file: str
    clause: str
    area: str
    weight: str
    requirement: str
    lives: str
    test: str
    why_not: str

    @property
    def tests(self) -> list[str]:
        """Nodes as pytest names them: path::name."""
        return self.test.split()

    @property
    def name(self) -> str:
        return f"{self.file} {self.clause}"


def rows() -> list[Row]:
    """The table in its own order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [Row(**each) for each in csv.DictReader(file)]


def counted(table: Sequence[Row]) -> dict[str, tuple[int, int]]:
    """(shown by tests, all) for each weight."""
    return {
        weight: (
            sum(bool(row.test) for row in table if row.weight == weight),
            sum(row.weight == weight for row in table),
        )
        for weight in WEIGHTS
    }


def page(table: Sequence[Row]) -> str:
    """docs/regulations.md."""
    lines = [
        "# Clauses of the regulations",
        "",
        "Made by `script/clauses` from `fixtures/regulations/coverage.csv`; do not edit. A clause is named by the",
        "number of its regulation and its own; requirements are in our words. A test holds this page true.",
        "",
        "| weight | shown by tests | of |",
        "|---|---|---|",
        *(f"| {weight} | {shown} | {total} |" for weight, (shown, total) in counted(table).items()),
    ]
    for file, group in groupby(table, key=lambda row: row.file):
        lines += [
            "",
            f"## {file}: {FILES[file]}",
            "",
            "| clause | weight | what | where it lives | shown by |",
        ]
        lines += ["|---|---|---|---|---|", *(_line(row) for row in group)]
    return "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    shown = "<br>".join(f"`{each}`" for each in row.tests) or f"not yet: {row.why_not}"
    cells = (row.clause, row.weight, row.requirement, row.lives or "–", shown)
    return "| " + " | ".join(each.replace("|", "\\|") for each in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(rows()), encoding="utf-8")
