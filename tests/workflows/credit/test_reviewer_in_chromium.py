"""The reviewer with a keyboard alone: a clean letter becomes a packet for the head in three actions."""

import pytest
import time_machine

from tests.browser import PHONE, WIDE, browse, chromium, follow, shoot, troubles  # noqa: F401  # fixtures
from tests.builders import PYTHON_UNITS, a_programme, a_representative, a_student
from tests.workflows.pages import school_day
from workflows.cases import door
from workflows.credit.models import CreditApplication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LETTER = """Здравствуйте!

Прошу зачесть моему сыну, Тарасову Кириллу Денисовичу (11.04.2013 г. р., 7Б),
курсы, которые он прошёл в школе «Вектор», Томск:

1. Основы программирования на Python, 72 академических часа, зачёт, зачтено
2. Введение в алгоритмы и структуры данных, 36 академических часов, экзамен, хорошо
3. Основы веб-разработки, 36 академических часов, зачёт, {third}

С уважением,
Тарасова Елена Михайловна
"""


def a_clean_case(school, third="не зачтено", topics=(0, 1, 2)) -> CreditApplication:
    """Read from a letter; the programme of the earlier school, which the office typed in, has our topics."""
    student = a_student(programme=a_programme(reviewer=school.reviewer))
    a_representative(student)
    letter = school_day.a_letter(
        LETTER.format(third=third), "Елена Тарасова <tarasova.em@pochta.example>", "Зачёт курсов"
    )
    message = school_day.arrive(letter, "tarasova.em@pochta.example", school_day.on(24, "19:42"))
    case = CreditApplication.objects.get(number=message.case_numbers[0])
    lines = [
        {
            "title": line.title,
            "hours": line.hours,
            "assessment_form": line.assessment_form,
            "result": line.result,
            "topics": PYTHON_UNITS[place]["topics"] + PYTHON_UNITS[place]["outcomes"]
            if place in topics
            else [],
        }
        for place, line in enumerate(case.lines.all())
    ]
    return door.move(case, "edit_lines", school.office, lines=lines)


@pytest.fixture
def noon():
    with time_machine.travel(school_day.NOW, tick=True):
        yield


def tab_to(page, name) -> None:
    """Press Tab until a link of that name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()").startswith(name):
            return
    raise AssertionError(f"no way to {name}")


def focus(page) -> str:
    return page.evaluate("document.activeElement.id")


def test_a_clean_letter_is_with_the_head_after_three_actions_of_the_keyboard(noon, school, browse):  # noqa: F811
    case = a_clean_case(school)
    page = browse("/", WIDE, school.reviewer)
    tab_to(page, "Сравнить")
    page.keyboard.press("Enter")  # the first
    page.wait_for_url("**/compare/")
    assert "72 академических часа" in page.locator(".letter mark").first.inner_text()
    assert "предложено: не зачитывать" in page.locator("#line-3").inner_text()
    assert page.locator("#line-3 .pick input:checked").count() == 0, "a refusal is a person's"

    page.keyboard.press("p")  # the second
    page.wait_for_url("**/compare/#hand-over")
    assert focus(page) == "hand-over"
    verdicts = [line.verdict for line in case.lines.all()]
    assert verdicts == ["credited", "credited", "refused"]
    shoot(page, "reviewer-confirmed")
    assert troubles(page) == []

    page.keyboard.press("Enter")  # the third
    page.wait_for_selector(".notes")
    assert CreditApplication.objects.get(pk=case.pk).state == "decision"


def test_a_doubtful_line_stays_open_and_gets_the_focus(noon, school, browse):  # noqa: F811
    case = a_clean_case(school, third="зачтено", topics=(0, 2))
    page = browse(f"/credit/{case.number}/compare/", WIDE, school.reviewer)
    page.keyboard.press("p")
    page.wait_for_url("**/compare/#line-2")
    assert focus(page) == "line-2"
    assert [line.verdict for line in case.lines.all()] == ["credited", "", "credited"]
    lit = page.locator(".letter mark.lit")
    assert lit.count() == 1 and "алгоритмы" in lit.inner_text(), "its place in the letter is lit"
    page.keyboard.press("1")
    assert page.locator("#line-2 .pick input:checked").get_attribute("value") == "credited"
    assert "2. Введение в алгоритмы" in page.locator("main").inner_text()
    shoot(page, "reviewer-doubtful")
    assert troubles(page) == []


def test_without_scripts_and_on_a_phone_the_same_button_leads_to_the_same_place(noon, school, browse):  # noqa: F811
    case = a_clean_case(school, third="зачтено", topics=(0, 2))
    page = browse(f"/credit/{case.number}/compare/", PHONE, school.reviewer, javascript=False)
    follow(page.get_by_role("button", name="Подтвердить предложенное"))
    page.wait_for_url("**/compare/#line-2")
    assert "Вас ждёт 1 строка" in page.locator(".notes").inner_text()
    shoot(page, "reviewer-phone")


def test_what_has_the_focus_never_lies_under_the_bar(school, browse, noon):  # noqa: F811  # a fixture
    case = a_clean_case(school, topics=())
    page = browse(f"/credit/{case.number}/compare/", WIDE, school.reviewer)
    under = """() => {
        const label = document.querySelector(`label[for=${document.activeElement.id}]`);
        const bar = document.querySelector(".bottom-bar");
        return label.getBoundingClientRect().bottom - bar.getBoundingClientRect().top;
    }"""
    page.set_viewport_size({"width": WIDE, "height": 800})  # the second verdict ends just above the edge
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.press("j")
    for _line in range(3):
        assert page.evaluate(under) <= 0
        page.keyboard.press("ArrowDown")
