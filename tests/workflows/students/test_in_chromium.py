"""Personal files, reports and imports in a real browser, on a desk and on a phone."""

import pytest

from records.demo import load_people
from records.imports import running
from records.models import ImportRun, Programme, Student
from tests.browser import PHONE, WIDE, browse, chromium, shoot, troubles  # noqa: F401  # fixtures
from tests.records.imports.builders import WORDS, csv_of, preview
from tests.records.imports.test_lists import CLASS, HEAD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECOND = [HEAD, *CLASS[1:3], ["Лукина Софья", "7А", "вчера", ""], ["Шевченко Богдан", "7Б", "", ""]]


@pytest.fixture
def pages(school):
    """Every page: its name, who opens it, its address."""
    load_people()
    Programme.objects.update(reviewer=school.reviewer)
    sofya = Student.objects.get(file_number="7Б-10").pk
    office, teacher = school.office, school.teacher
    preview_run = preview("students", csv_of(SECOND), office, whole=False)
    mapping = running.start("students", csv_of(CLASS), "7А.csv", WORDS, office)
    working = preview("students", csv_of(CLASS), office)
    ImportRun.objects.filter(pk=working.pk).update(status="applying", done_rows=12_000, total_rows=50_000)
    wrong = preview("students", b"", office)
    at = "/students/import"
    return [
        ("students", teacher, "/students/"),
        ("students-empty", teacher, "/students/?q=zzz"),
        ("file", office, f"/students/{sofya}/"),
        ("file-teacher", teacher, f"/students/{sofya}/"),
        ("file-archive", school.archivist, f"/students/{sofya}/"),
        ("achievement", teacher, f"/students/{sofya}/achievement/"),
        ("result", teacher, f"/students/{sofya}/result/"),
        ("pick", office, f"/students/{sofya}/pick/"),
        ("report", teacher, "/students/reports/?since=2026-04-01&until=2026-11-30"),
        ("report-wrong", teacher, "/students/reports/?since=2026-04-01&until=2026-01-30"),
        ("imports", office, f"{at}/"),
        ("import-columns", office, f"{at}/{mapping.pk}/"),
        ("import-preview", office, f"{at}/{preview_run.pk}/"),
        ("import-working", office, f"{at}/{working.pk}/"),
        ("import-wrong", office, f"{at}/{wrong.pk}/"),
    ]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_page_of_the_records_is_whole(pages, browse, width):  # noqa: F811
    wrong = {}
    for name, user, path in pages:
        page = browse(path, width, user)
        shoot(page, f"records-{name}")
        found = troubles(page)
        if found or page.status != 200:
            wrong[name] = [page.status, *found]
    assert wrong == {}
