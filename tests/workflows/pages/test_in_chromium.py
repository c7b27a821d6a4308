"""The staff pages in a real browser, on a desk and on a phone: nothing for axe to find, nothing sticks out."""

import pytest

from tests.browser import PHONE, WIDE, browse, chromium, follow, shoot, troubles  # noqa: F401  # fixtures
from workflows.credit.models import CreditApplication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(day, school):
    """Every page: its name, who opens it, its address."""
    return [
        ("desk", school.reviewer, "/"),
        ("desk-office", school.office, "/"),
        ("desk-all", school.head, "/?list=all"),
        ("board", school.office, "/deadlines/"),
        ("case", school.office, f"/credit/{day.compare.number}/"),
        ("case-stranger", school.office, f"/credit/{day.stranger.number}/"),
        ("case-unknown", school.office, f"/credit/{day.unknown.number}/"),
        ("case-long", school.head, f"/credit/{day.long.number}/"),
        ("case-closed", school.office, f"/credit/{day.closed.number}/"),
        ("comparison", school.reviewer, f"/credit/{day.compare.number}/compare/"),
        ("lines", school.reviewer, f"/credit/{day.compare.number}/lines/"),
        ("decision", school.head, f"/credit/{day.decide.number}/decision/"),
        ("decision-long", school.head, f"/credit/{day.long.number}/decision/"),
        ("to-sign", school.head, "/to-sign/"),
        ("unrouted", school.office, "/mail/unrouted/"),
        ("cases", school.office, "/cases/?q=%D0%A2%D0%B0%D1%80"),
        ("cases-empty", school.office, "/cases/?q=zzz"),
        ("registers", school.office, "/registers/"),
    ]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_staff_page_is_whole(pages, browse, width):  # noqa: F811
    wrong = {}
    for name, user, path in pages:
        page = browse(path, width, user)
        shoot(page, f"staff-{name}")
        found = troubles(page)
        if found or page.status != 200:
            wrong[name] = [page.status, *found]
    assert wrong == {}


def test_reviewer_and_head_walk_from_comparison_to_decision(day, school, browse):  # noqa: F811
    page = browse(f"/credit/{day.compare.number}/compare/", WIDE, school.reviewer)
    follow(page.get_by_role("button", name="Передать на решение"))
    assert page.get_by_role("alert").is_visible()
    assert page.locator(".line.bad").count() == 4
    shoot(page, "staff-comparison-errors")
    page.said.clear()
    assert troubles(page) == []
    judge(page)
    follow(page.get_by_role("button", name="Передать на решение"))
    assert "передано на решение" in page.locator(".notes").inner_text()

    page = browse("/to-sign/", WIDE, school.head)
    follow(page.get_by_role("link", name="Тарасов Кирилл, 7Б", exact=True))
    assert not page.locator("input[name=decision]:checked").count(), "nothing is chosen beforehand"
    assert page.locator("input[value=approve]").is_disabled()
    preview = page.locator("img.paper-preview")
    assert preview.evaluate("image => image.decode().then(() => image.naturalWidth)") > 900
    follow(page.get_by_role("button", name="Решить и подписать пакет"))
    assert "Выберите решение" in page.get_by_role("alert").inner_text()
    page.said.clear()
    page.get_by_label("Зачесть частично").check()
    follow(page.get_by_role("button", name="Решить и подписать пакет"))
    case = CreditApplication.objects.get(pk=day.compare.pk)
    assert (case.state, case.decided_by) == ("partly_approved", school.head)
    assert f"{case.number}/Р" in page.locator(".notes").inner_text()
    assert page.url.endswith("/decision/"), "the next case of the queue"


def judge(page):
    """Credit two lines, refuse the third, assess the fourth."""
    for position in (1, 2):
        line = page.locator(f"#line-{position}")
        line.get_by_text("Зачесть", exact=True).click()
        line.get_by_label("Отметка по нашей шкале").select_option("зачтено")
    third = page.locator("#line-3")
    third.get_by_text("Не зачесть").click()
    third.get_by_label("Почему").select_option("topics")
    third.get_by_label("Словами").fill("Курс о внешнем виде страниц.")
    fourth = page.locator("#line-4")
    if not fourth.locator("select[name$=unit]").input_value():
        fourth.locator("select[name$=unit]").select_option(label="Проектная работа, 24 ч")
    fourth.get_by_text("Аттестация", exact=True).click()
    fourth.get_by_label("Аттестация до").fill("2026-12-18")
    assert "2 зачесть, 1 не зачесть, 1 аттестация" in page.locator("#sum").inner_text()
    assert "108 + 96 = 204" in page.locator("#sum").inner_text()


def test_a_page_that_was_open_too_long_gives_the_words_back(day, school, browse):  # noqa: F811
    first = browse(f"/credit/{day.compare.number}/compare/", WIDE, school.reviewer)
    second = browse(f"/credit/{day.compare.number}/compare/", PHONE, school.reviewer)
    follow(first.get_by_role("button", name="Сохранить"))
    second.locator("#line-3").get_by_text("Не зачесть").click()
    second.locator("#line-3").get_by_label("Словами").fill("Мало общих тем.")
    follow(second.get_by_role("button", name="Сохранить"))
    assert "Мало общих тем." in second.locator("main").inner_text()
    assert "Ольга Лапина сравнивает курсы" in second.locator("main").inner_text()
    shoot(second, "staff-conflict")
    second.said.clear()
    assert troubles(second) == []


def test_the_family_gets_no_reason_that_was_never_written_even_without_scripts(day, school, browse):  # noqa: F811
    page = browse(f"/credit/{day.compare.number}/compare/", WIDE, school.reviewer, javascript=False)
    third = page.locator("#line-3")
    assert third.get_by_label("Словами").is_visible()
    third.get_by_text("Не зачесть").click()
    follow(page.get_by_role("button", name="Передать на решение"))
    assert "прочтёт семья" in third.locator(".field-error").last.inner_text()
