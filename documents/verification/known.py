"""Judging a file with the register at hand: the hash first, and only for unknown bytes the seal."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from documents import in_force
from documents.models import Document, Version, VersionStatus
from documents.sealing import keys
from documents.verification import masking
from documents.verification.judgement import Finding, Judgement, from_json
from sandbox import Limits, SandboxError, run

LIMITS = Limits(wall_seconds=20, cpu_seconds=15)
Status = VersionStatus.Status


class Standing(StrEnum):
    """What an issued version is worth today."""

    VALID = "valid"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    AWAITS_SIGNATURE = "awaits_signature"  # signed by hand on paper: not in force before


STANDINGS: dict[str, Standing] = {
    Status.RESERVED: Standing.AWAITS_SIGNATURE,
    Status.DRAFT: Standing.AWAITS_SIGNATURE,
    Status.SIGNED: Standing.VALID,
    Status.ISSUED: Standing.VALID,
    Status.HANDED_OVER: Standing.VALID,
    Status.SUPERSEDED: Standing.SUPERSEDED,
    Status.REVOKED: Standing.REVOKED,
}
INHERITS = ("copy", "extract")
ENDED = (Standing.SUPERSEDED, Standing.REVOKED)
DUPLICATE = "дубликат № "  # how the reason begins with which a paper gives way to its duplicate


@dataclass(frozen=True)
class Paper:
    """All that a stranger may learn of an issued version: pages and commands tell nothing that is not here.

    kind: what the paper is called, without its number. name: masked, "" for a paper about nobody or about several.
    how: "copy" or "extract" of the paper `of`, or "duplicate" in its place. duplicate: number of the one in its place.
    """

    standing: Standing
    number: str
    date: date | None
    kind: str
    version: int
    name: str
    sha256: str  # never told: by it a file is known as this very version
    how: str = ""
    of: "Paper | None" = None
    duplicate: str = ""


@dataclass(frozen=True)
class Answer:
    """The judgement of a file and the paper it is, or was before somebody changed it; None when there is none."""

    judgement: Judgement
    paper: Paper | None

    @property
    def is_issued(self) -> bool:
        """Whether these very bytes are an issued version."""
        paper = self.paper
        return paper is not None and self.judgement.issued_sha256 == self.judgement.sha256

    @property
    def verdict(self) -> str:
        """The standing of an issued version, "not_registered" for a sealed file that is none, or the finding."""
        if self.paper is not None and self.is_issued:
            return self.paper.standing
        return "not_registered" if self.judgement.finding is Finding.INTACT else self.judgement.finding

    @property
    def is_valid(self) -> bool:
        """Whether a reader may rely on the file today."""
        return self.verdict == Standing.VALID


def verify(content: bytes) -> Answer:
    """Judge a file, in a child process with limits. Bytes that are in the register count as issued by that alone."""
    judgement = judge(content)
    paper = find(judgement.sha256)
    if paper is not None:
        return Answer(_as_issued(judgement), paper)
    return Answer(judgement, find(judgement.issued_sha256))


def judge(content: bytes) -> Judgement:
    """The judgement of a stranger's file; "unreadable" when it costs more than the limits."""
    payload = json.dumps(sorted(keys.ours())).encode() + b"\n" + content
    try:
        return from_json(json.loads(run("documents.verification.judging:judge_payload", payload, LIMITS)))
    except SandboxError as error:
        return Judgement(Finding.UNREADABLE, hashlib.sha256(content).hexdigest(), detail=(error.code,))


def find(sha256: str) -> Paper | None:
    """The issued version with these bytes."""
    version = _issued().filter(sha256=sha256).last()
    return paper_of(version) if version else None


def find_by_code(code: str) -> Paper | None:
    """The newest version under the number that this code was printed with; None before it is issued."""
    version = _issued().filter(entry__code__code=code).order_by("number").last()
    return paper_of(version) if version else None


def _issued() -> QuerySet[Version]:
    found = Version.objects.select_related("document", "entry")
    return found.filter(
        document__origin__in=(Document.Origin.ISSUED, Document.Origin.DERIVED), entry__isnull=False
    )


def standing(version: Version) -> Standing:
    """What a paper with statuses is worth today."""
    return STANDINGS[_worth(version)]


def paper_of(version: Version) -> Paper:
    """What may be told of a version that has a number."""
    entry = version.entry
    snapshot = in_force.snapshot_of(version)
    made_of = snapshot.get("of", {})
    of = find(made_of["sha256"]) if made_of else None
    worth = version.statuses.exclude(status=Status.DESTROYED).latest("pk")
    return Paper(
        standing=_beside(STANDINGS[worth.status], made_of.get("how", ""), of),
        number=entry.number if entry else "",
        date=entry.date if entry else None,
        kind=snapshot.get("title", ""),
        version=version.number,
        name=masking.masked(masking.whose(snapshot)),
        sha256=version.sha256,
        how=made_of.get("how", ""),
        of=of,
        duplicate=worth.reason.removeprefix(DUPLICATE) if worth.reason.startswith(DUPLICATE) else "",
    )


def _beside(own: Standing, how: str, of: Paper | None) -> Standing:
    """A copy or an extract is worth no more than its master: of one that was replaced or revoked it says so."""
    if how in INHERITS and own is Standing.VALID and of is not None and of.standing in ENDED:
        return of.standing
    return own


def _worth(version: Version) -> str:
    """The last status that says what the paper is worth: copies in other hands outlive the destruction of ours."""
    return version.statuses.exclude(status=Status.DESTROYED).latest("pk").status


def _as_issued(judgement: Judgement) -> Judgement:
    """Papers of the time before seals are issued too: their hash says so."""
    values = {**judgement.as_json(), "finding": Finding.INTACT, "issued_sha256": judgement.sha256}
    return from_json(values)
