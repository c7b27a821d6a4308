"""archive check | package: hold the place against its journal and heads; write a package for an archive.

archive check [--head FILE …] [--no-files]
archive package TO (--student KEY | --year YEAR) --as USER
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from archive import chain, heads
from archive.commanding import NEEDS_HUMAN, USAGE
from archive.errors import ArchiveError
from archive.packages import making
from archive.packages.making import Content
from journal import rows
from organisation import profile
from organisation.models import User
from organisation.roles import Role
from records.models import Student
from workflows import archiving

SHOWN = 20


def _of_student(key: int, by: User) -> Content:
    student = Student.objects.filter(pk=key).first()
    if student is None:
        raise CommandError(f"no student has the key {key}", returncode=USAGE)
    return archiving.of_student(student, by)


class Command(BaseCommand):
    """One object; exit 1 when something is not as it was."""

    help = __doc__ or ""
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parts = parser.add_subparsers(dest="part", required=True)
        check = parts.add_parser("check", help="is everything as it was?")
        check.add_argument("--head", action="append", default=[], type=Path, metavar="FILE")
        check.add_argument("--no-files", action="store_true", help="do not read the stored files")
        package = parts.add_parser("package", help="a BagIt folder with its own verifier")
        package.add_argument("to", type=Path)
        package.add_argument("--as", dest="user", required=True, help="user name of who archives")
        which = package.add_mutually_exclusive_group(required=True)
        which.add_argument("--student", type=int, metavar="KEY")
        which.add_argument("--year", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["part"] == "package":
            self.stdout.write(json.dumps(self._package(options), ensure_ascii=False))
            return
        answer = self._check(options["head"], files=not options["no_files"])
        self.stdout.write(json.dumps(answer, ensure_ascii=False))
        if not answer["whole"]:
            sys.exit(NEEDS_HUMAN)

    def _package(self, options: dict[str, Any]) -> dict[str, Any]:
        by = User.objects.filter(username=options["user"]).first()
        if by is None or not by.has_role(Role.ARCHIVIST, Role.OFFICE, Role.HEAD):
            raise CommandError("--as names nobody who may archive", returncode=USAGE)
        content = (
            archiving.of_year(options["year"]) if options["year"] else _of_student(options["student"], by)
        )
        try:
            made = making.make(content, options["to"], profile.current(), timezone.now(), by)
        except (ArchiveError, OSError) as error:
            raise CommandError(str(error), returncode=NEEDS_HUMAN) from error
        return {**asdict(made), "folder": str(made.folder)}

    def _check(self, given: list[Path], *, files: bool) -> dict[str, Any]:
        """Without --head all heads of the folder are met. `files` is null when they were not read."""
        try:
            held = list(chain.against_all(given or heads.all_saved()))
        except ArchiveError as error:
            raise CommandError(str(error), returncode=USAGE) from error
        altered = list(rows.bad())
        bad, lost = chain.bad_years(), list(chain.bad_files()) if files else []
        return {
            "whole": not bad and not altered and not lost and all(each.whole for each in held),
            "bad": [chain.as_json(each) for each in bad],
            "rows": [asdict(each) for each in altered[:SHOWN]],
            "heads": [each.as_json() for each in held if not each.whole][:SHOWN],
            "heads_met": sum(each.whole for each in held),
            "files": [{"sha256": name, "fault": fault} for name, fault in lost[:SHOWN]] if files else None,
        }
