"""Nominations of the demo school, through the same doors as real ones: certified, to be decided, being written."""

import json
from pathlib import Path
from typing import Any

from django.utils import timezone

from documents.models import Entry
from organisation.models import User
from records.models import Student
from workflows.cases import decisions
from workflows.rewards import certificates, intake, papers
from workflows.rewards.models import RewardNomination


def load(path: Path) -> int:
    """Make the nominations of a JSON file, unless there are any; returns how many are new."""
    if RewardNomination.objects.exists():
        return 0
    told = json.loads(path.read_text(encoding="utf-8"))
    for each in told:
        students = Student.objects.filter(group=each["group"], left_on=None)[: each["students"]]
        wanted = [{"student": student.pk} for student in students]
        case = intake.nominate(person(each["as"]), each["fields"], wanted)
        for step in each["then"]:
            case = decisions.act(case, step["action"], person(step["as"]), **data_of(step))
        for entry in Entry.objects.filter(case_number=case.number, kind=papers.CERTIFICATE):
            certificates.finish(entry)
    return len(told)


def person(username: str) -> User:
    """A member of the demo staff."""
    return User.objects.get(username=username)


def data_of(step: dict[str, Any]) -> dict[str, Any]:
    """What goes with a step; a signature is of today."""
    return {"signed_on": timezone.localdate().isoformat()} if step.get("signed") else {}
