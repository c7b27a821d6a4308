"""The demo school's letters, replayed through the same doors as real ones, with what the staff did since."""

import json
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from deadlines import calendar
from mailroom import receive
from mailroom.models import Message
from organisation import profile
from organisation.models import User
from workflows import catalogue, routing
from workflows.cases import clock, decisions
from workflows.cases.models import Case
from workflows.credit import rules


def replay(folder: Path) -> int:
    """Receive every letter of replay.json once; returns how many were new. Idempotent by the letters' bytes."""
    ours = profile.current()
    new = 0
    for each in json.loads((folder / "replay.json").read_text()):
        at = moment(int(each["working_days_ago"]), each["at"], ours)
        message = receive.receive(
            (folder / each["file"]).read_bytes(),
            channel="file",
            mailbox=ours.email,
            mail_from=each["mail_from"],
            rcpt=ours.email,
            received_at=at,
        )
        if message.status in Message.WAITING:
            routing.route(message)
            follow(Message.objects.get(pk=message.pk), each.get("then", []))
            new += 1
    return new


def moment(working_days_ago: int, at: str, ours: profile.Profile) -> datetime:
    """A moment some working days before today, at a local time of day."""
    day = timezone.localdate(timezone=ours.tz)
    rule, known = clock.rule(1, ours), calendar.current()
    while working_days_ago > 0:
        day -= timedelta(days=1)
        working_days_ago -= rule.day(day, known)[0]
    return datetime.combine(day, time.fromisoformat(at), ours.tz)


def follow(message: Message, steps: list[Mapping[str, Any]]) -> None:
    """What the staff did with the case of a letter: [{as, action, data}]; "compare" without data is done simply."""
    for step in steps:
        for case in Case.objects.filter(number__in=message.case_numbers).order_by("pk")[:1]:
            concrete = catalogue.concrete(case)
            data = dict(step.get("data", {}))
            if step["action"] == "compare" and not data:
                data = {"lines": [simple_ruling(line) for line in concrete.lines.all()]}
            decisions.act(concrete, step["action"], User.objects.get(username=step["as"]), **data)


def simple_ruling(line: Any) -> dict[str, Any]:
    """Credit a line whose name and hours agree, refuse the rest in plain words."""
    close = (
        line.proposal.get("name") in ("exact", "close") and (line.proposal.get("hours_percent") or 0) >= 75
    )
    if line.unit is not None and close:
        return {
            "position": line.position,
            "verdict": rules.CREDITED,
            "choice_reason": "Отметка выше прежней.",
        }
    return {
        "position": line.position,
        "verdict": rules.REFUSED,
        "reason_code": "topics",
        "reason_words": "Содержание прежнего курса совпадает с нашим меньше чем на 75 %.",
    }
