"""Snapshots of derived papers: frozen from the stored snapshot of the master, never from what the records say today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from documents import in_force
from documents.correction import Correction
from documents.models import Version
from documents.verification import known
from documents.verification.masking import whose
from organisation import profile
from organisation.models import User
from organisation.profile import Profile
from workflows.cases.papers import organisation, person
from workflows.derived import parts
from workflows.derived.parts import Person, Point, Table

STANDINGS = {
    known.Standing.SUPERSEDED: "На дату копии документ заменён другим",
    known.Standing.REVOKED: "На дату копии документ отменён",
}

OF_THE_MASTER = ("number", "date", "check", "decision", "of", "made_at")

# Headings that the templates of these papers have of their own.
HEADINGS = {
    "credit_decision": "Решение о зачёте результатов обучения",
    "credit_order": "О зачёте результатов обучения и переводе на индивидуальный учебный план",
}


@dataclass(frozen=True)
class Asked:
    """Who asked, by which right, for what, how it leaves (a value of Derived.Channel), where the original lies.

    once: key of the page as it was filled in, the same for a second click; "" where there is no page.
    """

    asked_by: str
    ground: str
    purpose: str
    channel: str
    kept_at: str = ""
    once: str = ""


def extract(
    version: Version,
    points: Sequence[Point],
    shown: Table | None,
    about: Person | None,
    asked: Asked,
    by: User,
) -> dict[str, Any]:
    """The extract with the chosen points and rows. NamesOthers never leaves here: the caller looks first."""
    master = stored(version)
    data = master["data"]
    name = about.full_name if about else whose(master)
    return frame(
        "extract",
        f"Выписка из {parts.EXTRACTED[master['template']]}",
        {
            "heading": f"Выписка из {parts.EXTRACTED[master['template']]}",
            "case_number": (about.case_number if about else "") or data["case_number"],
            "source": source(version),
            "student": {"full_name": name},
            "points": [{"n": each.n, "text": each.text} for each in points],
            "numbered": master["template"] != "credit_decision",
            "command": master["template"] != "credit_decision",
            "sections": [drawn(shown)] if shown else [],
            "signed": {
                "position": data["decided_by"]["position"],
                "name": data["decided_by"]["short_name"],
                "by_hand": data["signing"] == "hand",
            },
            "purpose": asked.purpose,
            "mark": mark(by, asked.kept_at),
        },
        of={"how": "extract", "sha256": version.sha256},
        about=name,
        filename="Выписка",
    )


def certified_copy(version: Version, asked: Asked, by: User, *, attached: bool) -> dict[str, Any]:
    """The copy of one file, page by page under the mark. `attached`: the file itself goes into it unchanged."""
    master = stored(version)
    name = whose(master)
    leaf = leaf_of(version, attached=attached)
    made = frame(
        "certified_copy",
        "Заверенная копия",
        {
            "case_number": version.document.case_number,
            "source": source(version),
            "student": {"full_name": name},
            "standing": STANDINGS.get(known.standing(version), "") if version.entry else "",
            "purpose": asked.purpose,
            "mark": mark(by, asked.kept_at),
        },
        of={"how": "copy", "sha256": version.sha256},
        about=name or version.document.title,
        filename="Копия",
    )
    return {**made, "sources": [leaf]}


def duplicate(version: Version, reason: str, by: User) -> dict[str, Any]:
    """The same paper under a new number, with the word, the reason and the number in whose place it stands.

    What it says is the master's; who signs is who holds the office today.
    """
    ours, master = profile.current(), stored(version)
    kept = {key: value for key, value in master.items() if key not in OF_THE_MASTER}
    data = {key: value for key, value in master["data"].items() if key != "correction"}
    head = {**data.get("head", {}), "name": ours.head_name, "position": ours.head_position}
    head["short_name"] = initials(ours.head_name)
    if "head" in data:
        data["head"], data["decided_by"] = head, person(by, now(ours))
    else:
        data["decided_by"] = {**head, "at": now(ours)}
    return {
        **kept,
        "made_at": now(ours),
        "of": {"how": "duplicate", "sha256": version.sha256},
        "filename": f"{master['filename']}, дубликат",
        "data": {
            **data,
            "duplicate": {
                "number": version.entry.number if version.entry else "",
                "date": version.entry.date.isoformat() if version.entry else None,
                "reason": reason,
            },
        },
    }


def initials(full_name: str) -> str:
    """«А. П. Жарков» of «Жарков Андрей Павлович»."""
    last, *rest = full_name.split() or [""]
    return " ".join([*(f"{each[0]}." for each in rest), last])


def leaf_of(version: Version, *, attached: bool, must: bool = True, shown: bool = True) -> dict[str, Any]:
    """A file as documents.leaves.sheets takes it."""
    return {
        "sha256": version.sha256,
        "name": version.filename,
        "own": is_own(version),
        "shown": shown,
        "must": must,
        "attached": attached,
    }


def is_own(version: Version) -> bool:
    """Whether we made these very bytes: a signed scan stands under the number of a paper as well."""
    if version.entry is None:
        return False
    first = version.entry.paper_sha256 == version.sha256
    return first or Correction.objects.filter(version=version).exists()


def frame(
    template: str,
    title: str,
    data: Mapping[str, Any],
    *,
    of: Mapping[str, str],
    about: str,
    filename: str,
) -> dict[str, Any]:
    """A whole snapshot made now. `of`: which paper it was made of, and how."""
    ours = profile.current()
    checked = {} if template in ours.no_check else {"check_at": f"{settings.PUBLIC_URL}/v/"}
    return {
        **checked,
        "template": template,
        "edition": 1,
        "title": title,
        "filename": filename,
        "keywords": [],
        "made_at": now(ours),
        "of": dict(of),
        "about": about,
        "data": {"organisation": organisation(ours), "signing": "system", **data},
    }


def stored(version: Version) -> Mapping[str, Any]:
    """The snapshot that the master was made from, as it is corrected by now; empty for what came from outside."""
    return in_force.snapshot_of(version)


def source(version: Version) -> dict[str, Any]:
    """The particulars of the master: what it is called, its number and date, its heading and preamble."""
    snapshot = stored(version)
    data, template = snapshot.get("data", {}), snapshot.get("template", "")
    return {
        "title": snapshot.get("title") or version.document.title,
        "number": version.entry.number if version.entry else "",
        "date": version.entry.date.isoformat() if version.entry else None,
        "heading": data.get("heading") or data.get("title_words") or HEADINGS.get(template, ""),
        "about": _about(data) if template == "credit_decision" else "",
        "preamble": data.get("preamble") or "",
        "version": version.number,
        "sha256": version.sha256,
    }


def _about(data: Mapping[str, Any]) -> str:
    """Whom a decision is about, as its second line says it."""
    programme = data["student"].get("programme") or {}
    words = f", программа «{programme['title']}»" if programme else ""
    return f"Обучающийся: {data['student']['full_name']}{words}"


def mark(by: User, kept_at: str) -> dict[str, str]:
    """Who certifies, in which position, when, and where the original lies (GOST R 7.0.97-2025)."""
    return {**person(by, now(profile.current())), "kept_at": kept_at}


def drawn(table: Table) -> dict[str, Any]:
    """A table as documents/parts/record_table.html prints it."""
    numeric = [number for _, _, number in table.columns]
    return {
        "title": table.title,
        "empty": "",
        "columns": [
            {"title": title, "width": width, "number": number} for title, width, number in table.columns
        ],
        "rows": [
            [{"text": text, "number": number} for text, number in zip(row, numeric, strict=True)]
            for row in table.rows
        ],
        "total": [],
    }


def now(ours: Profile) -> str:
    """The moment in the school's zone."""
    return timezone.localtime(timezone=ours.tz).isoformat(timespec="seconds")
