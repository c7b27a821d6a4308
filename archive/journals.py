"""Journals of a school year, class by class, kept as files: a spreadsheet to work with, a paper to print and deposit.

Regulation file 001, 6.2 and file 004, 5.3: at the end of the year what the platform holds is exported and archived.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

import journal
from documents import incoming, lists, making
from documents.lists import Column, Table
from documents.models import Document
from documents.numbering import SCHOOL_YEAR_STARTS
from documents.pdf import PaperTooLarge
from organisation.models import User
from organisation.profile import Profile
from records.models import Result

KIND = "year_journal"
NO_GROUP = "без класса"
COLUMNS = (
    Column("Ученик"),
    Column("Программа, курс"),
    Column("Дата", width=22),
    Column("Вид", width=28),
    Column("Отметка", width=30),
)
KINDS = {
    Result.Kind.ONGOING: "текущая",
    Result.Kind.INTERIM: "промежуточная",
    Result.Kind.FINAL: "итоговая",
    Result.Kind.STATE: "гос. экзамен",
}
CREDITED = "зачтено"


@dataclass(frozen=True)
class Kept:
    """The journal of one class: its results, its spreadsheet, and its paper unless that grew too long to print."""

    group: str
    results: int
    sheet: Document
    paper: Document | None


def keep(first_year: int, ours: Profile, now: datetime, by: User | None) -> list[Kept]:
    """Export the school year that began in that year, class by class. Doing it again keeps another, dated export."""
    since, until = date(first_year, *SCHOOL_YEAR_STARTS), date(first_year + 1, 8, 31)
    rows = (
        Result.objects.standing()
        .filter(on__range=(since, until))
        .select_related("student", "unit__programme")
    )
    ordered = rows.order_by(
        "student__search_group", "student__group", "student__last_name", "student__pk", "on", "pk"
    )
    return [
        _keep(group or NO_GROUP, list(results), first_year, ours, now, by)
        for group, results in groupby(ordered, key=lambda each: each.student.group)
    ]


def kept(first: int) -> Iterable[Document]:
    """The journals kept last, at most `first` files, with their versions."""
    return Document.objects.filter(kind=KIND).order_by("-pk").prefetch_related("versions")[:first]


def _keep(
    group: str, results: list[Result], first_year: int, ours: Profile, now: datetime, by: User | None
) -> Kept:
    heading = f"Журнал {group}, {first_year}–{first_year + 1} учебный год"
    table = Table(heading, COLUMNS, [_row(each) for each in results])
    day = f"{timezone.localdate(now, ours.tz):%d.%m.%Y}"
    about = [f"Результаты с 01.09.{first_year} по 31.08.{first_year + 1}, выгружены {day}."]
    snapshot = lists.snapshot(ours, heading, about, [table], by)
    with transaction.atomic():
        sheet = _stored(lists.workbook([table]), f"{heading}, {day}.xlsx", lists.XLSX, by)
        paper = _paper(snapshot, f"{heading}, {day}.pdf", by)
        journal.append("year_journal", heading, {"results": len(results), "sheet": sheet.latest.sha256}, by)
    return Kept(group, len(results), sheet, paper)


def _paper(snapshot: dict[str, Any], name: str, by: User | None) -> Document | None:
    try:
        made = making.draw(snapshot).content
    except PaperTooLarge:
        return None
    return _stored(made, name, making.PDF, by)


def _stored(data: bytes, name: str, media_type: str, by: User | None) -> Document:
    document = incoming.store(data, name, media_type, "", origin=Document.Origin.DERIVED, actor=by)
    document.kind = KIND
    document.save(update_fields=["kind"])
    return document


def _row(result: Result) -> list[lists.Value]:
    kind = CREDITED if result.source == Result.Source.CREDITED else KINDS[Result.Kind(result.kind)]
    course = f"{result.unit.programme.title}: {result.unit.title}"
    return [result.student.full_name, course, result.on, kind, result.value]
