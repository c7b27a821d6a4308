"""Holding the database against its journal: the chain of every year, and every head that was kept outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive import heads
from archive.heads import Saved
from archive.wholeness import referenced
from journal import seal, verify
from journal.seal import Head
from journal.verify import Bad
from storage import blobs


@dataclass(frozen=True)
class AgainstHead:
    """One head file held against the database; `bad` holds the first bad place of each year that has one."""

    file: Path
    saved: Saved
    bad: tuple[Bad, ...]

    @property
    def whole(self) -> bool:
        """Signed by this place, and met by every year."""
        return not self.bad and self.saved.signature is heads.Signature.OURS

    def as_json(self) -> dict[str, Any]:
        """Every key always."""
        return {
            "head": str(self.file),
            "made_at": self.saved.made_at,
            "signature": str(self.saved.signature),
            "whole": self.whole,
            "years": [{"year": each.year, "count": each.count} for each in self.saved.years],
            "bad": [as_json(each) for each in self.bad],
        }


def against(file: Path, saved: Saved, since: Sequence[Head] = ()) -> AgainstHead:
    """Read the chains of the head's years whole. `since`: earlier heads that were met, which narrow the bad place."""
    found = (_first_bad(each, since) for each in saved.years)
    return AgainstHead(file, saved, tuple(each for each in found if each is not None))


def against_all(files: Sequence[Path]) -> Iterator[AgainstHead]:
    """Hold several heads, oldest first: where the chain was written anew, the last head that is met narrows it."""
    met: list[Head] = []
    for file in files:
        found = against(file, heads.read(file), met)
        if found.whole:
            met = list(found.saved.years)
        yield found


def bad_years() -> list[Bad]:
    """The first bad place of every year that has one, by the chains alone."""
    found = (verify.first_bad(each.year) for each in seal.heads())
    return [each for each in found if each is not None]


def bad_files() -> Iterator[tuple[str, str]]:
    """(SHA-256, "missing" or "damaged") of every file that a row names and the store does not hold as it was."""
    for sha256 in sorted(set(referenced())):
        fault = blobs.fault(sha256)
        if fault:
            yield sha256, fault


def as_json(bad: Bad) -> dict[str, Any]:
    """`position` is where it was found; rows from `since` on may be others than they were."""
    return {
        "year": bad.year,
        "position": bad.position,
        "since": bad.since or bad.position,
        "entry": bad.entry,
        "fault": bad.fault,
    }


def _first_bad(head: Head, since: Sequence[Head]) -> Bad | None:
    met = next((each.count for each in since if each.year == head.year), 0)
    return verify.first_bad(head.year, head, met=met)
