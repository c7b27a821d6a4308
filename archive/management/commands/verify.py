"""Says of files whether they are papers of this organisation, unchanged and in force; and whether heads are met.

A detached signature is judged with its file: the one that --sig names, or FILE.sig beside it.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from archive import chain, heads
from archive.errors import ArchiveError
from documents.detached import keeping
from documents.sealing import keys
from documents.verification import known

NEEDS_HUMAN, USAGE, UNAVAILABLE = 1, 2, 3


class Command(BaseCommand):
    """One JSON object a file, in the order given, then one a head. Exit code 1 when one is not valid or whole."""

    help = (
        "Judge files: issued by us, unchanged, in force? One JSON object a file; exit code 1 if one is not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--sig", type=Path, metavar="FILE", help="the detached signature of the one file")
        parser.add_argument("--head", action="append", default=[], type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["files"] and not options["head"]:
            raise CommandError("name a file, or a head with --head", returncode=USAGE)
        if options["sig"] and len(options["files"]) != 1:
            raise CommandError("--sig is the signature of one file", returncode=USAGE)
        try:
            contents = [
                (path, path.read_bytes(), signature_of(path, options["sig"])) for path in options["files"]
            ]
        except OSError as error:
            raise CommandError(f"cannot read {error.filename}: {error.strerror}", returncode=USAGE) from error
        valid = True
        for path, content, signature in contents:
            try:
                answer = known.verify(content)
                found = keeping.judged(content, signature[1]) if signature else None
            except DatabaseError as error:
                raise CommandError(
                    f"the database is not available: {error}", returncode=UNAVAILABLE
                ) from error
            valid = valid and answer.is_valid and (found is None or found.is_valid)
            told = {"file": str(signature[0]), **found.as_json()} if signature and found else None
            self.stdout.write(json.dumps({**as_json(path, answer), "signature": told}, ensure_ascii=False))
        for path in options["head"]:
            valid = self._head(path) and valid
        if not valid:
            raise SystemExit(NEEDS_HUMAN)

    def _head(self, path: Path) -> bool:
        try:
            found = chain.against(path, heads.read(path))
        except ArchiveError as error:
            raise CommandError(str(error), returncode=USAGE) from error
        self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False))
        return found.whole


def signature_of(path: Path, named: Path | None) -> tuple[Path, bytes] | None:
    """The detached signature of a file: the named one, or what lies beside it. OSError."""
    beside = named or path.with_name(f"{path.name}{keeping.SUFFIX}")
    return (beside, beside.read_bytes()) if named or beside.is_file() else None


def as_json(path: Path, answer: known.Answer) -> dict[str, Any]:
    """Every key always; what is not known is null."""
    judgement, paper = answer.judgement, answer.paper
    seal = None
    if judgement.fingerprint:
        key = keys.current()
        seal = {
            "signer": judgement.signer,
            "fingerprint": judgement.fingerprint,
            "self_made": key.self_made and key.fingerprint == judgement.fingerprint,
            "sealed_at": judgement.sealed_at or None,
            "stamped_at": judgement.stamped_at or None,
        }
    return {
        "file": str(path),
        "sha256": judgement.sha256,
        "verdict": answer.verdict,
        "valid": answer.is_valid,
        "number": paper.number if paper else None,
        "date": paper.date.isoformat() if paper and paper.date else None,
        "title": paper.kind if paper else None,
        "version": paper.version if paper else None,
        "name": paper.name if paper else None,
        "seal": seal,
        "detail": list(judgement.detail),
    }
