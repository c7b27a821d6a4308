"""Earlier decisions on the same pair of courses: remembered with every decision, offered on the next application.

The same pair: the title, the earlier school and our course, each apart from letter case and punctuation. A precedent
suspends itself when hours, form or content of either side are others than they were.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from documents.models import VersionStatus
from records.models import CourseUnit
from workflows.credit import rules
from workflows.credit.decided import DecidedLine
from workflows.credit.models import CourseLine, CreditApplication


@dataclass(frozen=True)
class Change:
    """What is not as it was. side: theirs or ours; what: hours, form or content; for content the items gone and new."""

    side: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Precedent:
    """An earlier decision beside a line. It may be taken while nothing has changed."""

    row: DecidedLine
    unit: CourseUnit
    changes: tuple[Change, ...]

    @property
    def ruling(self) -> dict[str, Any]:
        """The line as `compare` takes it; the mark is converted anew from what this student earned."""
        return {
            "verdict": self.row.verdict,
            "unit": self.unit.pk,
            "reason_code": self.row.reason_code,
            "reason_words": self.row.reason_words,
        }


def key(text: str) -> str:
    """«Основы  Python» and "основы python." are one key."""
    return " ".join(re.findall(r"[\w+#]+", text.casefold().replace("ё", "е")))


def of_theirs(line: CourseLine) -> dict[str, Any]:
    """Hours, form and content of the claimed course."""
    return {"hours": line.hours, "form": line.assessment_form, "content": sorted(map(key, line.topics))}


def of_ours(unit: CourseUnit) -> dict[str, Any]:
    """Hours, form and content of our course."""
    content = sorted(map(key, (*unit.topics, *unit.outcomes)))
    return {"hours": unit.hours, "form": unit.assessment_form, "content": content}


def remember(case: CreditApplication, present: Iterable[CourseLine], at: datetime | None = None) -> None:
    """Keep the lines of a case that has just been decided. Call in the transaction of the decision."""
    moment = at or timezone.now()
    DecidedLine.objects.bulk_create(_decided(case, line, moment) for line in present if line.verdict)


def _decided(case: CreditApplication, line: CourseLine, at: datetime) -> DecidedLine:
    proposed = str((line.proposal or {}).get("verdict") or "")
    return DecidedLine(
        case_number=case.number,
        position=line.position,
        at=at,
        title=line.title,
        title_key=key(line.title),
        school_key=key(case.earlier_school),
        unit=line.unit,
        unit_key=key(line.unit.title) if line.unit else "",
        theirs=of_theirs(line),
        ours=of_ours(line.unit) if line.unit else {},
        verdict=line.verdict,
        stood=case.state != "refused" or line.verdict == rules.REFUSED,
        reason_code=line.reason_code if line.verdict == rules.REFUSED else "",
        reason_words=line.reason_words if line.verdict == rules.REFUSED else "",
        proposed=proposed,
        overruled=rules.overruled(
            proposed,
            line.verdict,
            line.reason_code,
            same_unit=(line.proposal or {}).get("unit") in (None, str(line.unit_id)),
        ),
    )


def offered(
    case: CreditApplication, present: Sequence[CourseLine], units: Iterable[CourseUnit]
) -> Mapping[int, Precedent]:
    """The newest earlier decision for each line that has one, by position. One query, whatever the number of lines."""
    ours = {key(unit.title): unit for unit in units}
    wanted = {key(line.title) for line in present if line.title}
    rows = DecidedLine.objects.filter(
        title_key__in=wanted, unit_key__in=ours, school_key=key(case.earlier_school), stood=True
    ).exclude(case_number=case.number)
    rows = rows.exclude(case_number__in=revoked())
    newest = {row.title_key: row for row in rows}
    found = {}
    for line in present:
        row = newest.get(key(line.title)) if line.title else None
        if row is not None:
            unit = ours[row.unit_key]
            found[line.position] = Precedent(row, unit, tuple(changed(row, line, unit)))
    return found


def revoked() -> QuerySet[VersionStatus, str]:
    """Numbers of the cases whose decision was revoked: nothing follows from it any more."""
    found = VersionStatus.objects.filter(status=VersionStatus.Status.REVOKED)
    found = found.filter(version__document__kind="credit_decision")
    return found.values_list("version__document__case_number", flat=True)


def changed(row: DecidedLine, line: CourseLine, unit: CourseUnit) -> Iterable[Change]:
    """What differs from the time of the decision, theirs first."""
    sides = (("theirs", row.theirs, of_theirs(line)), ("ours", row.ours, of_ours(unit)))
    for side, before, after in sides:
        for what in ("hours", "form"):
            if key(str(before.get(what))) != key(str(after[what])):
                yield Change(side, what, str(before.get(what) or "–"), str(after[what] or "–"))
        gone = set(before.get("content", ())) - set(after["content"])
        new = set(after["content"]) - set(before.get("content", ()))
        if gone or new:
            yield Change(side, "content", str(len(gone)), str(len(new)))
