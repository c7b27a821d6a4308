"""Every component, with usual, longest and missing values, in a real browser on a desk and on a phone."""

import pytest

from tests.browser import PHONE, WIDE, axe, follow, resize, shoot, sideways, troubles
from tests.pages.urls import WHOLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = ("staff", "empty", "compare", "family", "conflict", "confirm")


@pytest.mark.parametrize("name", [*PAGES, *WHOLE])
def test_a_page_has_no_troubles_on_a_desk_and_on_a_phone(samples, browse, name):
    page = browse(f"/sample/{name}/", WIDE, samples.reviewer)
    found = {}
    for width in (WIDE, PHONE):
        resize(page, width)
        shoot(page, name.replace("_", "-"))
        found[width] = troubles(page)
    assert found == {WIDE: [], PHONE: []}


def test_axe_would_see_grey_on_grey_and_a_field_without_a_label(samples, browse):
    page = browse("/sample/empty/")
    page.evaluate("""() => {
        document.querySelector("main").innerHTML += '<p id="pale">pale</p><input id="nameless">';
        document.getElementById("pale").style.color = "#ccc";
    }""")
    found = " ".join(axe(page))
    assert "color-contrast" in found
    assert "label" in found


def test_something_too_wide_would_be_seen(samples, browse):
    page = browse("/sample/empty/", PHONE)
    page.evaluate("""() => { document.querySelector("h1").style.width = "900px" }""")
    assert len(sideways(page)) >= 1


def test_an_inline_style_would_be_refused_and_seen(samples, browse):
    page = browse("/sample/empty/")
    page.evaluate("""() => { document.querySelector("main").innerHTML += '<p style="color:red">red</p>' }""")
    assert any("Content Security Policy" in each for each in page.said)


def test_keys_move_between_lines_and_choose_verdicts(samples, browse):
    page = browse("/sample/compare/")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("3")
    assert page.locator("#line-2 input[value=assessment]").is_checked()
    page.locator("#line-2 textarea").fill("12")
    page.locator("#line-2 textarea").press("1")
    assert page.locator("#line-2 input[value=assessment]").is_checked(), "typing is not a shortcut"


def test_the_menu_on_a_phone_opens_without_javascript(samples, browse):
    page = browse("/sample/staff/", PHONE, samples.reviewer, javascript=False)
    assert not page.locator("#menu").is_visible()
    follow(page.get_by_role("link", name="Меню"))
    assert page.locator("#menu").is_visible()
    follow(page.locator(".menu-close"))
    assert not page.locator("#menu").is_visible()


def test_an_error_is_said_beside_its_field_and_linked_from_the_summary(samples, browse):
    page = browse("/sample/family/")
    hours = page.get_by_label("Сколько часов").first
    described = hours.get_attribute("aria-describedby").split()
    assert hours.get_attribute("aria-invalid") == "true"
    assert hours.input_value() == "пол года"
    texts = [page.locator(f"#{each}").inner_text() for each in described]
    assert any("ак. ч" in text for text in texts)
    assert any("число" in text for text in texts)
    follow(page.locator(".error-summary a").first)
    assert (
        page.locator(":focus").get_attribute("id")
        == page.locator(".error-summary a").first.get_attribute("href")[1:]
    )
