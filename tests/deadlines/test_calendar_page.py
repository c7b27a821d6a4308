"""The office loads next year's calendar, sees what it changes, and confirms it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from deadlines.calendar import confirm, current, load_file
from deadlines.models import CalendarDay, CalendarYear
from deadlines.workdays import TermRule, count

CALENDAR = Path(__file__).parents[2] / "fixtures" / "calendar" / "production_calendar_ru.csv"
HEAD = "date,kind,moved_from,note\n"
NEXT = HEAD + "2028-01-03,off,,\n2028-01-04,off,2028-01-01,\n"
ACT = "Постановление от 01.09.2027 № 1"


@pytest.fixture
def office(school, client):
    load_file(CALENDAR)
    client.force_login(school.office)
    return client


def show(client, text: str, act: str = ACT):
    file = SimpleUploadedFile("2028.csv", text.encode())
    return client.post("/calendar/load/", {"file": file, "source": act})


def body(response) -> str:
    return response.content.decode()


def test_the_years_are_listed_with_their_sources(office):
    page = body(office.get("/calendar/"))
    assert "Постановление Правительства РФ от 24.09.2025 № 1466" in page
    assert page.count("ждёт подтверждения") == 1
    assert page.count("подтверждён<") == 14


def test_a_year_shows_its_days(office):
    page = body(office.get("/calendar/2026/"))
    assert "пт 9 января" in page
    assert "сб 3 января" in page
    assert "Подтвердить" not in page


def test_an_unconfirmed_year_is_confirmed_by_naming_a_second_source(office, school):
    assert "Подтвердить 2027 год" in body(office.get("/calendar/2027/"))
    answer = office.post("/calendar/2027/", {"second_source": "Консультант, 20.11.2026"}, follow=True)
    assert "Календарь 2027 года подтверждён." in body(answer)
    year = CalendarYear.objects.get(year=2027)
    assert (year.confirmed, year.second_source, year.confirmed_by) == (
        True,
        "Консультант, 20.11.2026",
        school.office,
    )
    assert 2027 in current().confirmed


def test_confirming_needs_the_second_source(office):
    answer = office.post("/calendar/2027/", {"second_source": " "})
    assert answer.status_code == 200
    assert "error-summary" in body(answer)
    assert 2027 not in current().confirmed


def test_a_new_year_is_shown_first_and_loaded_second(office, school):
    shown = show(office, NEXT)
    assert "2028 год новый" in body(shown)
    assert "вт 4 января 2028" in body(shown)
    assert 2028 not in current().years
    form = shown.context["form"].initial
    answer = office.post("/calendar/load/", form, follow=True)
    assert answer.redirect_chain == [("/calendar/2028/", 302)]
    year = CalendarYear.objects.get(year=2028)
    assert (year.source, year.confirmed, year.loaded_by) == (ACT, False, school.office)
    assert year.days.count() == 2
    term = count(datetime(2027, 12, 30, 10, tzinfo=UTC), TermRule(1), current())
    assert (str(term.due), term.confirmed) == ("2028-01-10", False)


def test_the_text_survives_the_hidden_field_of_a_browser(office):
    """Browsers send line ends as CR LF."""
    text = show(office, NEXT).context["form"].initial["text"].replace("\n", "\r\n")
    office.post("/calendar/load/", {"text": text, "source": ACT})
    assert CalendarYear.objects.get(year=2028).days.count() == 2


def test_a_part_of_a_year_is_noticed(office):
    assert "Это весь год?" in body(show(office, NEXT))
    january = "".join(f"2028-01-{day:02},off,,\n" for day in range(3, 8))
    assert "Это весь год?" not in body(show(office, HEAD + january))


def test_errors_stand_beside_their_rows_and_nothing_can_be_loaded(office):
    page = body(show(office, NEXT + "2028-01-05,closed,,\n2028-13-01,off,,\n"))
    assert "Надо исправить 2 строки" in page
    assert "2028-01-05, closed, ," in page
    assert "Вид дня: off" in page
    assert "Загрузить эти дни" not in page
    assert 2028 not in current().years


def test_a_file_that_is_no_table_says_so_at_the_field(office):
    page = body(show(office, "day,kind\n"))
    assert "Нужны колонки date, kind, moved_from, note" in page


def test_a_text_that_was_tampered_with_is_refused(office):
    answer = office.post("/calendar/load/", {"text": NEXT + "x,off,,\n", "source": ACT}, follow=True)
    assert "Это не тот файл" in body(answer)
    assert 2028 not in current().years


def test_replacing_a_confirmed_year_names_the_days_and_takes_the_confirmation_away(office):
    rows = [line for line in CALENDAR.read_text().splitlines() if line.startswith("2026")]
    changed = HEAD + "\n".join(line for line in rows if not line.startswith("2026-12-31"))
    shown = show(office, changed)
    assert "отличается 1 день" in body(shown)
    assert "чт 31 декабря" in body(shown)
    assert "придётся подтвердить снова" in body(shown)
    office.post("/calendar/load/", shown.context["form"].initial)
    assert 2026 not in current().confirmed
    assert str(count(datetime(2026, 12, 30, 10, tzinfo=UTC), TermRule(1), current()).due) == "2026-12-31"


def test_the_same_days_change_nothing(office):
    rows = [line for line in CALENDAR.read_text().splitlines() if line.startswith("2026")]
    shown = show(office, HEAD + "\n".join(rows))
    assert "дни те же" in body(shown)
    answer = office.post("/calendar/load/", shown.context["form"].initial, follow=True)
    assert "Ничего не изменилось" in body(answer)
    assert 2026 in current().confirmed


def test_markup_in_a_file_stays_text(office):
    page = body(show(office, HEAD + "<script>alert(1)</script>,off,,\n"))
    assert "<script>alert" not in page


def test_next_year_is_missed_from_october_on(office):
    CalendarYear.objects.filter(year=2027).delete()
    with time_machine.travel(datetime(2026, 9, 30, 9, tzinfo=UTC)):
        assert "Календаря 2027 года ещё нет" not in body(office.get("/calendar/"))
    with time_machine.travel(datetime(2026, 10, 1, 9, tzinfo=UTC)):
        assert "Календаря 2027 года ещё нет" in body(office.get("/calendar/"))


def test_without_any_year_the_page_says_what_that_means(school, client):
    CalendarYear.objects.all().delete()
    client.force_login(school.administrator)
    assert "сроки не считаются" in body(client.get("/calendar/"))


@pytest.mark.parametrize("path", ["/calendar/1999/", "/calendar/99999999999999999999/"])
def test_a_year_that_is_not_here_is_not_found(office, path):
    assert office.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/calendar/", "/calendar/load/", "/calendar/2026/"])
def test_only_office_and_administrator_see_the_calendar(office, school, client, path):
    for person in (school.reviewer, school.head, school.deputy, school.archivist):
        client.force_login(person)
        assert client.get(path).status_code == 404
    for person in (school.office, school.administrator):
        client.force_login(person)
        assert client.get(path).status_code == 200
    client.logout()
    assert client.get(path).status_code == 302


def test_an_edit_is_noticed_at_once(office, django_assert_num_queries):
    before = current()
    with django_assert_num_queries(1):
        assert current() is before
    confirm(2027, None, "second")
    assert current() is not before
    assert 2027 in current().confirmed


def test_loading_again_changes_nothing_and_keeps_what_the_office_corrected(office):
    CalendarDay.objects.filter(date="2027-12-31").delete()
    again = load_file(CALENDAR)
    assert (again.added, again.replaced, again.kept) == ((), (), (2027,))
    assert not CalendarDay.objects.filter(date="2027-12-31").exists()
    assert load_file(CALENDAR, replace=True).replaced == (2027,)
    assert CalendarDay.objects.count() == 387
