"""What proves the courses of an application: documents with their particulars, or the reviewer's own reason.

Source: regulation file 000, 4.7 (kinds of evidence; seal and signature of the sending school), file 002, 4.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from documents.models import Document
from organisation.models import User
from organisation.profile import EvidenceKind, Profile
from workflows.cases.door import Invalid
from workflows.credit.models import CreditApplication, Evidence

FROM_OUTSIDE = (Document.Origin.INCOMING, Document.Origin.UPLOADED)


@dataclass(frozen=True)
class Proof:
    """One document as pages show it. checked: whether seal and signature were found; None when nobody has to look."""

    title: str
    issued_by: str
    seal: bool
    signature: bool
    checked: bool | None
    checked_by: str
    language: str = ""  # empty: Russian
    translation: str = ""


def kinds(ours: Profile) -> Mapping[str, EvidenceKind]:
    """The kinds of evidence of the profile by code."""
    return {each.code: each for each in ours.evidence_kinds}


def add(case: CreditApplication, actor: User | None, given: Mapping[str, Any], ours: Profile) -> Evidence:
    """Note a document; the same kind and number again mends what is there. Invalid names the fields by code."""
    kind, number = str(given.get("kind") or ""), str(given.get("number") or "").strip()
    issued = _day(given.get("on"))
    errors = {"kind": "evidence_kind_unknown"} if kind not in kinds(ours) else {}
    errors |= {} if number else {"number": "evidence_number_missing"}
    errors |= {} if issued else {"on": "not_a_date"}
    if errors:
        raise Invalid(errors)
    looked = {"seal": bool(given.get("seal")), "signature": bool(given.get("signature"))}
    lengths = {"issued_by": 300, "language": 60, "translation": 300}
    words = {name: str(given.get(name) or "").strip()[:length] for name, length in lengths.items()}
    particulars: dict[str, Any] = {"on": issued, **words, **looked, "checked_by": actor}
    found, _new = Evidence.objects.update_or_create(
        case=case,
        kind=kind,
        number=number[:100],
        defaults=particulars,
    )
    return found


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None


def faults(case: CreditApplication, ours: Profile) -> dict[str, str]:
    """What keeps courses from being credited: error code by field, empty when the proof is enough."""
    present = _noted(case)
    sealed = {code for code, kind in kinds(ours).items() if kind.sealed}
    if any(each.kind in sealed and not (each.seal and each.signature) for each in present):
        return {"evidence": "seal_unchecked"}
    if any(each.language and not each.translation for each in present):
        return {"evidence": "translation_missing"}
    needed = ours.credit.evidence_required and not case.no_evidence_reason
    if needed and not present and not has_files(case):
        return {"evidence": "evidence_missing"}
    return {}


def translations(case: CreditApplication, ours: Profile) -> list[str]:
    """A sentence of the decision for each document in another language (papers are Russian texts)."""
    return [
        f"{each.title}: язык документа {each.language}, перевод: {each.translation}."
        for each in shown(case, ours)
        if each.language
    ]


def has_files(case: CreditApplication) -> bool:
    """Whether the applicant sent or brought any file."""
    return Document.objects.filter(case_number=case.number, origin__in=FROM_OUTSIDE).exists()


def shown(case: CreditApplication, ours: Profile) -> list[Proof]:
    """The documents of the application, in the order in which they were noted."""
    known = kinds(ours)
    return [_shown(each, known.get(each.kind)) for each in _noted(case)]


def _noted(case: CreditApplication) -> list[Evidence]:
    """The rows, read once for each copy of the case."""
    prefetch_related_objects([case], Prefetch("evidence", Evidence.objects.select_related("checked_by")))
    return list(case.evidence.all())


def _shown(each: Evidence, kind: EvidenceKind | None) -> Proof:
    title = kind.title if kind else each.kind
    return Proof(
        title=f"{title[:1].upper()}{title[1:]} № {each.number}, {each.on:%d.%m.%Y}",
        issued_by=each.issued_by,
        seal=each.seal,
        signature=each.signature,
        checked=each.seal and each.signature if kind and kind.sealed else None,
        checked_by=each.checked_by.initials if each.checked_by else "",
        language=each.language,
        translation=each.translation,
    )
