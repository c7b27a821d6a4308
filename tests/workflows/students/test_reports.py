"""Reports: counts that agree with what was entered, leaders and those behind, and the same as XLSX and PDF."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from records.models import Result, Reward
from tests.builders import a_programme, a_student

pytestmark = pytest.mark.django_db
MARKS = {2: "неудовлетворительно", 3: "удовлетворительно", 4: "хорошо", 5: "отлично"}
AUTUMN = {"since": "2026-09-01", "until": "2026-11-30"}


def marks_of(student, unit, *marks, source="own"):
    """One mark a month from September on."""
    for month, mark in enumerate(marks, 9):
        Result.objects.create(
            student=student, unit=unit, value=MARKS.get(mark, mark), on=date(2026, month, 10), source=source
        )


@pytest.fixture
def group(school):
    unit = a_programme().units.first()
    best, weak = a_student("Белова Ия", group="7Б"), a_student("Зуев Ян", group="7Б")
    marks_of(best, unit, 4, 5, 5)
    marks_of(weak, unit, 3, 2, 3)
    marks_of(best, unit, "зачтено", source="credited")
    marks_of(a_student("Орлов Лев", group="9А"), unit, 5, 5, 5)
    Reward.objects.create(student=best, kind="honour", title="=Грамота", number="14-пг", on=date(2026, 10, 5))
    return best, weak


def test_the_page_counts_what_was_entered_for_a_group_and_period(client, school, group):
    client.force_login(school.teacher)
    answer = client.get(reverse("reports"), {"group": "7 «б»", **AUTUMN})
    report = answer.context["report"]
    assert (report.whole.marks, report.whole.good, report.whole.failing) == (6, 3, 1)
    assert round(report.whole.average, 2) == 3.67
    assert [(each.title, each.tally.average) for each in report.leaders] == [("Белова Ия", 14 / 3)]
    assert [each.title for each in report.behind] == ["Зуев Ян"]
    assert [each.tally.marks for each in report.months] == [2, 2, 2]
    page = answer.content.decode()
    assert "14-пг" in page and "3 из 6" in page and "Орлов" not in page


def test_any_period_narrows_and_one_student_has_a_line_of_dynamics(client, school, group):
    best, _weak = group
    client.force_login(school.head)
    answer = client.get(
        reverse("reports"), {"student": best.pk, "since": "2026-10-01", "until": "2026-11-30"}
    )
    assert answer.context["report"].whole.marks == 2
    answer = client.get(reverse("reports"), {"student": best.pk, **AUTUMN})
    assert "Средняя выросла на 1,00" in answer.content.decode()
    assert [point.average for point in answer.context["trend"].points] == [4, 5, 5]


def test_days_in_the_wrong_order_are_said_and_nothing_is_shown(client, school, group):
    client.force_login(school.deputy)
    answer = client.get(reverse("reports"), {"since": "2026-11-01", "until": "2026-10-01"})
    assert "раньше первого" in answer.content.decode() and "report" not in answer.context
    assert (
        client.get(reverse("report_pdf"), {"since": "2026-11-01", "until": "2026-10-01"}).status_code == 302
    )


def test_the_spreadsheet_says_the_same_and_holds_no_formula(client, school, group):
    client.force_login(school.deputy)
    answer = client.get(reverse("report_xlsx"), {"group": "7Б", **AUTUMN})
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [
        "По ученикам",
        "По курсам",
        "Динамика по месяцам",
        "Лидеры",
        "Отстающие",
        "Диагностика и мониторинг",
        "Поощрения",
    ]
    assert [cell.value for cell in book["По ученикам"][2]] == ["Белова Ия, 7Б", 3, 4.67, "3 из 3", 0]
    cell = book["Поощрения"]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=Грамота", "s", True)


def test_the_paper_says_the_same(client, school, group):
    client.force_login(school.deputy)
    answer = client.get(reverse("report_pdf"), {"group": "7Б", **AUTUMN})
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Зуев Ян" in text and "4,67" in text and "14-пг" in text and "Н. С. Бойко" in text


def test_a_school_without_marks_says_so(client, school):
    client.force_login(school.office)
    assert "Отметок за это время нет" in client.get(reverse("reports")).content.decode()


def test_a_report_on_many_costs_as_many_queries_as_on_few(
    client, school, group, django_assert_max_num_queries
):
    unit = group[0].results.first().unit
    for number in range(40):
        student = a_student(f"Петров{number} Иван", group="7Б")
        marks_of(student, unit, 4, 4, 5)
        Reward.objects.create(student=student, kind="honour", title="Грамота", on=date(2026, 10, 5))
    client.force_login(school.teacher)
    with django_assert_max_num_queries(10):
        client.get(reverse("reports"), {"group": "7Б", **AUTUMN})


def test_an_administrator_sees_no_reports(client, school, group):
    client.force_login(school.administrator)
    assert client.get(reverse("reports")).status_code == 404
