"""act NUMBER ACTION --as USER [--data JSON]: the same door as the page; moves the case or says why not."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from organisation.models import User
from workflows import catalogue, shown
from workflows.cases import decisions, door
from workflows.cases.models import Case

NUL = b"\\u0000"  # no database keeps it


class Command(BaseCommand):
    """See docs/commands.md."""

    help = __doc__ or ""
    requires_system_checks = ()  # a second of every call; init and the tests check the system

    def add_arguments(self, parser: CommandParser) -> None:
        """Case, action, who acts, and the fields of the action."""
        parser.add_argument("number")
        parser.add_argument("action")
        parser.add_argument("--as", dest="user", required=True)
        parser.add_argument("--data", default="{}")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 moved, 1 refused with the reason, 2 wrong usage."""
        data = self._data(options["data"])
        user = User.objects.filter(username=options["user"], is_active=True).first()
        case = Case.objects.filter(number=options["number"]).first()
        if user is None or case is None:
            self._refuse("unknown_user" if user is None else "unknown_case", "", {})
        version = data.pop("version", None)
        try:
            decisions.act(catalogue.concrete(case), options["action"], user, version=version, **data)
        except door.MoveRefused as error:
            self._refuse(error.code, str(error), getattr(error, "errors", {}))
        self.stdout.write(json.dumps({"moved": True, **shown.case(options["number"])}, ensure_ascii=False))

    def _data(self, text: str) -> dict[str, Any]:
        try:
            data = json.loads(text)
            told = json.dumps(data, ensure_ascii=False).encode()
        except ValueError:  # no JSON, or half of a character
            data, told = None, b""
        if not isinstance(data, dict) or NUL in told:
            self.stderr.write("--data must be a JSON object of whole characters without NUL")
            raise SystemExit(2)
        return data

    def _refuse(self, code: str, words: str, errors: dict[str, Any]) -> None:
        self.stdout.write(
            json.dumps({"moved": False, "code": code, "why": words, "errors": errors}, ensure_ascii=False)
        )
        raise SystemExit(1)
