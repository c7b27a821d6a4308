"""The pages around a comparison in a real browser: precedent, agreement, class, on a desk and on a phone."""

import pytest

from records.models import CourseUnit
from tests.browser import PHONE, WIDE, browse, chromium, follow, resize, shoot, troubles  # noqa: F401  # fixtures
from tests.builders import a_programme
from tests.reliability.papers import draw_small_papers
from tests.workflows.pages import stories
from workflows.cases import decisions

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(school, monkeypatch):
    """One case decided, the next one like it at comparison, a third with the head, and two classmates."""
    draw_small_papers(monkeypatch)
    programme = a_programme(reviewer=school.reviewer)
    names = (
        "Белова Ксения Игоревна",
        "Гусев Матвей Олегович",
        "Орлов Степан Ильич",
        "Зайцева Полина Андреевна",
    )
    children = [stories.a_family(school, name, programme=programme) for name in names]
    first = stories.at_decision(stories.apply_for(children[0]), school.reviewer)
    decisions.act(first, "approve_partly", school.head)
    CourseUnit.objects.filter(programme=programme, position=3).update(hours=40)
    second = stories.apply_for(children[1])
    third = stories.at_decision(stories.apply_for(children[2]), school.reviewer)
    return second, third


def test_every_page_around_a_comparison_is_whole(place, school, browse):  # noqa: F811
    second, third = place
    wrong = {}
    for name, user, path in (
        ("precedent", school.reviewer, f"/credit/{second.number}/compare/"),
        ("agreement", school.head, "/credit/agreement/"),
        ("class", school.reviewer, f"/credit/{third.number}/class/"),
        ("class-decision", school.head, f"/credit/{third.number}/class/decision/"),
    ):
        page = browse(path, WIDE, user)
        for width in (WIDE, PHONE):
            resize(page, width)
            shoot(page, f"reviewer-{name}")
            if (found := troubles(page)) or page.status != 200:
                wrong[f"{name}-{width}"] = [page.status, *found]
    assert wrong == {}


def test_a_class_is_refused_in_words_beside_its_student_and_keeps_what_was_typed(place, school, browse):  # noqa: F811
    _second, third = place
    page = browse(f"/credit/{third.number}/class/", PHONE, school.reviewer)
    student = page.locator("fieldset", has_text="Зайцева Полина")
    student.get_by_label("Завести дело").check()
    student.get_by_label("Результат").fill("отл.")
    page.locator("select[name=kind]").select_option("progress")
    follow(page.get_by_role("button", name="Завести дела"))
    student = page.locator("fieldset", has_text="Зайцева Полина")
    assert student.get_by_label("Результат").input_value() == "отл."
    assert "Нужно для выбранного ученика" in student.inner_text()
    page.said.clear()
    shoot(page, "reviewer-class-errors")
    assert troubles(page) == []
