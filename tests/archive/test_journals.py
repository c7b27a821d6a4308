"""At the end of the school year the journals are exported, archived, printed and deposited."""

import json
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from lxml import html
from openpyxl import load_workbook
from pypdf import PdfReader

from archive import journals
from documents.pdf import PaperTooLarge
from journal.models import Entry
from records.models import Result
from tests.builders import a_programme, a_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def marks(school):
    """Marks of two classes in 2025/26, and one of the year after."""
    unit = a_programme().units.first()
    kirill, ksenia = a_student(), a_student("Белова Ксения Игоревна", group="8А")
    for student, value, on in (
        (kirill, "отлично", date(2025, 9, 1)),
        (kirill, "хорошо", date(2026, 5, 25)),
        (ksenia, "зачёт", date(2026, 8, 31)),
        (ksenia, "не сюда", date(2026, 9, 1)),
    ):
        Result.objects.create(student=student, unit=unit, value=value, on=on)


def archived(year="2025"):
    out = StringIO()
    call_command("archive_year", year, user="gorin", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def files_on_the_page(user):
    """What the links of the section give: file name -> bytes."""
    client = Client()
    client.force_login(user, backend=configured.AUTHENTICATION_BACKENDS[1])
    page = html.fromstring(client.get(reverse("archive")).content.decode())
    links = page.xpath("//section[@aria-labelledby='journals']//a[starts-with(@href, '/files/')]")
    return {link.text: client.get(link.get("href")).content for link in links}


def test_a_year_that_ended_is_exported_and_found_in_the_archive_with_period_and_date(
    school, marks, time_machine_at
):
    time_machine_at(datetime(2026, 9, 2, 9, tzinfo=UTC))
    assert [(each["group"], each["results"]) for each in archived()] == [("7Б", 2), ("8А", 1)]
    files = files_on_the_page(school.archivist)
    assert len(files) == 4
    name = next(each for each in files if "7Б" in each and each.endswith(".xlsx"))
    assert "2025" in name and "2026" in name and "02.09.2026" in name
    cells = [[cell.value for cell in row] for row in load_workbook(BytesIO(files[name])).active]
    assert [row[4] for row in cells[1:]] == ["отлично", "хорошо"]
    assert "не сюда" not in str(cells)
    assert Entry.objects.filter(kind="year_journal").count() == 2


def test_a_journal_is_printed_on_demand_and_its_print_registered_as_deposited(school, marks):
    archived()
    name, data = next(
        (n, d) for n, d in files_on_the_page(school.office).items() if "7Б" in n and n[-3:] == "pdf"
    )
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    assert "Тарасов Кирилл Денисович" in printed and "отлично" in printed
    client = Client()
    client.force_login(school.office, backend=configured.AUTHENTICATION_BACKENDS[1])
    form = html.fromstring(client.get(reverse("carrier_new"), {"title": name}).content.decode())
    given = {
        "form": "paper",
        "title": form.xpath("//input[@name='title']/@value")[0],
        "place": "сейф",
        "inventory_number": "А-1",
        "made_on": "2026-06-01",
    }
    assert client.post(reverse("carrier_new"), given).status_code == 302
    page = client.get(reverse("archive"), {"q": "А-1"}).content.decode()
    assert page.count(name) >= 2 and "сейф" in page


def test_a_journal_too_long_to_print_is_kept_as_a_spreadsheet(school, marks, monkeypatch):
    def too_long(snapshot):
        raise PaperTooLarge

    monkeypatch.setattr(journals.making, "draw", too_long)
    assert [each["paper"] for each in archived()] == [None, None]


def test_administrators_see_no_journals(school, marks):
    archived()
    assert files_on_the_page(school.administrator) == {}
