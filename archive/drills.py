"""A drill: the newest backup of each medium is restored on trial, looked through, and reported on a numbered paper."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction

import journal
from archive import issuing, media
from archive.errors import ArchiveError
from archive.keys import Keys
from archive.models import Drill
from archive.restore import Target, restore
from archive.scratch import scratch_database
from archive.wholeness import faults
from documents import numbering
from documents.models import Entry
from organisation.models import User
from organisation.profile import Profile
from storage.folder import Folder

KIND = "restore_drill"
SERIES = "drill.archive"
SHOWN_FAULTS = 20
ORGANISATION = ("name", "legal_name", "registration", "city", "address", "phone", "email")


@dataclass(frozen=True)
class Finding:
    """What one medium gave back. Sizes in bytes; `faults` in words, none when everything was whole."""

    medium: str
    backup: str = ""
    made_at: str = ""
    files: int = 0
    size: int = 0
    rows: int = 0
    faults: tuple[str, ...] = ()


def look(medium: str | Path, keys: Keys) -> Finding:
    """Restore the newest backup of a medium into a place that is thrown away, and look through it."""
    with tempfile.TemporaryDirectory(prefix=".drill-", dir=settings.DATA_DIR) as folder:
        try:
            backup = media.chosen(medium)
            with scratch_database(Path(folder)) as alias:
                target = Target(Folder(Path(folder) / "files"), Path(folder) / "private", connections[alias])
                came = restore(backup, keys, target, trial=True)
                found = tuple(faults(alias, target.files, came.tables))
        except (ArchiveError, OSError) as error:
            return Finding(str(medium), faults=(str(error),))
    return Finding(
        str(medium), came.name, came.made_at, came.files, came.size, sum(came.tables.values()), found
    )


def drill(
    to: Sequence[str | Path], keys: Keys, now: datetime, ours: Profile, by: User | None
) -> tuple[Drill, list[Finding]]:
    """Look at every medium and issue the report."""
    findings = [look(medium, keys) for medium in to]
    whole = bool(findings) and not any(each.faults for each in findings)
    with transaction.atomic():
        entry = numbering.reserve(
            SERIES,
            ours.series[SERIES],
            on=now.astimezone(ours.tz).date(),
            case_number="",
            kind=KIND,
            actor_id=by.pk if by else None,
            action=KIND,
            snapshot=snapshot(findings, now, ours, by),
        )
        made = Drill.objects.create(entry=entry, at=now, whole=whole)
        journal.append("restore_drill", entry.number, {"whole": whole}, by)
    issuing.issue(entry, now, _void)
    return made, findings


def finish_due(now: datetime) -> int:
    """Issue the reports whose maker is gone; how many."""
    return issuing.finish_due(KIND, now, _void)


def _void(entry: Entry, problem: str, now: datetime) -> None:
    """The next drill has its own report."""
    with transaction.atomic():
        numbering.void(entry, problem)


def snapshot(findings: Sequence[Finding], now: datetime, ours: Profile, by: User | None) -> dict[str, Any]:
    """The report as data (fixtures/papers/restore_drill.example.json)."""
    moment = now.astimezone(ours.tz).isoformat(timespec="seconds")
    return {
        "template": KIND,
        "edition": 1,
        "title": "Отчёт о проверочном восстановлении",
        "filename": "Проверка копий",
        "keywords": [],
        "made_at": moment,
        "data": {
            "organisation": {name: getattr(ours, name) for name in ORGANISATION},
            "case_number": "",
            "made_at": moment,
            "made_by": {"name": by.initials, "position": by.position} if by else None,
            "responsible": {"name": ours.head_name, "position": ours.head_position},
            "whole": bool(findings) and not any(each.faults for each in findings),
            "media": [_shown(each) for each in findings],
        },
    }


def _shown(finding: Finding) -> dict[str, Any]:
    """At most SHOWN_FAULTS faults are printed; `more` counts the others."""
    return {
        **asdict(finding),
        "faults": list(finding.faults[:SHOWN_FAULTS]),
        "more": max(len(finding.faults) - SHOWN_FAULTS, 0),
    }
