"""The calendar's pages as a person sees them: no barrier, nothing refused, nothing sticking out sideways."""

from pathlib import Path

import pytest

from deadlines.models import CalendarYear
from tests.browser import PHONE, WIDE, shoot, troubles

pytestmark = pytest.mark.browser

NEW = "date,kind,moved_from,note\n2028-01-03,off,,\n2028-01-04,off,2028-01-01,\n"
GOOD = NEW + "2026-12-31,off,,\n"
BAD = GOOD + "2028-13-01,off,,\n2028-01-05,closed because of the frost and nobody knows how long,,\n"


@pytest.fixture
def office(school, live_server):
    return school.office


def choose(page, folder: Path, text: str):
    file = folder / "2028.csv"
    file.write_text(text)
    page.set_input_files("input[type=file]", file)
    page.fill("input[name=source]", "Постановление Правительства РФ от 01.09.2027 № 1")
    page.click("button.btn-primary")
    return page


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("path", ["/calendar/", "/calendar/2026/", "/calendar/2027/", "/calendar/load/"])
def test_the_pages_have_no_barriers(browse, office, path, width):
    page = browse(path, width, office)
    shoot(page, "calendar" + path.replace("/calendar", "").replace("/", "-"))
    assert troubles(page) == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_office_loads_and_confirms_a_year_without_scripts(browse, office, width, tmp_path):
    page = choose(browse("/calendar/load/", width, office, javascript=False), tmp_path, NEW)
    shoot(page, "calendar-preview")
    assert "2028 год новый" in page.inner_text("main")
    page.click("main button.btn-primary")
    assert "Сверьте дни" in page.inner_text("main")
    page.fill("input[name=second_source]", "Другой опубликованный календарь")
    page.click("main button.btn-primary")
    assert "Календарь 2028 года подтверждён" in page.inner_text("main")
    assert CalendarYear.objects.get(year=2028).confirmed


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("text", [GOOD, BAD], ids=["good", "bad"])
def test_the_preview_has_no_barriers(browse, office, width, tmp_path, text):
    page = choose(browse("/calendar/load/", width, office), tmp_path, text)
    shoot(page, "calendar-preview-" + ("bad" if text == BAD else "good"))
    assert troubles(page) == []


def test_errors_of_the_form_have_no_barriers(browse, office, tmp_path):
    page = choose(browse("/calendar/load/", PHONE, office), tmp_path, "day,kind\n")
    shoot(page, "calendar-load-error")
    assert "Нужны колонки" in page.inner_text("main")
    assert troubles(page) == []
