"""What a personal file holds, as one reader sees it. The number of queries does not grow with the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse

from documents.models import Document, Version
from organisation import profile
from organisation.models import User
from organisation.profile import Profile
from records.marks import Scale, scale
from records.models import (
    Achievement,
    Consent,
    CourseUnit,
    Enrolment,
    PortfolioItem,
    Programme,
    Representative,
    Result,
    Reward,
    Student,
    StudyPlan,
)
from workflows import catalogue, rows
from workflows.cases import history
from workflows.cases.models import Case, Step
from workflows.cases.papers import OF_MANY
from workflows.cases.shown import Happening, WorkRow
from workflows.cases.timing import Timing
from workflows.disclosure.models import LedgerEntry, RequestedStudent
from workflows.rewards.models import Nominee
from workflows.students import rights

DISCLOSURE = "disclosure"
EVENTS = 60


@dataclass(frozen=True)
class UnitRow:
    """A course unit with the student's own results and those that came from elsewhere, apart."""

    unit: CourseUnit
    own: list[Result] = field(default_factory=list)
    credited: list[Result] = field(default_factory=list)


@dataclass(frozen=True)
class ProgrammePart:
    """The results of one programme, and the level reached: the average of own marks that have a number."""

    programme: Programme
    kind: str  # type of programme, in the words of the profile; empty when it has none
    units: list[UnitRow]
    average: float | None
    counted: int


@dataclass(frozen=True)
class Paper:
    """The newest version of a document of the file."""

    title: str
    on: date
    version: Version
    url: str  # empty when this reader may not open the case it belongs to


@dataclass(frozen=True)
class PersonalFile:
    """Every section in the order of the page; what the reader may not see is empty."""

    student: Student
    whole: bool
    representatives: Sequence[Representative]
    consents: Sequence[Consent]
    enrolments: Sequence[Enrolment]
    programmes: Sequence[ProgrammePart]
    plans: Sequence[StudyPlan]
    achievements: Sequence[Achievement]
    rewards: Sequence[Reward]
    portfolio: Sequence[PortfolioItem]
    cases: Sequence[WorkRow]
    disclosures: Sequence[WorkRow]
    ledger: Sequence[LedgerEntry]
    papers: Sequence[Paper]
    events: Sequence[Happening]


def gather(student: Student, user: User) -> PersonalFile:
    """The file of a student as this person may see it."""
    whole = rights.sees_whole(user)
    own, named = visible_cases(student, user)
    listed = sorted([*own, *named], key=lambda each: each.pk, reverse=True)
    timing = Timing.read()
    rewards = list(student.rewards.select_related("author"))
    portfolio = list(student.portfolio.select_related("duplicate_of", "author"))
    return PersonalFile(
        student=student,
        whole=whole,
        representatives=list(student.representatives.all()) if whole else (),
        consents=list(student.consents.all()) if whole else (),
        enrolments=list(student.enrolments.select_related("programme")),
        programmes=programmes(student, timing.ours),
        plans=list(student.plans.select_related("programme").prefetch_related("lines__unit")),
        achievements=list(student.achievements.select_related("author")),
        rewards=rewards,
        portfolio=portfolio,
        cases=rows.of([(each.kind, each.pk) for each in listed if each.kind != DISCLOSURE], user, timing),
        disclosures=rows.of(
            [(each.kind, each.pk) for each in listed if each.kind == DISCLOSURE], user, timing
        ),
        ledger=list(LedgerEntry.objects.visible_to(user).filter(case__in=[each.pk for each in listed])),
        papers=papers(own, rewards, portfolio, user),
        events=events(own),
    )


def visible_cases(student: Student, user: User) -> tuple[list[Case], list[Case]]:
    """Cases that this person may see: those of the student alone, and those that name others too.

    Papers and events of the latter are not shown: they tell of other students.
    """
    seen = Case.objects.visible_to(user)
    if not rights.sees_whole(user):
        seen = seen.exclude(kind=DISCLOSURE)
    shared = RequestedStudent.objects.values("request")
    nominated = Nominee.objects.filter(student=student).values("case")
    asked = RequestedStudent.objects.filter(student=student).values("request")
    own = seen.filter(student=student).exclude(pk__in=shared)
    several = seen.filter(Q(pk__in=nominated) | Q(pk__in=asked) | Q(student=student, pk__in=shared))
    return list(own), list(several)


def programmes(student: Student, ours: Profile) -> list[ProgrammePart]:
    """Results by type of programme, programme and unit, own ones apart from credited and external ones."""
    results = student.results.select_related("unit__programme", "author", "withdrawal").order_by(
        "unit__programme__title", "unit__position", "unit", "on", "pk"
    )
    parts: dict[Programme, dict[CourseUnit, UnitRow]] = {}
    for result in results:
        units = parts.setdefault(result.unit.programme, {})
        row = units.setdefault(result.unit, UnitRow(result.unit))
        own = result.source in (Result.Source.OWN, Result.Source.STATE)
        (row.own if own else row.credited).append(result)
    marks, types = scale(ours.grades), {each.code: each.title for each in ours.programme_types}
    order = {code: place for place, code in enumerate(types)}
    made = [
        _part(programme, types.get(programme.kind, ""), list(units.values()), marks)
        for programme, units in parts.items()
    ]
    return sorted(made, key=lambda each: order.get(each.programme.kind, len(order)))


def _part(programme: Programme, kind: str, units: list[UnitRow], marks: Scale) -> ProgrammePart:
    numbers = [
        number for row in units for each in row.own if (number := marks.number(each.value)) is not None
    ]
    average = sum(numbers) / len(numbers) if numbers else None
    return ProgrammePart(programme, kind, units, average, len(numbers))


def papers(
    cases: Sequence[Case], rewards: Sequence[Reward], portfolio: Sequence[PortfolioItem], user: User
) -> list[Paper]:
    """Papers of the student's cases, certificates of rewards and documents of the portfolio, newest first.

    Papers of a case that names many students are not here: only the student's own certificate is.
    """
    hashes = {each.certificate_sha256 for each in rewards} | {each.document_sha256 for each in portfolio}
    own = Q(case_number__in=[each.number for each in cases]) | Q(versions__sha256__in=hashes - {""})
    own_only = Document.objects.visible_to(user).filter(own).exclude(kind__in=OF_MANY)
    documents = own_only.distinct().prefetch_related("versions__entry")
    open_to_all = {"", *(each.number for each in cases)}
    found = [
        Paper(
            each.title,
            each.created_at.date(),
            versions[-1],
            reverse("documents:version", args=[versions[-1].pk]) if each.case_number in open_to_all else "",
        )
        for each in documents
        if (versions := list(each.versions.all()))
    ]
    return sorted(found, key=lambda each: (each.on, each.version.pk), reverse=True)


def events(cases: Sequence[Case]) -> list[Happening]:
    """What happened in the cases, newest first, each with the number of its case; one query."""
    steps: dict[int, list[Step]] = {}
    newest = Step.objects.filter(case__in=[each.pk for each in cases]).select_related("actor").order_by("-pk")
    for step in newest[:EVENTS]:
        steps.setdefault(step.case_id, []).append(step)
    told = [
        Happening(each.at, f"{each.lead} {each.words}".strip(), lead=case.number)
        for case in cases
        for each in history.happenings(steps.get(case.pk, ()), catalogue.description(case.kind).steps)
    ]
    return sorted(told, key=lambda each: each.at, reverse=True)


def kind_titles() -> dict[str, str]:
    """Codes of achievements and rewards in the words of the profile."""
    ours = profile.current()
    evidence = {each.code: each.title for each in ours.evidence_kinds}
    return evidence | dict(ours.achievement_kinds) | {each.code: each.title for each in ours.rewards.kinds}
