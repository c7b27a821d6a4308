"""The pages of disclosure in a real browser, on a desk and on a phone, and the daily paper without scripts."""

import pytest

from tests.browser import PHONE, WIDE, browse, chromium, follow, shoot, troubles  # noqa: F401  # fixtures
from tests.workflows.disclosure.office import disclosed, identified, opened, prepared, user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages(maria):
    """Every page: its name, who opens it, its address."""
    office, head = user("sedova"), user("zharkov")
    asked = opened(maria)
    chosen = identified(opened(maria))
    waiting = prepared(opened(maria, papers=["study_certificate", "reward_list"]))
    disclosed(opened(maria, delivery="link"))
    return [
        ("identity", office, f"/disclosure/{asked.number}/identity/"),
        ("scope", office, f"/disclosure/{chosen.number}/scope/"),
        ("approval", head, f"/disclosure/{waiting.number}/"),
        ("new", office, "/disclosure/new/"),
        ("express", office, "/disclosure/express/?find=%D0%92%D0%BB%D0%B0%D1%81%D0%BE%D0%B2%D0%B0"),
        ("ledger", office, "/disclosure/ledger/"),
        ("apply", None, "/disclosure/apply/"),
        ("get", None, "/disclosure/get/some-token/"),
    ]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_every_page_is_whole(pages, browse, width):  # noqa: F811
    wrong = {}
    for name, reader, path in pages:
        page = browse(path, width, reader)
        shoot(page, f"disclosure-{name}")
        found = troubles(page)
        if found or page.status != 200:
            wrong[name] = [page.status, *found]
    assert wrong == {}


def test_the_daily_paper_takes_three_actions_and_no_script(maria, browse):  # noqa: F811
    page = browse("/disclosure/express/", WIDE, user("sedova"), javascript=False)
    page.get_by_label("Ученик: фамилия").fill("Власова")
    follow(page.get_by_role("button", name="Найти"))
    page.get_by_label("Власова Мария Сергеевна").check()
    page.get_by_label("ученик", exact=True).check()
    page.get_by_label("Документ видел").check()
    follow(page.get_by_role("button", name="Выдать справку"))
    assert "61-со" in page.get_by_role("status").first.inner_text()
    assert page.get_by_role("link", name="Напечатать, PDF").get_attribute("href").startswith("/files/")
