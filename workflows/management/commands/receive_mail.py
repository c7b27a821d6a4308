"""receive_mail FILE…: store letters from .eml or mbox files, route them, open their cases; one JSON line each."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Max
from django.utils import timezone

from mailroom import importing, receive
from mailroom.models import Message
from organisation import profile
from workflows import routing
from workflows.cases.models import Case, Reading

NEEDS_HUMAN = {Message.Status.UNROUTED, Message.Status.QUARANTINED}


class Command(BaseCommand):
    """See docs/commands.md."""

    help = __doc__ or ""
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def add_arguments(self, parser: CommandParser) -> None:
        """Files and envelope."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--to", default="")
        parser.add_argument("--from", dest="mail_from", default=None)
        parser.add_argument("--received-at", default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when every letter was understood, 1 when some need a human, 2 on wrong usage."""
        at = self._moment(options["received_at"])
        doubtful = False
        for name in options["files"]:
            path = Path(name)
            if not path.is_file():
                self.stderr.write(f"no such file: {path.name}")
                raise SystemExit(2)
            for index, raw in enumerate(importing.split(path.read_bytes())):
                answer = self._receive(raw, at, options)
                doubtful |= bool(answer["needs_human"])
                self.stdout.write(json.dumps({"file": name, "index": index, **answer}, ensure_ascii=False))
        raise SystemExit(1 if doubtful else 0)

    def _moment(self, text: str | None) -> datetime | None:
        if text is None:
            return None
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.stderr.write("--received-at takes an ISO 8601 moment")
            raise SystemExit(2) from None
        return moment if moment.tzinfo else moment.replace(tzinfo=profile.current().tz)

    def _receive(self, raw: bytes, at: datetime | None, options: dict[str, Any]) -> dict[str, Any]:
        mailbox = options["to"] or default_mailbox()
        newest = Message.objects.aggregate(pk=Max("pk"))["pk"] or 0
        message = receive.receive(
            raw,
            channel="file",
            mailbox=mailbox,
            mail_from=options["mail_from"],
            rcpt=mailbox,
            received_at=at or timezone.now(),
        )
        routing.route(message)
        answer = answer_of(Message.objects.get(pk=message.pk))
        if message.pk <= newest and answer["duplicate_of"] is None:
            # The same bytes were stored before: there is no second row to point from.
            answer["duplicate_of"] = message.pk
        return answer


def default_mailbox() -> str:
    """The school's own address."""
    try:
        return profile.current().email
    except profile.ProfileMissing:
        return ""


def answer_of(message: Message) -> dict[str, Any]:
    """The contract's line for one letter: every key is always there, unknown is null."""
    reading = Reading.objects.filter(message=message).first()
    data = reading.data if reading else {}
    cases = Case.objects.filter(number__in=message.case_numbers).order_by("pk")
    return {
        "message": message.pk,
        "duplicate_of": message.duplicate_of_id,
        "kind": message.machine_kind or data.get("kind") or "other",
        "cases": [
            {
                "number": case.number,
                "state": case.state,
                "due": case.due_on.isoformat() if case.due_on else None,
            }
            for case in cases
        ],
        "sender": message.sender or None,
        "applicant": data.get("applicant_name"),
        "applicant_role": data.get("applicant_role") or "unknown",
        "student": data.get("student"),
        "courses": [
            {
                name: course.get(name)
                for name in ("title", "hours", "assessment_form", "result", "needs_human")
            }
            for course in data.get("courses", ())
        ],
        "missing": data.get("missing", []),
        "attachments": data.get("attachments", []),
        "needs_human": reasons(message, data),
    }


def reasons(message: Message, data: dict[str, Any]) -> list[str]:
    """Why a person has to look, as codes; empty when nobody has to."""
    found = [*message.needs_human, *data.get("needs_human", ())]
    if message.status in NEEDS_HUMAN:
        found.append(str(message.status))
    return sorted(set(found))
