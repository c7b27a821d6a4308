"""Marks for what was read of labelled letters: `expected.json` beside the .eml files, as in fixtures/mail_sample.

`PYTHONPATH=. python tests/workflows/credit/reading/scoring.py FOLDER` reads every letter as routing does and prints
the figures and the faults.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from workflows.credit import understanding

FIELDS = ("title", "hours", "assessment_form", "result")
PEOPLE = {"applicant": "applicant_name", "student": "student_name", "applicant_role": "applicant_role"}


def accepted(expected: Mapping[str, Any], path: str, value: object) -> bool:
    wanted: Any = expected
    for step in re.findall(r"\w+", path):
        wanted = wanted[int(step)] if step.isdigit() else wanted[step]
    return value == wanted or value in (expected.get("accept") or {}).get(path, [])


def rows(expected: Mapping[str, Any], courses: list[dict[str, Any]]) -> list[str]:
    """What differs in the course rows."""
    wanted = expected["courses"]
    out = [] if len(wanted) == len(courses) else [f"{len(courses)} rows, not {len(wanted)}"]
    for number, said in enumerate(courses[: len(wanted)]):
        out += [
            f"[{number}].{name} {said[name]!r} not {wanted[number][name]!r}"
            for name in FIELDS
            if not accepted(expected, f"courses[{number}].{name}", said[name])
        ]
    return out


def trusted_wrong(expected: Mapping[str, Any], courses: list[dict[str, Any]]) -> list[str]:
    """Values given out without a doubt that the letter does not state, in whatever row they stand."""
    out = []
    for number, said in enumerate(courses):
        for name in FIELDS:
            if said[name] is None or said["needs_human"]:
                continue
            rows_that_fit = [
                index
                for index in range(len(expected["courses"]))
                if accepted(expected, f"courses[{index}].title", said["title"])
            ]
            if not any(accepted(expected, f"courses[{index}].{name}", said[name]) for index in rows_that_fit):
                out.append(f"[{number}].{name} = {said[name]!r}")
    return out


def marks(pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Faults by what was asked and by file; `pairs` are (expected, a line of receive_mail)."""
    faults: dict[str, dict[str, Any]] = {
        name: {} for name in ("kind", "rows", "trusted_wrong", "missing", "people", "needs_human")
    }
    for expected, said in pairs:
        found = {
            "kind": [] if said["kind"] == expected["kind_of_message"] else [said["kind"]],
            "rows": rows(expected, said["courses"]),
            "trusted_wrong": trusted_wrong(expected, said["courses"]),
            "missing": []
            if said["missing"] == expected["missing"]
            else [said["missing"], expected["missing"]],
            "people": [
                f"{name} {said[name]!r} not {expected[wanted]!r}"
                for name, wanted in PEOPLE.items()
                if not accepted(expected, wanted, said[name])
            ],
            "needs_human": [said["needs_human"]]
            if bool(said["needs_human"]) != expected["needs_human"]
            else [],
        }
        for name, each in found.items():
            if each:
                faults[name][expected["file"]] = each
    return faults


def main(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    pairs = []
    for each in expected:
        said = json.loads(understanding.read_raw((folder / each["file"]).read_bytes()))
        pairs.append((each, {**said, "applicant": said["applicant_name"]}))
    found = marks(pairs)
    stating = sum(bool(each["courses"]) for each in expected)
    for name, faults in found.items():
        whole = stating if name == "rows" else len(expected)
        print(f"{name}: {len(faults)} of {whole} letters at fault")
        for file, each in faults.items():
            print(f"    {file}: {each}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
