"""The registers as the office uses them: find a number, print a period, take it away, enter another system's."""

import io
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from documents import numbering
from documents.models import Entry, Register
from mailroom import outbox
from organisation.profile import Series
from tests.builders import amend_profile
from tests.workflows.pages import stories
from workflows import deliveries

pytestmark = pytest.mark.django_db
ORDERS = "order.reward"


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def an_order(school, about: str, on: date, key: str = ORDERS) -> Entry:
    """An issued number of the series of reward orders."""
    with transaction.atomic():
        return numbering.register(
            key,
            Series("{n}-уд", start=14),
            on=on,
            case_number="41-пн",
            kind="reward_order",
            actor_id=school.head.pk,
            snapshot={"about": about},
        )


@pytest.fixture
def orders(school):
    """Three orders of two months; the second was voided."""
    first = an_order(school, "Тарасов Кирилл Денисович", date(2026, 10, 30))
    with transaction.atomic():
        second = numbering.reserve(
            ORDERS,
            Series("{n}-уд"),
            on=date(2026, 11, 2),
            case_number="42-пн",
            kind="reward_order",
            actor_id=school.head.pk,
            action="order",
            snapshot={"about": "Белова Ксения Игоревна"},
        )
        numbering.void(second, "в приказе ошибка")
    return first, second, an_order(school, "=HYPERLINK(Семёнов Пётр)", date(2026, 11, 20))


def test_every_series_of_the_school_is_offered_by_its_russian_title(school):
    page = browser(school.office).get("/registers/").content.decode()
    for title in (
        "Входящие",
        "Исходящие",
        "Заявления о зачёте",
        "Приказы о поощрении",
        "Журнал выдачи сведений",
    ):
        assert title in page
    amend_profile(rewards={"enabled": False})
    page = browser(school.office).get("/registers/").content.decode()
    assert "Приказы о поощрении" not in page and "Исходящие" in page


def test_a_register_that_holds_numbers_stays_when_its_workflow_is_switched_off(school, orders):
    amend_profile(rewards={"enabled": False})
    with transaction.atomic():
        an_order(school, "Старый журнал", date(2026, 11, 3), key="old.books")
    page = browser(school.office).get("/registers/").content.decode()
    assert "Приказы о поощрении" in page and "old.books" in page


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["16-уд", "15-уд", "14-уд"]),
        ("&q=15-УД", ["15-уд"]),
        ("&q=42-пн", ["15-уд"]),
        ("&q=белова+ксения", ["15-уд"]),
        ("&q=семенов", ["16-уд"]),
        ("&since=2026-11-01&until=2026-11-10", ["15-уд"]),
        ("&since=2026-11-20", ["16-уд"]),
        ("&until=2026-10-30", ["14-уд"]),
        ("&status=voided", ["15-уд"]),
        ("&q=никто", []),
    ],
)
def test_a_line_is_found_by_number_case_name_and_period(school, orders, query, numbers):
    page = browser(school.office).get(f"/registers/?register={ORDERS}{query}")
    assert [entry.number for entry, _look, _reason in page.context["rows"]] == numbers


def test_a_voided_number_stays_with_its_reason(school, orders):
    page = browser(school.archivist).get(f"/registers/?register={ORDERS}").content.decode()
    assert "15-уд" in page and "в приказе ошибка" in page


def test_a_date_that_is_none_shows_nothing_and_says_so(school, orders):
    page = browser(school.office).get(f"/registers/?register={ORDERS}&since=вчера")
    assert page.status_code == 422 and page.context["rows"] == []


def test_a_period_is_printed_as_pdf(school, orders):
    answer = browser(school.office).get(f"/registers/print/?register={ORDERS}&since=2026-11-01")
    page = PdfReader(io.BytesIO(answer.content)).pages[0]
    assert page.mediabox.width > page.mediabox.height
    text = page.extract_text()
    assert "15-уд" in text and "в приказе ошибка" in text and "Семёнов" in text and "14-уд" not in text
    assert "1 ноября 2026" in text.replace("\xa0", " ")


def test_the_table_holds_texts_and_dates_and_no_formula(school, orders):
    answer = browser(school.office).get(f"/registers/table/?register={ORDERS}")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows())
    assert [cell.value for cell in rows[0]][:3] == ["Номер", "Дата", "О ком, о чём"]
    assert [row[0].value for row in rows[1:]] == ["14-уд", "15-уд", "16-уд"]
    assert (rows[3][2].value, rows[3][2].data_type) == ("=HYPERLINK(Семёнов Пётр)", "s")
    assert rows[1][1].value.date() == date(2026, 10, 30)
    assert rows[2][6].value == "в приказе ошибка"


@pytest.mark.parametrize("path", ["/registers/print/", "/registers/table/"])
@pytest.mark.parametrize(
    "query", ["?register=nothing", "?since=вчера", "?register=incoming&until=31.02.2026"]
)
def test_what_does_not_exist_is_neither_printed_nor_taken_away(school, orders, path, query):
    assert browser(school.office).get(path + query).status_code == 404


def test_a_part_that_is_none_is_not_printed(school, orders):
    for part in ("0", "x", "-1", "99999", "²"):
        assert browser(school.office).get(f"/registers/print/?part={part}").status_code == 404, part


@pytest.fixture
def external(school):
    """Orders get their numbers in another system."""
    amend_profile(series={ORDERS: {"pattern": "", "kind": "external"}})


def entered(school, user=None, **given):
    data = {
        "number": "01-03/43-уч",
        "on": "2026-11-19",
        "about": "О награждении 7Б",
        "case_number": "",
        **given,
    }
    return browser(user or school.office).post(f"/registers/?register={ORDERS}", data)


def test_the_office_enters_a_number_of_another_system_and_a_duplicate_is_named(school, external):
    assert entered(school).status_code == 302
    line = Entry.objects.get(register__key=ORDERS)
    assert (line.number, line.status, line.actor) == ("01-03/43-уч", "issued", school.office)
    again = entered(school, number=" 01-03/43-УЧ ", about="Другое")
    assert again.status_code == 422
    text = again.content.decode()
    assert (
        "Номер 01-03/43-уч от 19.11.2026 уже есть в журнале: О награждении 7Б." in text and "Другое" in text
    )
    assert Entry.objects.filter(register__key=ORDERS).count() == 1


def test_a_case_that_does_not_exist_is_said_beside_the_field(school, external):
    answer = entered(school, case_number="999-пн")
    assert answer.status_code == 422 and "Дела с таким номером нет." in answer.content.decode()


def test_only_the_office_enters_and_only_where_the_numbers_come_from_outside(school, external):
    assert entered(school, user=school.head).status_code == 404
    own = browser(school.office).post("/registers/?register=outgoing", {"number": "5", "on": "2026-11-19"})
    assert own.status_code == 404
    assert Entry.objects.count() == 0


def test_ten_thousand_lines_cost_as_many_queries_as_three(school, orders):
    client = browser(school.office)

    def counted() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(f"/registers/?register={ORDERS}&q=уд").status_code == 200
        return len(found)

    counted()
    few = counted()
    line = Register.objects.get(key=ORDERS)
    Entry.objects.bulk_create(
        (
            Entry(
                register=line, n=n, number=f"{n}-уд", folded=f"{n}-уд", sought=f"{n}-уд", date=date(2026, 11, 20),
                kind="reward_order", status="issued", actor=school.head,
            )
            for n in range(100, 10_100)
        ),
        batch_size=2000,
    )  # fmt: skip
    assert counted() == few
    page = client.get(f"/registers/?register={ORDERS}")
    assert len(page.context["rows"]) == 100 and page.context["page"].paginator.count == 10_003


def test_what_came_and_what_left_have_one_line_each(school):
    case = stories.apply_for(stories.a_family(school))
    [came] = Entry.objects.filter(register__key="incoming")
    assert (came.number, came.case_number) == (case.incoming_number, case.number)
    assert "Тарасова Елена Михайловна" in came.about and "Тарасов Кирилл" in came.about
    outbox.send_due()
    deliveries.pull()
    deliveries.pull()
    [left] = Entry.objects.filter(register__key="outgoing")
    assert (left.number, left.case_number) == ("301-исх", case.number)
    assert case.number in left.about
