"""Whom a paper of many names, found again in the records: only who stands in the stored paper itself is offered."""

from collections.abc import Iterator
from typing import Any

from documents import in_force
from documents.models import Version
from organisation import profile
from workflows.cases.models import Case
from workflows.derived.parts import Person
from workflows.rewards import papers, wording
from workflows.rewards.models import RewardNomination

OF_MANY = ("credit_class_order", "reward_order")


def of(version: Version) -> list[Person]:
    """The people of a paper of many, in its order; none for a paper about one student."""
    snapshot = in_force.snapshot_of(version)
    if snapshot.get("template") == "credit_class_order":
        return list(_of_class(snapshot["data"]["annex"]["rows"]))
    if snapshot.get("template") == "reward_order":
        return list(_of_nomination(version, snapshot["data"]))
    return []


def _of_class(rows: list[dict[str, Any]]) -> Iterator[Person]:
    cases = Case.objects.filter(number__in=[each["case_number"] for each in rows]).select_related("student")
    names = {each.number: each.student.full_name for each in cases if each.student}
    for row in rows:
        number = row["case_number"]
        full_name = names.get(number, row["name"])
        yield Person(f"r{row['n']}", row["name"], full_name, row["group"], number, row)


def _of_nomination(version: Version, data: dict[str, Any]) -> Iterator[Person]:
    case = RewardNomination.objects.filter(number=version.document.case_number).first()
    kind = case.kind_in(profile.current()) if case else None
    if case is None or kind is None:
        return
    nominees = case.nominees.rewarded().select_related("student").prefetch_related("achievements")
    rows = [papers.order_row(n, each, case, kind) for n, each in enumerate(nominees, start=1)]
    names = {row["name"]: each.student.full_name for row, each in zip(rows, nominees, strict=True)}
    annex = data["annex"]
    for row in annex["rows"] if annex else rows:
        about = (f"r{row['n']}", row["name"], names.get(row["name"], row["name"]), row["group"], case.number)
        words = wording.inline([(row["name"], row["group"], papers.joined(row))])
        if annex:
            yield Person(*about, {**row, "whom": annex["whom"]})
        elif words in data["points"][0]:
            yield Person(*about, None, words)
