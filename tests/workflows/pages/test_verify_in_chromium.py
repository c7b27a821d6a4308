"""The page of checking in a browser, wide and narrow: nothing hurts, and a file is judged without scripts."""

import pytest

from storage import blobs
from tests.browser import PHONE, WIDE, browse, chromium, troubles  # noqa: F401  # fixtures
from tests.documents.verification.test_known import issue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_paper_is_checked_on_a_desk_and_on_a_phone(school, browse):  # noqa: F811
    paper = {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": blobs.get(issue().sha256)}
    for width, javascript in ((WIDE, True), (PHONE, True), (PHONE, False)):
        page = browse("/verify/", width, javascript=javascript)
        page.set_input_files("input[type=file]", paper)
        page.click("main button")
        assert page.locator("#verdict-title").inner_text() == "Документ подлинный и действует"
        if javascript:
            assert troubles(page) == []
