"""The reviewer's page on a telephone: to the letter and back, what a thumb can hit, and who comes too early."""

import pytest
import time_machine

from tests.browser import PHONE, WIDE, browse, chromium, follow, shoot, troubles  # noqa: F401  # fixtures
from tests.workflows.credit.test_reviewer_in_chromium import a_clean_case
from tests.workflows.pages import school_day, stories
from workflows.credit.models import CreditApplication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE = "document.activeElement"
SEEN = """node => { const box = node.getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight - 40; }"""
# What stands inside a sentence may be as low as its line; a name that covers its row is hit on the whole row.
SMALL = """() => Array.from(document.querySelectorAll("a, button, summary, select, textarea, input, .pick label"))
    .filter((node) => node.checkVisibility({ opacityProperty: true }) && !node.matches(".skip-link, .name, .note a"))
    .filter((node) => !["radio", "checkbox", "hidden"].includes(node.type) && node.getClientRects().length)
    .filter((node) => node.getBoundingClientRect().height < 40)
    .map((node) => `${Math.round(node.getBoundingClientRect().height)} ${node.outerHTML.slice(0, 120)}`)"""


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(school_day.NOW, tick=True):
        yield


@pytest.fixture
def still(browse):  # noqa: F811
    """Pages that jump where they would glide."""

    def open_page(*args, **kwargs):
        page = browse(*args, **kwargs)
        page.emulate_media(reduced_motion="reduce")
        return page

    return open_page


def test_a_thumb_goes_from_a_value_to_the_letter_and_back_and_loses_nothing(school, still):
    case = a_clean_case(school, topics=())
    page = still(f"/credit/{case.number}/compare/", PHONE, school.reviewer)
    line = page.locator("#line-2")
    line.get_by_text("Не зачесть").tap()
    line.get_by_label("Словами").fill("Набрано и не сохранено.")
    assert not page.locator(".back a").first.is_visible()
    line.locator("a.source").first.tap()
    back = page.locator("mark:target + .back a")
    assert back.inner_text() == "Вернуться к курсу 2"
    assert back.bounding_box()["height"] >= 40 and back.evaluate(SEEN)
    assert troubles(page) == []
    back.tap()
    assert page.evaluate(f"{HERE}.matches('#line-2 a.source')")
    assert line.locator("h2").evaluate(SEEN)
    assert line.get_by_label("Словами").input_value() == "Набрано и не сохранено."
    page.go_back()
    shoot(page, "phone-letter")


def test_the_way_back_needs_no_scripts(school, still):
    case = a_clean_case(school)
    for place in ("compare", "lines"):
        page = still(f"/credit/{case.number}/{place}/", PHONE, school.reviewer, javascript=False)
        page.locator("#line-3 a.source").first.tap()
        page.locator("mark:target + .back a").tap()
        assert page.url.endswith("#line-3")
        assert page.locator("#line-3").evaluate(SEEN)


def test_the_way_back_is_the_next_stop_of_the_keyboard(school, still):
    case = a_clean_case(school)
    for place in ("compare", "lines"):
        page = still(f"/credit/{case.number}/{place}/", WIDE, school.reviewer)
        page.locator("#line-2 a.source").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("mark:target + .back a")
        page.keyboard.press("Tab")
        assert page.evaluate(f"{HERE}.textContent") == "Вернуться к курсу 2"
        page.keyboard.press("Enter")
        assert page.evaluate(f"{HERE}.matches('#line-2 a.source')"), place
        assert troubles(page) == []


def test_everything_can_be_hit_with_a_thumb(school, still):
    day = school_day.a_day(school)
    wrong = {}
    for user, path in (
        (school.reviewer, "/"),
        (school.reviewer, f"/credit/{day.compare.number}/compare/"),
        (school.reviewer, f"/credit/{day.unknown.number}/compare/"),
        (school.reviewer, f"/credit/{day.compare.number}/lines/"),
        (school.office, f"/credit/{day.unknown.number}/"),
        (school.head, f"/credit/{day.decide.number}/decision/"),
        (school.head, f"/credit/{day.closed.number}/"),
    ):
        page = still(path, PHONE, user)
        if small := page.evaluate(SMALL):
            wrong[path] = small
    assert wrong == {}


def test_who_comes_before_the_student_is_known_sees_whose_step_it_is_and_loses_nothing(school, still):
    child, case = stories.a_family(school), stories.unknown_child()
    path = f"/credit/{case.number}/compare/"
    page = still(path, PHONE, school.reviewer)
    told = page.locator("#early").inner_text()
    assert "канцелярия" in told.lower() and "Уже можно" in told and "Позже" in told
    line = page.locator("#line-1")
    assert line.locator("input[value=credited]").is_disabled()
    assert line.locator("input[value=assessment]").is_disabled()
    assert not page.get_by_role("button", name="Подтвердить предложенное").count()
    line.get_by_text("Не зачесть").tap()
    line.get_by_label("Почему").select_option("no_evidence")
    line.get_by_label("Словами").fill("Справки из школы нет.")
    follow(page.get_by_role("button", name="Сохранить"))
    assert "останется" in page.locator(".notes").inner_text()
    shoot(page, "phone-early")
    assert troubles(page) == []

    office = still(f"/credit/{case.number}/?find=Тарасов", PHONE, school.office)
    form = office.locator("#form-link_student")
    form.get_by_text("Тарасов Кирилл").tap()
    follow(form.get_by_role("button", name="Связать"))

    page = still(path, PHONE, school.reviewer)
    assert not page.locator("#early").count()
    assert line_of(page, 1).locator("input[value=refused]").is_checked()
    assert line_of(page, 1).get_by_label("Словами").input_value() == "Справки из школы нет."
    assert line_of(page, 1).locator("input[value=credited]").is_enabled()
    assert line_of(page, 1).locator("select[name$=unit]").input_value(), "laid beside ours at last"
    shoot(page, "phone-early-linked")
    assert CreditApplication.objects.get(pk=case.pk).student == child


def line_of(page, position):
    return page.locator(f"#line-{position}")


def test_the_head_is_told_beside_the_choices_that_another_student_was_linked_meanwhile(school, still):
    first, second = stories.a_family(school), stories.a_family(school, "Тарасова Мария Денисовна")
    case = stories.at_decision(stories.apply_for(first), school.reviewer)
    page = still(f"/credit/{case.number}/decision/", PHONE, school.head)
    office = still(f"/credit/{case.number}/?find=Тарасова", PHONE, school.office)
    form = office.locator("#form-link_student")
    form.evaluate("node => { node.open = true; }")
    form.get_by_text("Тарасова Мария").tap()
    follow(form.get_by_role("button", name="Связать"))
    assert CreditApplication.objects.get(pk=case.pk).student == second

    page.reload()
    for action in ("approve", "approve_partly", "refuse"):
        assert page.locator(f"input[value={action}]").is_disabled()
    assert "ученика указали после сравнения" in page.locator("fieldset").first.inner_text()
    page.get_by_text("Вернуть на сравнение").tap()
    page.get_by_role("textbox", name="Замечание").fill("Сравните заново.")
    follow(page.get_by_role("button", name="Решить и подписать пакет"))
    assert CreditApplication.objects.get(pk=case.pk).state == "comparison"


def test_the_keys_that_are_told_are_those_that_do_something(school, still):
    case = stories.unknown_child()
    page = still(f"/credit/{case.number}/compare/", WIDE, school.reviewer)
    told = page.locator(".keys").inner_text()
    assert "не зачесть" in told and "подтвердить" not in told and "аттестация" not in told
    page.keyboard.press("j")
    page.keyboard.press("1")
    assert not page.locator("#line-1 .pick input:checked").count()
    page.keyboard.press("2")
    assert page.locator("#line-1 input[value=refused]").is_checked()


def test_what_has_to_be_mended_is_said_first_wherever_a_link_had_led_before(school, still):
    case = a_clean_case(school, topics=())
    page = still(f"/credit/{case.number}/compare/", PHONE, school.reviewer)
    for _again in range(2):
        follow(page.get_by_role("button", name="Передать на решение"))
        assert page.evaluate(f"{HERE}.matches('.error-summary')"), page.url
        assert page.locator(".error-summary").evaluate(SEEN)
        page.locator(".error-summary a").last.tap()  # its place is in the address now
        page.wait_for_url("**/compare/#*")

    page = still(f"/credit/{case.number}/lines/", PHONE, school.reviewer)
    page.locator("#line-2 a.source").first.tap()
    page.locator("#line-2").get_by_label("Название курса").fill("")
    follow(page.get_by_role("button", name="Сохранить курсы"))
    assert page.evaluate(f"{HERE}.matches('.error-summary')"), page.url
