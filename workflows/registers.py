"""The registers across all workflows: which there are for this school, their titles, and a register as a paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents import registers
from documents.models import Entry
from organisation.profile import Profile
from workflows import catalogue

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# In the order of the list. A series that is not named here is called by its key.
TITLES: Mapping[str, "StrOrPromise"] = {
    "incoming": _("Incoming papers"),
    "outgoing": _("Outgoing papers"),
    "case.credit": _("Applications for credit transfer"),
    "decision.credit": _("Decisions on credit transfer"),
    "order.credit": _("Orders on credit transfer"),
    "case.reward": _("Reward nominations"),
    "order.reward": _("Orders on rewards"),
    "certificate.reward": _("Certificates of rewards"),
    "case.disclosure": _("Requests for records"),
    "certificate.study": _("Certificates of study"),
    "extract.disclosure": _("Extracts and other answers"),
    "ledger.disclosure": _("Ledger of disclosures"),
    "copy.derived": _("Certified copies"),
    "extract.derived": _("Extracts from orders and decisions"),
    "casefile.derived": _("Cases as one file"),
    "drill.archive": _("Reports of restore drills"),
    "destruction.archive": _("Acts of destruction"),
}
PAPER = ("register", 1)
ORGANISATION = ("name", "legal_name", "registration", "city", "address", "phone", "email", "approved_by")


@dataclass(frozen=True)
class Known:
    """One series: its key and title, and whether the office types its numbers from another system."""

    key: str
    title: "StrOrPromise"
    external: bool


def known(ours: Profile) -> list[Known]:
    """The series of the profile, and those that gave a number once; of workflows that are off only the latter."""
    used = registers.keys()
    on = [key for key in ours.series if _is_on(key, ours)]
    order = {key: place for place, key in enumerate(TITLES)}
    found = sorted({*used, *on}, key=lambda key: (order.get(key, len(order)), key))
    return [Known(key, _own_title(key, ours) or title(key), _is_external(key, ours)) for key in found]


def title(key: str) -> "StrOrPromise":
    """What a series is called: by the table, by the catalogue for the cases of another kind, else by its key."""
    stem, _dot, kind = key.partition(".")
    if key not in TITLES and stem == "case" and kind in {each.kind for each in catalogue.CATALOGUE}:
        return gettext("Cases: %(kind)s") % {"kind": str(catalogue.description(kind).title).lower()}
    return TITLES.get(key, key)


def _own_title(key: str, ours: Profile) -> str:
    return ours.series[key].title if key in ours.series else ""


def _is_on(key: str, ours: Profile) -> bool:
    kind = key.rpartition(".")[2]
    return ours.is_on("disclosure" if kind == "study" else kind)


def _is_external(key: str, ours: Profile) -> bool:
    return key in ours.series and ours.series[key].kind == "external"


def told(after: registers.After | None) -> str:
    """What became of an issued paper, in words; "" when nothing did."""
    if after is None:
        return ""
    version = gettext("corrected, version %(version)d") % {"version": after.version} if after.version else ""
    about = f": {after.about}" if version and after.about else ""
    return "; ".join(part for part in (gettext("revoked") if after.revoked else "", version + about) if part)


def reason(entry: Entry, after: Mapping[int, registers.After]) -> str:
    """Why a number was voided, or what became of its paper."""
    return "; ".join(part for part in (entry.reason, told(after.get(entry.pk))) if part)


def snapshot(
    title: str, wanted: registers.Wanted, lines: Sequence[Entry], ours: Profile, by: str, now: datetime
) -> dict[str, Any]:
    """The register as a paper (fixtures/papers/register.example.json). `by`: who prints; `now`: aware."""
    moment = now.astimezone(ours.tz).isoformat(timespec="seconds")
    after = registers.afterwards(lines)
    return {
        "template": PAPER[0],
        "edition": PAPER[1],
        "title": title,
        "filename": title,
        "keywords": [],
        "made_at": moment,
        "number": "",
        "date": moment[:10],
        "data": {
            "organisation": {name: getattr(ours, name) for name in ORGANISATION},
            "case_number": "",
            "title": title,
            "since": wanted.since.isoformat() if wanted.since else "",
            "until": wanted.until.isoformat() if wanted.until else "",
            "words": wanted.words,
            "lines": [_line(each, after) for each in lines],
            "printed_by": by,
            "printed_at": moment,
        },
    }


def _line(entry: Entry, after: Mapping[int, registers.After]) -> dict[str, str]:
    return {
        "number": entry.number,
        "date": entry.date.isoformat(),
        "about": entry.about,
        "case_number": entry.case_number,
        "who": entry.actor.initials if entry.actor else "",
        "status": entry.status,
        "reason": reason(entry, after),
    }
