"""What of a student's record can leave: rows to tick, and the tables that the ticked ones make on paper.

A row is known by its key ("result:17"). Papers are Russian texts.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.models import Document, Version
from organisation.profile import Profile
from records.marks import scale
from records.models import Enrolment, Result, Reward, Student
from workflows.cases.models import Case
from workflows.cases.papers import OF_MANY

SCHOOL_YEAR_STARTS = (9, 1)
NOT_ONGOING = (Result.Kind.INTERIM, Result.Kind.FINAL, Result.Kind.STATE)


@dataclass(frozen=True)
class Period:
    """From–to, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies inside."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Row:
    """One row that may leave: its key, what a person reads beside the box, its cells on paper."""

    key: str
    title: str
    cells: tuple[str, ...]
    hours: int = 0


@dataclass(frozen=True)
class Table:
    """A table of a paper: columns are (title, width in mm or None, numbers)."""

    title: str
    empty: str
    columns: tuple[tuple[str, int | None, bool], ...]
    rows: Callable[[Student, Period, Profile], Iterable[Row]]
    sums_hours: bool = False


def school_year(on: date) -> Period:
    """The school year that a day falls into."""
    year = on.year if (on.month, on.day) >= SCHOOL_YEAR_STARTS else on.year - 1
    return Period(date(year, *SCHOOL_YEAR_STARTS), date(year + 1, 8, 31))


def studied(student: Student, period: Period, ours: Profile) -> Iterable[Row]:
    """Periods of study that touch the period."""
    for each in student.enrolments.select_related("programme").prefetch_related("programme__units"):
        inside = (period.end is None or each.started_on <= period.end) and (
            period.start is None or each.ended_on is None or period.start <= each.ended_on
        )
        if inside:
            yield Row(f"enrolment:{each.pk}", f"{each.programme}, {span(each)}", enrolment_cells(each))


def enrolment_cells(each: Enrolment) -> tuple[str, ...]:
    """Programme, hours, from–to, order."""
    return each.programme.title, str(each.programme.hours), span(each), each.order_number


def span(each: Enrolment) -> str:
    """«01.09.2024 – 31.05.2026», or until now."""
    until = f"{each.ended_on:%d.%m.%Y}" if each.ended_on else "по настоящее время"
    return f"{each.started_on:%d.%m.%Y} – {until}"


def results(student: Student, period: Period, kinds: Collection[str] = ()) -> Iterable[Result]:
    """Results of the period, in the order of the programme."""
    found = (
        student.results.standing().select_related("unit").order_by("unit__position", "unit_id", "on", "pk")
    )
    return [each for each in found if period.holds(each.on) and (not kinds or each.kind in kinds)]


def completed(student: Student, period: Period, ours: Profile) -> Iterable[Row]:
    """Courses with hours and mark (file 003, 2.6); credited ones say so."""
    for each in results(student, period, NOT_ONGOING):
        hours = each.hours or each.unit.hours
        mark = f"{each.value} (зачтено ранее изученное)" if each.source == "credited" else each.value
        cells = (each.unit.title, str(hours), each.unit.assessment_form, mark, f"{each.on:%d.%m.%Y}")
        yield Row(f"result:{each.pk}", f"{each.unit}, {each.value}, {each.on:%d.%m.%Y}", cells, hours)


def progress(student: Student, period: Period, ours: Profile) -> Iterable[Row]:
    """Every mark of the year with its kind."""
    for each in results(student, period):
        when = each.period or f"{each.on:%d.%m.%Y}"
        cells = (each.unit.title, KINDS[each.kind], when, each.value)
        yield Row(f"result:{each.pk}", f"{each.unit}, {each.value}, {each.on:%d.%m.%Y}", cells)


def debts(student: Student, period: Period, ours: Profile, chosen: Collection[str]) -> list[str]:
    """Courses whose last interim or final mark among the chosen rows does not pass (file 001, 2.2.6)."""
    last: dict[str, str] = {}
    for each in results(student, period, NOT_ONGOING):
        if f"result:{each.pk}" in chosen:
            last[each.unit.title] = each.value
    marks = scale(ours.grades)
    return [title for title, mark in last.items() if not marks.passes(mark)]


def journal(student: Student, period: Period, ours: Profile) -> Iterable[Row]:
    """Every mark by its day."""
    for each in results(student, period):
        cells = (each.unit.title, f"{each.on:%d.%m.%Y}", KINDS[each.kind], each.value)
        yield Row(f"result:{each.pk}", f"{each.unit}, {each.value}, {each.on:%d.%m.%Y}", cells)


def rewards(student: Student, period: Period, ours: Profile) -> Iterable[Row]:
    """Rewards given."""
    for each in student.rewards.all():
        if period.holds(each.on):
            cells = (f"{each.on:%d.%m.%Y}", each.title, by_order(each), each.ground)
            yield Row(f"reward:{each.pk}", f"{each.title}, {each.on:%d.%m.%Y}", cells)


def by_order(each: Reward) -> str:
    """Number of the reward and of its order."""
    order = f"приказ № {each.order_number}" if each.order_number else ""
    return ", ".join(part for part in (f"№ {each.number}" if each.number else "", order) if part)


def achievements(student: Student, period: Period, ours: Profile) -> Iterable[Row]:
    """Achievements on record."""
    kinds = dict(ours.achievement_kinds)
    for each in student.achievements.all():
        if period.holds(each.on):
            cells = (f"{each.on:%d.%m.%Y}", each.title, kinds.get(each.kind, each.kind), each.place)
            yield Row(f"achievement:{each.pk}", f"{each}, {each.on:%d.%m.%Y}", cells)


def documents(student: Student, period: Period, ours: Profile) -> Iterable[Row]:
    """Papers of the personal file: those of the student's cases, but no request for disclosure itself."""
    for each in file_versions(student):
        if period.holds(each.made_at.date()):
            cells = (each.document.title, f"{each.made_at:%d.%m.%Y}", str(each.pages or ""), each.sha256[:16])
            yield Row(f"version:{each.pk}", f"{each.document.title}, {each.made_at:%d.%m.%Y}", cells)


def file_versions(student: Student) -> list[Version]:
    """The newest version of every document of the personal file."""
    numbers = Case.objects.filter(student=student).exclude(kind="disclosure").values("number")
    # What came from outside may name other people; only what we issued can be copied out.
    issued = Document.objects.filter(case_number__in=numbers, origin=Document.Origin.ISSUED)
    kept = issued.exclude(kind__in=OF_MANY)
    found = (
        Version.objects.filter(document__in=kept).select_related("document").order_by("document", "number")
    )
    return list({each.document_id: each for each in found}.values())


KINDS: Mapping[str, str] = {
    Result.Kind.ONGOING: "текущая",
    Result.Kind.INTERIM: "промежуточная",
    Result.Kind.FINAL: "итоговая",
    Result.Kind.STATE: "государственная",
}

TABLES: Mapping[str, tuple[Table, ...]] = {
    "study_certificate": (
        Table(
            "Период обучения",
            "Записей о зачислении нет.",
            (("Программа", None, False), ("Часы", 16, True), ("Период", 48, False), ("Приказ", 24, False)),
            studied,
        ),
        Table(
            "Освоенные курсы",
            "Результатов за этот период нет.",
            (
                ("Курс", None, False),
                ("Часы", 16, True),
                ("Аттестация", 32, False),
                ("Отметка", 34, False),
                ("Дата", 22, False),
            ),
            completed,
            sums_hours=True,
        ),
    ),
    "progress_certificate": (
        Table(
            "Отметки",
            "Отметок за этот учебный год нет.",
            (("Курс", None, False), ("Вид", 34, False), ("Период", 32, False), ("Отметка", 36, False)),
            progress,
        ),
    ),
    "journal_extract": (
        Table(
            "Записи журнала",
            "Записей за этот период нет.",
            (("Курс", None, False), ("Дата", 24, False), ("Вид", 34, False), ("Отметка", 36, False)),
            journal,
        ),
    ),
    "reward_list": (
        Table(
            "Поощрения",
            "Поощрений за этот период нет.",
            (("Дата", 24, False), ("Поощрение", None, False), ("Номер", 42, False), ("За что", 48, False)),
            rewards,
        ),
        Table(
            "Достижения",
            "Достижений за этот период нет.",
            (("Дата", 24, False), ("Достижение", None, False), ("Вид", 44, False), ("Результат", 34, False)),
            achievements,
        ),
    ),
    "personal_file_copy": (
        Table(
            "Опись копий",
            "Документов нет.",
            (("Документ", None, False), ("Дата", 24, False), ("Листов", 18, True), ("Отпечаток", 40, False)),
            documents,
        ),
    ),
}


def rows_of(paper: str, student: Student, period: Period, ours: Profile) -> list[list[Row]]:
    """The rows of each table of a paper, in order; the counter paper has none."""
    return [list(table.rows(student, period, ours)) for table in TABLES.get(paper, ())]


def drawn(
    paper: str, student: Student, period: Period, ours: Profile, chosen: Collection[str] | None = None
) -> list[dict[str, Any]]:
    """The tables of a paper as its snapshot holds them, with the chosen rows only (None: all)."""
    pairs = zip(TABLES.get(paper, ()), rows_of(paper, student, period, ours), strict=True)
    return [
        _drawn(table, [row for row in rows if chosen is None or row.key in chosen]) for table, rows in pairs
    ]


def _drawn(table: Table, rows: list[Row]) -> dict[str, Any]:
    numbers = [number for _, _, number in table.columns]
    total = sum(row.hours for row in rows) if table.sums_hours else 0
    foot = ["Всего", str(total), *[""] * (len(numbers) - 2)] if total else []
    return {
        "title": table.title,
        "empty": table.empty,
        "columns": [
            {"title": title, "width": width, "number": number} for title, width, number in table.columns
        ],
        "rows": [_cells(row.cells, numbers) for row in rows],
        "total": _cells(foot, numbers) if foot else [],
    }


def _cells(texts: Iterable[str], numbers: list[bool]) -> list[dict[str, Any]]:
    return [{"text": text, "number": number} for text, number in zip(texts, numbers, strict=True)]
