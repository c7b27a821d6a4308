"""sign NUMBER SIG… --as USER [--assured WORDS]: detached signatures of the papers that wait; the letter leaves."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from documents.detached import judging, keeping
from documents.detached.findings import Detached
from documents.models import Version
from organisation import profile
from organisation.models import User
from storage import blobs
from workflows import catalogue, shown
from workflows.cases import door, signing
from workflows.cases.models import Case

REFUSED, USAGE = 1, 2


@dataclass(frozen=True)
class Judged:
    """A file, the paper that it signs (or the last one tried), and what it was found to be."""

    path: Path
    signature: bytes
    version: Version
    found: Detached


class Command(BaseCommand):
    """See docs/commands.md."""

    help = __doc__ or ""
    requires_system_checks = ()  # as `act`

    def add_arguments(self, parser: CommandParser) -> None:
        """Case, files, who signs, and how the status was made sure where the product cannot tell."""
        parser.add_argument("number")
        parser.add_argument("signatures", nargs="+", type=Path, metavar="SIG")
        parser.add_argument("--as", dest="user", required=True)
        parser.add_argument("--assured", default="", metavar="WORDS")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 signed, 1 refused with the reason, 2 wrong usage."""
        user = User.objects.filter(username=options["user"], is_active=True).first()
        case = Case.objects.filter(number=options["number"]).first()
        if user is None or case is None:
            self._refuse("unknown_user" if user is None else "unknown_case", [])
            return
        concrete: Any = catalogue.concrete(case)
        waiting = [each for each in signing.packet(concrete.decision_number, case.number) if _waits(each)]
        if not waiting:
            self._refuse("not_now", [])
        judged = [_judged(path, waiting) for path in options["signatures"]]
        told = [_as_json(each, options["assured"]) for each in judged]
        if not all(each["taken"] for each in told):
            self._refuse("invalid", told)
        try:
            _sign(concrete, judged, options["assured"], user)
        except door.MoveRefused as error:
            self._refuse(error.code, told)
        answer = {"moved": True, "signatures": told, **shown.case(case.number)}
        self.stdout.write(json.dumps(answer, ensure_ascii=False))

    def _refuse(self, code: str, told: list[dict[str, Any]]) -> None:
        self.stdout.write(json.dumps({"moved": False, "code": code, "signatures": told}, ensure_ascii=False))
        raise SystemExit(REFUSED)


def _waits(version: Version) -> bool:
    return signing.awaits_signature(version) and not signing.by_hand(version)


def _judged(path: Path, waiting: list[Version]) -> Judged:
    """Which of the papers a file signs is found out by trying."""
    try:
        signature = path.read_bytes()
    except OSError as error:
        raise CommandError(f"cannot read {path}: {error.strerror}", returncode=USAGE) from error
    tried = []
    for version in waiting:
        found = judging.judge(blobs.get(version.sha256), signature, made=version.made_at)
        tried.append(Judged(path, signature, version, found))
        if found.is_valid:
            break
    return tried[-1]


def _as_json(each: Judged, assured: str) -> dict[str, Any]:
    return {
        "file": str(each.path),
        "paper": each.version.filename if each.found.is_valid else None,
        "taken": keeping.meets(each.found, assured),
        **each.found.as_json(),
    }


def _sign(case: Any, judged: list[Judged], assured: str, user: User) -> None:
    head = profile.current().head_name
    with transaction.atomic():
        kept = [
            keeping.keep(each.version, each.signature, each.found, assured=assured, head_name=head, by=user)
            for each in judged
        ]
        door.move(case, "sign", user, signed_by=", ".join(sorted({each.signer for each in kept})))
