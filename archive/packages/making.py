"""What every package holds: papers, the lines of registers about them, and the journal with the head it ends in.

papers.jsonl    a version a line: file, sha256, title, number, made_at; `absent` says why a file is not there (missing,
                damaged, destroyed), `destroyed` by which act of which day, `signs` names the paper by its sha256 whose
                detached signature the file is
register.jsonl  lines of registers in the order in which the numbers were given
journal/YEAR    a link a line: [hash, leaf] or, for what the package is about, [hash, the entry in full]
head.json       the signed head of the moment
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

import journal
from archive import destroyed, heads
from archive.destroyed import Destroyed
from archive.errors import MediumFull
from archive.packages import bag
from archive.packages.bag import Bag
from documents.filenames import clean
from documents.models import DetachedSignature, Version
from documents.models import Entry as Line
from journal import seal
from journal.hashing import leaf
from journal.models import Entry, Link
from organisation.models import User
from organisation.profile import Profile
from storage import blobs

RESERVE = 16 * 1024 * 1024  # bytes for lists and journal, and so that the disk is not filled to its last one
DESTROYED = "destroyed"  # why a paper is absent, beside the faults of a stored file
VERIFIER = Path(__file__).with_name("verify.py")


@dataclass(frozen=True)
class Content:
    """What one package is to hold. `concerns`: whether an entry of the journal is told in full."""

    name: str
    about: str
    versions: Iterable[Version]  # with document and entry
    lines: Iterable[Line]  # with register
    years: tuple[int, ...]  # chains of the journal, by UTC; none means all
    concerns: Callable[[Entry], bool]
    files: dict[str, Iterable[Any]] = field(default_factory=dict)  # further files, a JSON value a line
    size: int = 0  # bytes of the versions


@dataclass(frozen=True)
class Made:
    """A package that lies there. Papers that are not in it: `absent` are lost, `destroyed` went by an act."""

    folder: Path
    manifest_sha256: str
    files: int
    size: int
    absent: int
    destroyed: int


def make(content: Content, to: Path, ours: Profile, now: datetime, by: User | None) -> Made:
    """Write a package into the folder and journal its manifest. PlaceNotEmpty, MediumFull, KeyUnfit, OSError."""
    must_fit(content, to)
    while seal.link_new():  # the package ends where the journal ends
        pass
    with bag.coming(to, content.name) as coming:
        listed = list(_papers(coming, content.versions, destroyed.of_versions(ours.tz)))
        coming.add_lines("papers.jsonl", listed)
        coming.add_lines("register.jsonl", map(_line, content.lines))
        for name, rows in content.files.items():
            coming.add_lines(name, rows)
        head = heads.text(now)
        coming.add("head.json", head)
        ends = {each["year"]: each["count"] for each in json.loads(head)["years"]}
        for year in content.years or ends:
            coming.add_lines(f"journal/{year}.jsonl", _shard(year, ends.get(year, 0), content.concerns))
        by_an_act = sum(each["absent"] == DESTROYED for each in listed)
        lost = sum(each["absent"] is not None for each in listed) - by_an_act
        info = {
            "Source-Organization": ours.legal_name or ours.name,
            "External-Description": content.about,
            "Papers-Destroyed-By-Acts": str(by_an_act),
            "Papers-Lost": str(lost),
        }
        manifest = coming.close(info, VERIFIER, timezone.localdate(now, ours.tz))
        made = Made(to / content.name, manifest, len(coming.sums), coming.size, lost, by_an_act)
    with transaction.atomic():
        journal.append("package", content.name, {"manifest": manifest, "files": made.files}, by)
    return made


def must_fit(content: Content, to: Path) -> None:
    """MediumFull when the papers would not fit; a folder that is not there yet is judged by the one it will lie in."""
    there = next(each for each in (to, *to.absolute().parents) if each.is_dir())
    free = shutil.disk_usage(there).free
    if free < content.size + RESERVE:
        raise MediumFull(f"{to} is too full: {content.size + RESERVE} bytes are needed, {free} are free")


def _papers(
    coming: Bag, versions: Iterable[Version], gone: Mapping[int, Destroyed]
) -> Iterator[dict[str, Any]]:
    signed = dict(DetachedSignature.objects.values_list("file", "version__sha256"))
    for place, version in enumerate(versions, 1):
        file = f"papers/{place:05} {clean(version.filename)}"
        act = gone.get(version.pk)
        there = act is None and coming.add_blob(file, version.sha256)
        yield {
            "file": f"data/{file}" if there else None,
            # A damaged file must come back from a backup first; a destroyed one never does.
            "absent": None if there else DESTROYED if act else blobs.fault(version.sha256),
            "destroyed": {"act": act.act, "on": act.on.isoformat()} if act else None,
            "sha256": version.sha256,
            "title": version.document.title,
            "version": version.number,
            "number": version.entry.number if version.entry else None,
            # Sealed by us: the paper of the number itself, or a corrected version of it; not a signed scan.
            "issued": version.entry is not None and _sealed(version, version.entry),
            "signs": signed.get(version.pk),
            "made_at": version.made_at,
        }


def _sealed(version: Version, line: Line) -> bool:
    return version.sha256 == line.paper_sha256 or bool(version.data_sha256)


def _line(line: Line) -> dict[str, Any]:
    told = ("n", "number", "date", "kind", "case_number", "about", "status", "reason", "paper_sha256")
    return {
        "register": line.register.key,
        "period": line.register.period,
        **{name: getattr(line, name) for name in told},
    }


def _shard(year: int, until: int, concerns: Callable[[Entry], bool]) -> Iterator[list[Any]]:
    links = Link.objects.filter(year=year, position__lte=until).select_related("entry").order_by("position")
    for link in links.iterator():
        yield [link.hash, _full(link.entry) if concerns(link.entry) else leaf(link.entry.facts)]


def _full(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry.pk,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor_id,
        "kind": entry.kind,
        "subject": entry.subject,
        "commitment": entry.commitment,
        "salt": entry.salt,
        "payload": entry.payload,
    }
