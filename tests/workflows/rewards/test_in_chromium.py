"""The pages of nominations in a real browser, on a desk and on a phone: nothing for axe to find, nothing sticks out."""

import pytest

from tests.browser import PHONE, WIDE, browse, chromium, follow, shoot, troubles  # noqa: F401  # fixtures
from tests.workflows.rewards.nominations import a_class, a_draft, considered, make_all, ordered
from workflows.rewards.models import RewardNomination

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(school):
    """Every page: its name, who opens it, its address."""
    pupils = a_class(3)
    draft = a_draft(school, pupils, ground="", occasion="Конкурс чтецов")
    waiting = considered(school, pupils)
    made = ordered(school, pupils, occasion="Книги соседям")
    make_all()
    running = ordered(school, a_class(2, group="9Б"), occasion="Учебный год")
    nominee = draft.nominees.first().pk
    return [
        ("list", school.deputy, "/rewards/"),
        ("given", school.office, "/rewards/given/?direction="),
        ("new", school.teacher, "/rewards/new/"),
        ("draft", school.deputy, f"/rewards/{draft.number}/"),
        ("edit", school.deputy, f"/rewards/{draft.number}/edit/"),
        ("students", school.deputy, f"/rewards/{draft.number}/students/"),
        ("nominee", school.deputy, f"/rewards/{draft.number}/nominee/{nominee}/"),
        ("decision", school.head, f"/rewards/{waiting.number}/decision/"),
        ("certified", school.office, f"/rewards/{made.number}/"),
        ("hand", school.deputy, f"/rewards/{made.number}/hand/"),
        ("running", school.office, f"/rewards/{running.number}/"),
        ("nominees", school.office, f"/rewards/{running.number}/nominees/"),
    ]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_page_of_nominations_is_whole(pages, browse, width):  # noqa: F811
    wrong = {}
    for name, user, path in pages:
        page = browse(path, width, user)
        shoot(page, f"reward-{name}")
        found = troubles(page)
        if found or page.status != 200:
            wrong[name] = [page.status, *found]
    assert wrong == {}


def test_a_deputy_names_a_class_from_a_pasted_list(school, browse):  # noqa: F811
    pupils = a_class(2)
    draft = a_draft(school, [], occasion="Осенний марафон")
    page = browse(f"/rewards/{draft.number}/students/", WIDE, school.deputy)
    page.locator("textarea[name=names]").fill("\n".join(each.full_name for each in pupils))
    follow(page.get_by_role("button", name="Сверить список"))
    follow(page.get_by_role("button", name="Добавить отмеченных"))
    assert "Добавлены 2 ученика" in page.locator(".notes").inner_text()
    follow(page.get_by_role("button", name="Представить", exact=True).first)
    assert RewardNomination.objects.get().state == "submitted"
