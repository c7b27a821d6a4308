"""What goes into the package of a student, and into that of a year. How it is written: archive.packages."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet, Sum

from archive.packages.making import Content
from documents.models import Entry as Line
from documents.models import Version
from journal.models import Entry
from organisation.models import User
from records.models import Student
from workflows.cases.models import Case
from workflows.students import package
from workflows.students.content import gather, visible_cases


def of_student(student: Student, by: User) -> Content:
    """The whole personal file as this person sees it; of the journal, in full what happened to the student alone."""
    file = gather(student, by)
    own = [each.number for each in visible_cases(student, by)[0]]
    documents = [each.version.document_id for each in file.papers]
    versions = Version.objects.filter(document__in=documents).select_related("document", "entry")
    lines = Line.objects.filter(case_number__in=own) | Line.objects.filter(versions__document__in=documents)
    told = {*own, f"student {student.pk}"}
    papers = {each.sha256 for each in versions}

    def concerns(entry: Entry) -> bool:
        if entry.subject in told:
            return True
        return entry.kind == "version" and json.loads(entry.payload).get("sha256") in papers

    return Content(
        name=f"student-{student.pk}",
        about=f"Personal file of {student.full_name}",
        versions=versions.order_by("made_at", "pk"),
        lines=lines.distinct().select_related("register").order_by("register", "n"),
        years=(),
        concerns=concerns,
        files={"data.jsonl": [package.data(file)]},
        size=_size(versions),
    )


def of_year(year: int) -> Content:
    """Every version made, number given and case received in a calendar year (UTC), and its journal in full."""
    since, until = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    versions = Version.objects.filter(made_at__gte=since, made_at__lt=until)
    lines = Line.objects.filter(date__year=year)
    return Content(
        name=f"year-{year}",
        about=f"Papers, registers, cases and journal of {year}",
        versions=versions.select_related("document", "entry").order_by("made_at", "pk").iterator(),
        lines=lines.select_related("register").order_by("register", "n").iterator(),
        years=(year,),
        concerns=lambda entry: True,
        files={"cases.jsonl": _cases(since, until)},
        size=_size(versions),
    )


def _size(versions: QuerySet[Version]) -> int:
    return versions.aggregate(size=Sum("size"))["size"] or 0


def _cases(since: datetime, until: datetime) -> Iterator[dict[str, Any]]:
    cases = Case.objects.filter(received_at__gte=since, received_at__lt=until).order_by("received_at", "pk")
    for case in cases.select_related("student").prefetch_related("steps").iterator(500):
        yield {
            **package.row(case),
            "student": case.student.full_name if case.student else None,
            "steps": [package.row(step) for step in case.steps.all()],
        }
